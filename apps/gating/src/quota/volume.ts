import type { Topic } from '@vestibule/contracts';
import { quota } from '@vestibule/domain';
import { service } from '@vestibule/service';

const none: readonly Topic[] = [];

/** What each account has sent lately: `quota-<account>`. It hears and says nothing itself. */
export const volume = service({
  name: 'quota',
  stream: 'quota',
  consumes: none,
  produces: none,
  decider: quota,
  inbound: () => [],
  outbound: () => [],
});
