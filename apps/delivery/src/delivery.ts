import { deliveryCommands, deliveryEvents, gatingEvents } from '@vestibule/contracts';
import { inbox } from '@vestibule/domain';
import { service } from '@vestibule/service';
import { inboxView, insightView } from '@vestibule/views';
import { lookUp } from './facts';
import { inbound } from './inbound';
import { outbound } from './outbound';

/** Decides where things land in each person's lists, and keeps what people read of it. */
export const delivery = service({
  name: 'delivery',
  stream: 'inbox',
  consumes: [gatingEvents, deliveryCommands, deliveryEvents],
  produces: [deliveryEvents],
  decider: inbox,
  views: [inboxView, insightView],
  prepare: lookUp,
  inbound,
  outbound,
});
