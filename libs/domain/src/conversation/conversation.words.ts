import { scenarios, type Expected, type Laws } from '@vestibule/decider';
import type { AccountFacts, Standing } from '../account/account';
import { dayMs, hourMs } from '../policy/period';
import type { MessageKind, Policy, PolicyData } from '../policy/policy';
import { presets } from '../policy/presets';
import { outcomeOf } from './asked';
import type {
  AskedCommand,
  ContentVerdict,
  ConversationCommand,
  ConversationEvent,
  Facts,
  How,
  RefusalReason,
  SilentReason,
  UnchangedReason,
} from './conversation';
import { conversation } from './decide';

export type Name = 'ann' | 'bob';
type Told = Expected<ConversationEvent>;

export const startMs = 1_750_000_000_000;
export const otherOf = (name: Name): Name => (name === 'ann' ? 'bob' : 'ann');

/** An adult with a phone whom anybody may ask. */
export const adult: AccountFacts = {
  version: 1,
  standing: 'active',
  band: '18plus',
  phone: true,
  setting: 'everyone',
  business: false,
  takesBusiness: true,
  region: 'US',
  receipts: true,
  registeredAtMs: 0,
};

export const plain: ContentVerdict = {
  lists: [],
  links: false,
  graphemes: 5,
  bytes: 5,
  attached: false,
  listsVersion: 1,
};

/** What differs from two adults who do not follow each other. */
export type Known = {
  readonly actor?: Partial<AccountFacts>;
  readonly other?: Partial<AccountFacts>;
  readonly follows?: Partial<Facts['follows']>;
  readonly volume?: Facts['volume'];
  readonly content?: Partial<ContentVerdict>;
};

export const factsWith = ({ actor, other, follows, volume, content }: Known = {}): Facts => ({
  actor: { ...adult, ...actor },
  other: { ...adult, ...other },
  follows: { actorAtMs: null, otherAtMs: null, ...follows },
  volume: volume ?? null,
  content: { ...plain, ...content },
});

export type Asking = Known & {
  readonly id?: string;
  readonly atMs?: number;
  readonly kind?: MessageKind;
  readonly automated?: boolean;
};

let asked = 0;
const nextId = (): string => `c${(asked += 1)}`;

const asking = (by: Name, { id, atMs = startMs, ...known }: Asking) => ({
  commandId: id ?? nextId(),
  actor: by,
  other: otherOf(by),
  issuedAtMs: atMs,
  ingestedAtMs: atMs,
  facts: factsWith(known),
});

export const send = (id: string, by: Name = 'ann', options: Asking = {}): ConversationCommand => {
  const { kind = 'text', automated = false } = options;
  const body = { text: `words of ${id}`, attachment: null };
  return {
    type: 'SendMessage',
    data: { ...asking(by, { ...options, id }), kind, automated, body },
  };
};

const plainCommand =
  (type: 'WithdrawRequest' | 'RevokeConsent' | 'BlockAccount' | 'UnblockAccount') =>
  (by: Name, options: Asking = {}): AskedCommand => ({ type, data: asking(by, options) });

export const withdraw = plainCommand('WithdrawRequest');
export const revoke = plainCommand('RevokeConsent');
export const block = plainCommand('BlockAccount');
export const unblock = plainCommand('UnblockAccount');

export const accept = (
  by: Name,
  { upTo = null, ...options }: Asking & { upTo?: string | null } = {},
): AskedCommand => ({
  type: 'AcceptRequest',
  data: { ...asking(by, options), upTo, bulkId: null },
});

export const decline = (
  by: Name,
  { upTo = null, ...options }: Asking & { upTo?: string | null } = {},
): AskedCommand => ({
  type: 'DeclineRequest',
  data: { ...asking(by, options), upTo, bulkId: null, how: 'decline' },
});

export const restore = (by: Name, options: Asking = {}): AskedCommand => ({
  type: 'RestoreRequest',
  data: { ...asking(by, options), bulkId: null },
});

export const unsend = (by: Name, messageId: string, options: Asking = {}): AskedCommand => ({
  type: 'UnsendMessage',
  data: { ...asking(by, options), messageId },
});

export const report = (
  by: Name,
  also: 'decline' | 'block' | null = null,
  options: Asking & { messageIds?: readonly string[] } = {},
): AskedCommand => {
  const { messageIds = [], ...known } = options;
  return {
    type: 'ReportAccount',
    data: { ...asking(by, known), reason: 'harassment', messageIds, also },
  };
};

/** An operator removes a message of `author`. */
export const remove = (author: Name, messageId: string): AskedCommand => ({
  type: 'RemoveMessage',
  data: { ...asking(author, {}), operator: 'mod', messageId, ground: 'harassment' },
});

export const voidConsent = (options: Asking = {}): AskedCommand => ({
  type: 'VoidConsent',
  data: { ...asking('ann', options), operator: 'mod', ground: 'false birth date' },
});

export const importConsent = (options: Asking = {}): AskedCommand => ({
  type: 'ImportConsent',
  data: { ...asking('ann', options), operator: 'mod', sourceId: 'legacy/1' },
});

/** The timer finds that `by` has not answered for `days`. */
export const expire = (
  by: Name,
  newest: string,
  options: { days?: number; standing?: Standing } = {},
): ConversationCommand => {
  const { days = 30, standing = 'active' } = options;
  const ingestedAtMs = startMs + days * dayMs;
  const data = { by, to: otherOf(by), newest, newestAtMs: startMs, ingestedAtMs };
  return { type: 'ExpireRequest', data: { ...data, facts: { by: { standing } } } };
};

/** `by` follows the other since an hour after the start, unless said otherwise. */
export const follow = (
  by: Name,
  options: {
    version?: number;
    sinceAtMs?: number;
    atMs?: number;
    by?: Partial<AccountFacts>;
    to?: Partial<AccountFacts>;
  } = {},
): ConversationCommand => {
  const { version = 2, sinceAtMs = startMs + hourMs, atMs = sinceAtMs } = options;
  const facts = { by: { ...adult, ...options.by }, to: { ...adult, ...options.to } };
  const data = { by, to: otherOf(by), sinceAtMs, version, ingestedAtMs: atMs, facts };
  return { type: 'NoteFollow', data };
};

type Numbers = { used?: number | null; waiting?: number | null; consents?: boolean };

export const sent = (id: string, numbers: Numbers = {}): Told => ({
  type: 'MessageSent',
  data: { asked: { commandId: id }, ...numbers },
});

export const suppressed = (id: string, why: SilentReason, numbers: Numbers = {}): Told => ({
  type: 'MessageSuppressed',
  data: { asked: { commandId: id }, why, waiting: null, ...numbers },
});

export const refused = (reason: RefusalReason | SilentReason): Told => ({
  type: 'SendRefused',
  data: { reason },
});

export const accepted = (by: Name, how: How, shown = false): Told => ({
  type: 'RequestAccepted',
  data: { by, to: otherOf(by), how, shown },
});

export const welcomed = (to: Name, how: 'follow' | 'setting' = 'follow'): Told => ({
  type: 'WelcomeShown',
  data: { to, by: otherOf(to), how },
});

export const unchanged = (reason: UnchangedReason): Told => ({
  type: 'NothingChanged',
  data: { reason },
});

export const happens = (type: ConversationEvent['type'], by: Name): Told =>
  ({ type, data: { by, to: otherOf(by) } }) as Told;

/** What the harness has to know of a conversation's messages. */
export const laws: Laws<ConversationCommand, ConversationEvent> = {
  asked: ({ type, data }) => (type === 'NoteFollow' || type === 'ExpireRequest' ? null : data),
  outcome: (event) => outcomeOf(event)?.asked.commandId ?? null,
};

type Change = { readonly [Key in keyof PolicyData]?: Partial<PolicyData[Key]> };

/** The seed policy with some keys changed. */
export const policyWith = (change: Change): Policy => {
  const entries = Object.entries(change).map(([key, value]) => {
    const before = presets.seed[key as keyof PolicyData];
    return [key, typeof before === 'object' ? { ...before, ...(value as object) } : value];
  });
  return { ...presets.seed, ...Object.fromEntries(entries) } as Policy;
};

export const under = (change: Change) => scenarios(conversation(policyWith(change)), laws);

/** Scenarios under the seed policy. */
export const { given, after, standing } = under({});
