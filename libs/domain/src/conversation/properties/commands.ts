import { hourMs } from '../../policy/period';
import type { ConversationCommand, ConversationState, Facts } from '../conversation';
import { otherOf, plain, type Name } from '../conversation.words';
import { sideOf } from '../view';
import { idIn, longAgoMs, type Answering, type Odd, type Step, type World } from './world';

const isLate = { granted: false, per: 'P1D' } as const;

const factsFor = (by: Name, world: World, odd: Odd): Facts => ({
  actor: world.accounts[by],
  other: world.accounts[otherOf(by)],
  follows: { actorAtMs: world.follows[by], otherAtMs: world.follows[otherOf(by)] },
  volume: odd === 'volume' ? { ...isLate, retryAtMs: world.nowMs + hourMs } : null,
  content: {
    ...plain,
    graphemes: odd === 'empty' ? 0 : plain.graphemes,
    links: odd === 'links',
    lists: odd === 'words' ? [{ id: 'severe', action: 'refuse' }] : [],
  },
});

const askingOf = (by: Name, world: World, odd: Odd) => ({
  commandId: idIn(world),
  actor: by,
  other: otherOf(by),
  issuedAtMs: world.nowMs,
  ingestedAtMs: world.nowMs,
  facts: factsFor(by, world, odd),
});

type Asking = ReturnType<typeof askingOf>;

/** What is true when a command is asked. */
type Place = { readonly world: World; readonly state: ConversationState };

const answering = (
  { does: type, late, also, which }: Answering,
  { asking, world, state }: Place & { readonly asking: Asking },
): ConversationCommand => {
  const upTo = late ? 'long ago' : (sideOf(state, asking.other).waiting.at(-1) ?? null);
  const messageId = world.tried[asking.actor].at(-1 - which) ?? 'none';
  const ground = { operator: 'mod', ground: 'ground' };
  switch (type) {
    case 'AcceptRequest':
      return { type, data: { ...asking, upTo, bulkId: null } };
    case 'DeclineRequest':
      return { type, data: { ...asking, upTo, bulkId: null, how: 'decline' } };
    case 'RestoreRequest':
      return { type, data: { ...asking, bulkId: null } };
    case 'WithdrawRequest':
    case 'RevokeConsent':
    case 'BlockAccount':
    case 'UnblockAccount':
      return { type, data: asking };
    case 'UnsendMessage':
      return { type, data: { ...asking, messageId } };
    case 'ReportAccount':
      return { type, data: { ...asking, reason: 'spam', messageIds: [], also } };
    case 'RemoveMessage':
      return { type, data: { ...asking, messageId, ...ground } };
    case 'VoidConsent':
      return { type, data: { ...asking, ...ground } };
    case 'ImportConsent':
      return { type, data: { ...asking, operator: 'mod', sourceId: 'legacy' } };
  }
};

const noted = (by: Name, { accounts, follows, nowMs }: World): ConversationCommand | null => {
  const [sinceAtMs, to] = [follows[by], otherOf(by)];
  if (sinceAtMs === null) return null;
  const facts = { by: accounts[by], to: accounts[to] };
  const data = { by, to, sinceAtMs, version: facts.by.version, ingestedAtMs: nowMs, facts };
  return { type: 'NoteFollow', data };
};

const expiring = (
  by: Name,
  { accounts, nowMs: ingestedAtMs }: World,
  state: ConversationState,
): ConversationCommand => {
  const { waiting, written } = sideOf(state, otherOf(by));
  const newest = waiting.at(-1) ?? 'none';
  const newestAtMs = written.find(({ messageId }) => messageId === newest)?.atMs ?? longAgoMs;
  const facts = { by: accounts[by] };
  const data = { by, to: otherOf(by), newest, newestAtMs, ingestedAtMs, facts };
  return { type: 'ExpireRequest', data };
};

/** The command of a step in a world; null for a step that only changes the world. */
export const commandFor = (step: Step, { world, state }: Place): ConversationCommand | null => {
  switch (step.does) {
    case 'wait':
    case 'rule':
    case 'change':
    case 'unfollow':
      return null;
    case 'follow':
      return step.noted ? noted(step.by, world) : null;
    case 'expire':
      return expiring(step.by, world, state);
    case 'send': {
      const { by, odd } = step;
      const kind = odd === 'image' ? 'image' : 'text';
      const body = { text: 'words', attachment: null };
      const said = { kind, automated: odd === 'automated', body } as const;
      return { type: 'SendMessage', data: { ...askingOf(by, world, odd), ...said } };
    }
    case 'AcceptRequest':
    case 'DeclineRequest':
    case 'RestoreRequest':
    case 'WithdrawRequest':
    case 'RevokeConsent':
    case 'BlockAccount':
    case 'UnblockAccount':
    case 'UnsendMessage':
    case 'ReportAccount':
    case 'RemoveMessage':
    case 'VoidConsent':
    case 'ImportConsent':
      return answering(step, { asking: askingOf(step.by, world, 'no'), world, state });
  }
};
