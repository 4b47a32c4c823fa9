import { policyCommands, policyEvents } from '@vestibule/contracts';
import { policies } from '@vestibule/domain';
import { service } from '@vestibule/service';
import { inbound, soonest } from './inbound';
import { outbound } from './outbound';

/** Decides what the policy and its word lists are. One stream, which every process follows. */
export const policy = service({
  name: 'policy',
  stream: 'policy',
  single: true,
  consumes: [policyCommands],
  produces: [policyEvents],
  decider: policies,
  prepare: soonest,
  inbound,
  outbound,
});
