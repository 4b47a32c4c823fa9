import { runProcess } from '@vestibule/local-server';
import { optionsFrom } from './options';
import { startEventStore } from './start';

void runProcess({ port: 2113, data: 'data/eventstore' }, (options) =>
  startEventStore(optionsFrom(options)),
);
