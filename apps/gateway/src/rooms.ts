import { type Matcher, matcherFor } from '@vestibule/content';
import { quota, type QuotaEvent, type QuotaState } from '@vestibule/domain';
import { type InForce, system } from '@vestibule/service';
import type { Streams } from '@vestibule/streams';
import type { Database } from '@vestibule/views';
import { type Bulk, bulk } from './bulk/bulk';
import type { Desk } from './commands/desk';
import { limiter } from './commands/limiter';
import { folds } from './folds';
import { type Preflight, preflight } from './preflight/preflight';
import { type After, afterIn } from './reading/after';
import type { Landings } from './reading/landings';
import { type Names, names } from './reading/names';
import { type Own, own } from './reading/own';
import { type Reading, reading } from './reading/reading';
import { RefusedError } from './refusal';

/** What stands behind the door for those who come in. */
export type Rooms = {
  readonly names: Names;
  readonly reading: Reading;
  readonly after: After;
  readonly own: Own;
  readonly preflight: Preflight;
  readonly bulk: Bulk;
  /** The word lists in force. */
  readonly matcherAt: (atMs: number) => Matcher;
  /** Refuses whoever asks too often for what takes some reading. */
  readonly slowDown: (asker: { readonly actor: string; readonly other: string }) => void;
};

export type RoomsNeeds = {
  readonly streams: Pick<Streams, 'read'>;
  readonly database: Pick<Database, 'query'>;
  readonly desk: Desk;
  readonly landings: Landings;
  readonly inForce: InForce;
};

const minuteMs = 60_000;
/** Profiles that one account may look at in a minute. */
const profilesPerMinute = 300;

const slowing = ({ policyAt }: InForce): Rooms['slowDown'] => {
  const limits = { windowMs: minuteMs, pairsMax: 100_000 };
  const ofPair = limiter({
    ...limits,
    attemptsMax: () => policyAt(system.nowMs()).door.attemptsPerMinute,
  });
  const ofAccount = limiter({ ...limits, attemptsMax: () => profilesPerMinute });
  return ({ actor, other }) => {
    const nowMs = system.nowMs();
    const slowed = ofPair.take(`${actor}~${other}`, nowMs) ?? ofAccount.take(actor, nowMs);
    if (slowed) throw new RefusedError('SLOW_DOWN', slowed);
  };
};

export const rooms = ({ streams, database, desk, landings, inForce }: RoomsNeeds): Rooms => {
  const { policyAt, wordsAt } = inForce;
  const { nowMs } = system;
  const named = names(database, system.monotonicMs);
  const spentBy = folds<QuotaState, QuotaEvent>(streams, quota(policyAt(nowMs())));
  return {
    names: named,
    reading: reading({ database, names: named, nowMs, policyAt }),
    after: afterIn({ database, desk, landings, system }),
    own: own({ streams, database, spentBy, policyAt, nowMs }),
    preflight: preflight({ streams, database, spentBy, policyAt, system }),
    bulk: bulk({ database, streams, desk, nowMs }),
    matcherAt: (atMs) => matcherFor(wordsAt(atMs), policyAt(atMs).content.lists),
    slowDown: slowing(inForce),
  };
};
