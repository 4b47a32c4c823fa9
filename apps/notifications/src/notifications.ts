import { deliveryEvents, notificationsEvents } from '@vestibule/contracts';
import { notice } from '@vestibule/domain';
import { service } from '@vestibule/service';
import { consoleChannel } from './channels/console';
import { claims, inbound } from './inbound';
import { outbound } from './outbound';
import { push } from './push';

/** Tells people what concerns them: claimed before each push, pushed at most twice. */
export const notifications = service({
  name: 'notifications',
  stream: 'notice',
  consumes: [deliveryEvents],
  produces: [notificationsEvents],
  decider: notice,
  prepare: claims,
  inbound,
  outbound,
  also: push(consoleChannel),
});
