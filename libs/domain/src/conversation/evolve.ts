import type { ConversationEvent, ConversationState, Side } from './conversation';
import { sideOf } from './view';

/** The side that acted and the one it acted towards. */
type Pair = { readonly mine: Side; readonly theirs: Side };
type Data<Type extends ConversationEvent['type']> = Extract<
  ConversationEvent,
  { type: Type }
>['data'];

export const initial: ConversationState = { sides: {} };

/** No ledger of its own: what a yes, a welcome or a retry leaves to its sender. */
const nothingAsked = { asked: [], askedAtMs: null, pinned: null } as const;

/** What a yes of `mine` does to both. */
const yes = ({ mine, theirs }: Pair): Pair => ({
  mine: { ...mine, stance: 'accepts', refusedAtMs: null },
  theirs: { ...theirs, ...nothingAsked, waiting: [], out: false, welcome: true },
});

const counted = (mine: Side, { asked, atMs, used, limit }: Data<'MessageSent'>): Side =>
  used === null
    ? mine
    : {
        ...mine,
        asked: [...mine.asked, asked.commandId],
        askedAtMs: atMs,
        pinned: used === 1 ? limit : mine.pinned,
      };

const lies = ({ mine, theirs }: Pair, { asked, waiting }: Data<'MessageSent'>): Pair =>
  waiting === null
    ? { mine, theirs }
    : {
        mine: { ...mine, waiting: [...mine.waiting, asked.commandId], out: true },
        theirs: { ...theirs, kept: false },
      };

const heardOf = ({ mine, theirs }: Pair, { asked, atMs }: Data<'MessageSent'>): Pair => ({
  mine: {
    ...mine,
    heard: mine.heard && { ...mine.heard, since: mine.heard.since + 1 },
    saw: asked.facts.other.version,
  },
  theirs: asked.automated ? theirs : { ...theirs, heard: { atMs, since: 0 } },
});

const admitted = (pair: Pair, data: Data<'MessageSent'>, delivered: 0 | 1): Pair => {
  const { mine, theirs } = data.consents ? yes(pair) : pair;
  const laid = lies({ mine: counted(mine, data), theirs }, data);
  const told = heardOf(laid, data);
  return { ...told, mine: { ...told.mine, delivered: told.mine.delivered + delivered } };
};

const accepted = ({ mine, theirs }: Pair, { atMs }: Data<'RequestAccepted'>): Pair =>
  yes({ mine, theirs: theirs.welcome ? theirs : { ...theirs, heard: { atMs, since: 0 } } });

const refused = ({ mine, theirs }: Pair, atMs: number): Pair => ({
  mine: { ...mine, stance: 'refuses', refusedAtMs: atMs },
  theirs,
});

const withdrawn = ({ mine, theirs }: Pair): Pair => ({
  mine: { ...mine, out: false },
  theirs: { ...theirs, welcome: false },
});

const retried = ({ mine, theirs }: Pair): Pair => ({
  mine: { ...mine, ...nothingAsked, waiting: [] },
  theirs:
    !theirs.blocks && (theirs.stance === 'refuses' || theirs.stance === 'lapsed')
      ? { ...theirs, stance: 'neutral' }
      : theirs,
});

const blocked = (pair: Pair, { atMs, stance, withdraws }: Data<'AccountBlocked'>): Pair => {
  const { mine, theirs } = withdraws ? withdrawn(pair) : pair;
  return { mine: { ...mine, blocks: true, stance, refusedAtMs: atMs }, theirs };
};

const mineOnly = ({ mine, theirs }: Pair, change: Partial<Side>): Pair => ({
  mine: { ...mine, ...change },
  theirs,
});

const effect = (pair: Pair, { type, data }: ConversationEvent): Pair => {
  switch (type) {
    case 'MessageSent':
      return admitted(pair, data, 1);
    case 'MessageSuppressed':
      return admitted(pair, data, 0);
    case 'RequestAccepted':
      return accepted(pair, data);
    case 'WelcomeShown':
      return mineOnly(pair, {
        ...nothingAsked,
        welcome: true,
        heard: { atMs: data.atMs, since: 0 },
      });
    case 'RequestDeclined':
    case 'ConsentRevoked':
      return refused(pair, data.atMs);
    case 'RequestRestored':
      return mineOnly(pair, { stance: 'neutral', refusedAtMs: null, kept: true });
    case 'RequestWithdrawn':
      return mineOnly(withdrawn(pair), { stance: 'neutral' });
    case 'RequestRetried':
      return retried(pair);
    case 'AccountBlocked':
      return blocked(pair, data);
    case 'AccountUnblocked':
      return mineOnly(pair, { blocks: false });
    case 'SendRefused':
    case 'NothingChanged':
      return pair;
  }
};

/** Whose side an event changes first, and the other; a welcome is shown to the sender. */
const endsOf = ({ type, data }: ConversationEvent): readonly [mine: string, theirs: string] => {
  if (type === 'WelcomeShown') return [data.to, data.by];
  return 'from' in data ? [data.from, data.to] : [data.by, data.to];
};

/**
 * The pair after one more event. It reads no policy and no clock: what depended on them is in
 * the event. Names of events that it does not know do not reach it; the host keeps command ids.
 */
export const evolve = (state: ConversationState, event: ConversationEvent): ConversationState => {
  const [mineId, theirsId] = endsOf(event);
  const pair = { mine: sideOf(state, mineId), theirs: sideOf(state, theirsId) };
  const { mine, theirs } = effect(pair, event);
  if (mine === pair.mine && theirs === pair.theirs) return state;
  return { sides: { ...state.sides, [mineId]: mine, [theirsId]: theirs } };
};
