import type { ConversationState, Phase, Side, View } from './conversation';

/** A side that has said, done and been told nothing yet. */
export const newSide: Side = {
  stance: 'neutral',
  blocks: false,
  welcome: false,
  asked: [],
  askedAtMs: null,
  pinned: null,
  waiting: [],
  out: false,
  kept: false,
  refusedAtMs: null,
  delivered: 0,
  heard: null,
  saw: -1,
  written: [],
};

/** The side of one account; `newSide` while nothing has happened to it. */
export const sideOf = (state: ConversationState, accountId: string): Side =>
  state.sides[accountId] ?? newSide;

/** What a side may be shown, from the two sides alone. */
export const viewBetween = (mine: Side, theirs: Side): View => {
  if (mine.blocks) return 'blocked';
  switch (mine.stance) {
    case 'accepts':
      return mine.welcome ? 'open' : 'pending';
    case 'refuses':
      return 'declined';
    case 'lapsed':
      return 'expired';
    case 'neutral':
      return theirs.out ? 'request' : 'none';
  }
};

/**
 * What one account of the pair may be shown of the conversation. No private act of the other
 * side changes it, so an answer may depend on it.
 */
export const viewOf = (state: ConversationState, accountId: string): View => {
  const otherId = Object.keys(state.sides).find((id) => id !== accountId) ?? '';
  return viewBetween(sideOf(state, accountId), sideOf(state, otherId));
};

/** How a request stands by the true stance of whoever received it. */
const requestPhase = { neutral: 'REQUEST', refuses: 'DECLINED', lapsed: 'EXPIRED' } as const;

const requestOf = (from: string, sender: Side, { stance }: Side): Phase | null =>
  sender.out && stance !== 'accepts' ? { phase: requestPhase[stance], from } : null;

/**
 * The truth about a pair, for support, backtests and delivery; never for an answer to a person.
 * Of two requests at once (only automated senders bring that about) it names the elder side's.
 */
export const phaseOf = (state: ConversationState): Phase => {
  const [[firstId, first] = ['', newSide], [secondId, second] = ['', newSide]] = Object.entries(
    state.sides,
  );
  if (first.blocks || second.blocks) return { phase: 'BLOCKED' };
  if (first.stance === 'accepts' && second.stance === 'accepts') return { phase: 'OPEN' };
  return (
    requestOf(firstId, first, second) ?? requestOf(secondId, second, first) ?? { phase: 'NONE' }
  );
};
