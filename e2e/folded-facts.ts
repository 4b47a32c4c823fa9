import type { PairFacts } from '@vestibule/contracts';
import { fold } from '@vestibule/decider';
import { type AccountEvent, account, factsOf, followsSinceMs, presets } from '@vestibule/domain';
import type { Streams } from '@vestibule/streams';
import { freedPhonesIn } from './freed-phones';

/** Where an account lives that is not there: what identity's rows say of it too. */
const nowhere = 'ZZ';

type Named = { readonly actor?: string; readonly other?: string; readonly phoneKey?: string };

const accountIn = async (streams: Streams, id: string) => {
  const { evolve, initial } = account(presets.seed);
  const events = await streams.read(`account-${id}`);
  const folded = fold(evolve, initial, events as unknown as readonly AccountEvent[]);
  const state = { ...folded, region: folded.region || nowhere };
  return { state, version: events.length - 1 };
};

/** Identity's facts without SQL: folded from the same streams of which its rows are made. */
export const factsIn =
  (streams: Streams) => async (messages: readonly { readonly data: Named }[]) => {
    const named = messages.flatMap(({ data: { actor, other } }) => [actor ?? [], other ?? []]);
    const ids = new Set(named.flat());
    const known = new Map(
      await Promise.all([...ids].map(async (id) => [id, await accountIn(streams, id)] as const)),
    );
    const asksNumbers = messages.some(({ data }) => data.phoneKey !== undefined);
    const freed = asksNumbers ? await freedPhonesIn(streams) : new Map<string, number>();
    const of = (actor: string, other: string, atMs: number): PairFacts => {
      const [mine, theirs] = [known.get(actor), known.get(other)];
      if (!mine || !theirs) throw new Error('Nobody was asked about.');
      return {
        actor: factsOf(mine.state, mine.version, atMs),
        other: factsOf(theirs.state, theirs.version, atMs),
        follows: {
          actorAtMs: followsSinceMs(mine.state.follows, other),
          otherAtMs: followsSinceMs(theirs.state.follows, actor),
        },
      };
    };
    return { of, freedAtMs: (phoneKey: string) => freed.get(phoneKey) ?? null };
  };
