import { hourMs } from '../policy/period';
import type { ConversationEvent, ConversationState, Side, Stance, Written } from './conversation';
import { sideOf } from './view';

/** The side that acted and the one it acted towards. */
type Pair = { readonly mine: Side; readonly theirs: Side };
type Data<Type extends ConversationEvent['type']> = Extract<
  ConversationEvent,
  { type: Type }
>['data'];

export const initial: ConversationState = { sides: {} };

/** A message can be taken back for a day; clocks and lanes may be two hours apart. */
const keptMs = 26 * hourMs;

/** No ledger of its own: what a yes, a welcome or a retry leaves to its sender. */
const nothingAsked = { asked: [], askedAtMs: null, pinned: null } as const;

/** What a yes of `mine` does to both. */
const yes = ({ mine, theirs }: Pair): Pair => ({
  mine: { ...mine, stance: 'accepts', refusedAtMs: null },
  theirs: { ...theirs, ...nothingAsked, waiting: [], out: false, welcome: true },
});

const mineOnly = ({ mine, theirs }: Pair, change: Partial<Side>): Pair => ({
  mine: { ...mine, ...change },
  theirs,
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

/**
 * What may still be taken back: the side's own messages of 26 hours, in the time of its own newest
 * one. No act of the other moves it, so memory never chooses between two answers.
 */
const remembered = (written: readonly Written[], message: Written): readonly Written[] => {
  const newestAtMs = Math.max(message.atMs, written.at(-1)?.atMs ?? 0);
  const first = written.findIndex(({ atMs }) => newestAtMs - atMs <= keptMs);
  return [...(first === -1 ? [] : written.slice(first)), message];
};

const admitted = (pair: Pair, data: Data<'MessageSent'>, state: 'sent' | 'suppressed'): Pair => {
  const { mine, theirs } = data.consents ? yes(pair) : pair;
  const laid = lies({ mine: counted(mine, data), theirs }, data);
  const told = heardOf(laid, data);
  const { delivered, written } = told.mine;
  const message = { messageId: data.asked.commandId, atMs: data.atMs, state };
  return {
    ...told,
    mine: {
      ...told.mine,
      delivered: state === 'sent' ? delivered + 1 : delivered,
      written: remembered(written, message),
    },
  };
};

/** The slot stays used: only what can be taken back changes. */
const marked = (pair: Pair, messageId: string, state: 'unsent' | 'removed'): Pair => {
  const { written } = pair.mine;
  const at = written.findIndex((one) => one.messageId === messageId && one.state !== state);
  const message = written[at];
  if (message === undefined) return pair;
  return mineOnly(pair, { written: written.with(at, { ...message, state }) });
};

const voidedSide = (side: Side): Side => ({
  ...side,
  stance: side.stance === 'accepts' ? 'neutral' : side.stance,
  welcome: false,
  out: false,
});

/** A no that stands here stays; a request is answered where its recipient now accepts. */
const imported = ({ mine, theirs }: Pair): Pair => {
  const stanceOf = ({ blocks, stance }: Side): Stance =>
    blocks || stance === 'refuses' ? stance : 'accepts';
  const after = (side: Side, other: Side): Side => ({
    ...side,
    ...nothingAsked,
    stance: stanceOf(side),
    welcome: true,
    ...(stanceOf(other) === 'accepts' && { waiting: [], out: false }),
  });
  return { mine: after(mine, theirs), theirs: after(theirs, mine) };
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

const effect = (pair: Pair, { type, data }: ConversationEvent): Pair => {
  switch (type) {
    case 'MessageSent':
      return admitted(pair, data, 'sent');
    case 'MessageSuppressed':
      return admitted(pair, data, 'suppressed');
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
    case 'RequestExpired':
      return mineOnly(pair, { stance: 'lapsed' });
    case 'RequestRetried':
      return retried(pair);
    case 'AccountBlocked':
      return blocked(pair, data);
    case 'AccountUnblocked':
      return mineOnly(pair, { blocks: false });
    case 'MessageUnsent':
      return marked(pair, data.messageId, 'unsent');
    case 'MessageRemoved':
      return marked(pair, data.messageId, 'removed');
    case 'ConsentVoided':
      return { mine: voidedSide(pair.mine), theirs: voidedSide(pair.theirs) };
    case 'ConsentImported':
      return imported(pair);
    case 'AccountReported':
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
