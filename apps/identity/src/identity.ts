import { dmCommands, gatingCommands, identityCommands, identityEvents } from '@vestibule/contracts';
import { account } from '@vestibule/domain';
import { service } from '@vestibule/service';
import { accountsView } from '@vestibule/views';
import { birthdays, dueInRows } from './birthdays';
import { lookUp } from './facts';
import { inbound } from './inbound';
import { outbound } from './outbound';

/** Guards accounts, and attaches what is true of both to every command about a pair. */
export const identity = service({
  name: 'identity',
  stream: 'account',
  consumes: [identityCommands, dmCommands],
  produces: [identityEvents, gatingCommands],
  decider: account,
  views: [accountsView],
  prepare: lookUp,
  inbound,
  outbound,
  also: birthdays(dueInRows),
});
