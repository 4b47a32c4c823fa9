import { raisesTheLimit } from './policy.words';
import { onTheWire, story } from './story';

/** On the wire all stories have one policy, so that one has a stack of its own (policy.int.spec.ts). */
const aside = onTheWire ? describe.skip : describe;

aside('edges 37, 38 and 40: operators change the limit while people talk', () => {
  story('the next decision knows it, and nothing that was decided changes', raisesTheLimit);
});
