import type { Policy, VolumeWindow } from '../policy/policy';
import { askedOf } from './asked';
import type {
  ConversationEvent,
  ConversationState,
  RefusalReason,
  SilentReason,
  View,
} from './conversation';
import { minimumAgeOf, type SendMessage } from './admission';
import { sendRules, silentRules } from './rules';
import { termsOf, type Send } from './terms';

type Why = SilentReason | null;

const about = ({ data, policy }: Send) => ({
  atMs: data.ingestedAtMs,
  policyVersion: policy.version,
});

/** The sender's view is filled in by `decide`, when it has folded what is appended. */
const viewToCome: View = 'none';

const refused = (send: Send, reason: RefusalReason | SilentReason): ConversationEvent => {
  const { volume } = send.facts;
  const isOverVolume = reason === 'VOLUME_SHORT' || reason === 'VOLUME_LONG';
  const retryAtMs = isOverVolume && volume?.granted === false ? volume.retryAtMs : null;
  const data = {
    atMs: send.data.ingestedAtMs,
    policyVersion: send.policy.version,
    asked: askedOf({ type: 'SendMessage', data: send.data }),
    view: viewToCome,
    from: send.data.actor,
    to: send.data.other,
    reason,
    used: send.used,
    limit: send.limit,
    retryAtMs,
    ...(reason === 'SENDER_UNDER_AGE' && { minimumAge: minimumAgeOf(send.policy) }),
  };
  return { type: 'SendRefused', data };
};

const retried = (send: Send): readonly ConversationEvent[] => {
  const { actor: from, other: to } = send.data;
  return send.retry ? [{ type: 'RequestRetried', data: { ...about(send), from, to } }] : [];
};

/** What the recipient's standing yes does; while a no stands in its way it only shows. */
const welcomed = (send: Send, why: Why): readonly ConversationEvent[] => {
  const { standing: how, mine } = send;
  if (how === null) return [];
  const shared = { ...about(send), by: send.data.other, to: send.data.actor, how };
  const refunds = mine.asked;
  if (why === null && send.yes && send.stance !== 'accepts') {
    const data = { ...shared, asked: null, view: null, shown: false, refunds };
    return [{ type: 'RequestAccepted', data }];
  }
  return mine.welcome ? [] : [{ type: 'WelcomeShown', data: { ...shared, refunds } }];
};

/** An automated answer never accepts; automated outreach asks like any other. */
const consents = ({ data, mine }: Send): boolean => !data.automated || !mine.welcome;

const replied = (send: Send): readonly ConversationEvent[] => {
  const { out, asked: refunds } = send.theirs;
  if (!consents(send) || (!out && refunds.length === 0)) return [];
  const { actor: by, other: to } = send.data;
  const shared = { ...about(send), by, to, how: 'reply' as const };
  const data = { ...shared, asked: null, view: null, shown: false, refunds };
  return [{ type: 'RequestAccepted', data }];
};

/** Written out field by field, as it is on the hottest path: spreads cost 3 µs more. */
const passed = (send: Send, why: Why): ConversationEvent => {
  const { free, used, limit, yes, held } = send;
  const data = {
    atMs: send.data.ingestedAtMs,
    policyVersion: send.policy.version,
    asked: askedOf({ type: 'SendMessage', data: send.data }),
    view: viewToCome,
    from: send.data.actor,
    to: send.data.other,
    body: send.data.body,
    consents: consents(send),
    used: free ? null : used + 1,
    limit,
    waiting: yes || why !== null ? null : held + 1,
  };
  return why === null
    ? { type: 'MessageSent', data }
    : { type: 'MessageSuppressed', data: { ...data, why } };
};

/** The events of one send, before the sender's view is filled in. */
export const send = (
  command: SendMessage,
  state: ConversationState,
  policy: Policy,
): readonly ConversationEvent[] => {
  const terms = termsOf(command, state, policy);
  const broken = sendRules.find(({ when }) => when(terms));
  if (broken) return [refused(terms, broken.reason)];

  const why = silentRules.find(({ when }) => when(terms))?.reason ?? null;
  if (why !== null && policy.request.declineMode === 'refuse') return [refused(terms, why)];
  return [...retried(terms), ...welcomed(terms, why), ...replied(terms), passed(terms, why)];
};

const volumeRow = sendRules.findIndex(({ reason }) => reason === 'VOLUME_SHORT');
const rowsBeforeVolume = sendRules.slice(0, volumeRow);

/**
 * What a send has to reserve before it is decided: one unit of each kind named; none when it
 * would not count, or is refused before its volume matters. The answer goes to `facts.volume`.
 */
export const volumeOf = (
  command: SendMessage,
  state: ConversationState,
  policy: Policy,
): readonly VolumeWindow['unit'][] => {
  const terms = termsOf(command, state, policy);
  if (terms.free || rowsBeforeVolume.some(({ when }) => when(terms))) return [];
  return terms.used === 0 ? ['request-message', 'new-recipient'] : ['request-message'];
};
