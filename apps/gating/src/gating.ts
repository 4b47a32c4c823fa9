import { dmOutcomes, gatingCommands, gatingEvents, identityEvents } from '@vestibule/contracts';
import { conversation } from '@vestibule/domain';
import { service } from '@vestibule/service';
import { listsIn } from './content';
import { expiry } from './expiry';
import { inbound } from './inbound';
import { outbound } from './outbound';
import { reserves } from './quota/reserves';

/** Decides what may pass between two accounts. One stream per pair. */
export const gating = service({
  name: 'gating',
  stream: 'pair',
  consumes: [gatingCommands, identityEvents],
  produces: [gatingEvents, dmOutcomes],
  decider: conversation,
  prepare: async (_, needs) => listsIn(needs),
  inbound,
  outbound,
  reads: true,
  also: expiry,
  reserves,
});
