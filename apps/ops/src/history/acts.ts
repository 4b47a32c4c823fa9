import type { CommandFailed, Quarantined, QuarantineLifted } from '@vestibule/contracts';
import type { Message } from '@vestibule/decider';
import type { ConversationEvent } from '@vestibule/domain';

/** What the host writes into a pair's stream beside the domain's events. */
type HostEvent =
  | Message<'CommandFailed', CommandFailed>
  | Message<'Quarantined', Quarantined>
  | Message<'QuarantineLifted', QuarantineLifted>;

export type PairEvent = ConversationEvent | HostEvent;
type Type = PairEvent['type'];
type Data<Name extends Type> = Extract<PairEvent, { type: Name }>['data'];

const hostTypes: ReadonlySet<string> = new Set<HostEvent['type']>([
  'CommandFailed',
  'Quarantined',
  'QuarantineLifted',
]);

type Asked = Data<'MessageSent'>['asked'];

const kindOf = ({ kind, automated }: Asked): string => (automated ? `automated ${kind}` : kind);

const bulk = (bulkId: string | null): string => (bulkId === null ? '' : ', in bulk');

const refusal = {
  decline: 'declined',
  delete: 'declined by deleting',
  report: 'declined by report',
} as const;

/** What each event says happened, with its true reason. */
const acts: { readonly [Name in Type]: (data: Data<Name>) => string } = {
  MessageSent: ({ asked }) => `sent ${kindOf(asked)}`,
  MessageSuppressed: ({ asked, why }) => `suppressed: ${why} (${kindOf(asked)})`,
  SendRefused: ({ asked, reason }) => `refused: ${reason} (${kindOf(asked)})`,
  RequestAccepted: ({ how, shown }) =>
    `${how === 'explicit' ? 'accepted' : `accepted by ${how}`}${shown ? ', sender is told' : ''}`,
  WelcomeShown: ({ how }) => `welcome shown by ${how}`,
  RequestDeclined: ({ how, bulkId }) => `${refusal[how]}${bulk(bulkId)}`,
  RequestRestored: ({ bulkId }) => `restored the request${bulk(bulkId)}`,
  RequestWithdrawn: () => 'withdrew the request',
  RequestExpired: () => 'did not answer in time',
  RequestRetried: () => 'count begins anew',
  ConsentRevoked: ({ how }) => (how === 'report' ? 'revoked consent by report' : 'revoked consent'),
  AccountBlocked: ({ withdraws }) => (withdraws ? 'blocked, request withdrawn' : 'blocked'),
  AccountUnblocked: () => 'unblocked',
  MessageUnsent: ({ wasShown }) => `unsent a message${wasShown ? '' : ', never shown'}`,
  MessageRemoved: ({ operator, ground }) => `message removed by ${operator}: ${ground}`,
  AccountReported: ({ reason }) => `reported for ${reason}`,
  ConsentVoided: ({ operator, ground }) => `consent voided by ${operator}: ${ground}`,
  ConsentImported: ({ operator, sourceId }) => `consent imported by ${operator}: ${sourceId}`,
  NothingChanged: ({ command, reason }) => `${command} changed nothing: ${reason}`,
  CommandFailed: ({ command }) => `${command} failed in our own code`,
  Quarantined: ({ reason }) => `quarantined: ${reason}`,
  QuarantineLifted: () => 'quarantine lifted',
};

/** An older release may meet events of a newer one. */
export const isKnown = (event: Message): event is PairEvent => Object.hasOwn(acts, event.type);

/** Whether the domain folds it; the host's own events change no state. */
export const isOfPair = (event: PairEvent): event is ConversationEvent =>
  !hostTypes.has(event.type);

export const actOf = ({ type, data }: PairEvent): string =>
  (acts[type] as (data: PairEvent['data']) => string)(data);

/** The bare reason code, where there is one. */
export const reasonOf = ({ data }: PairEvent): string | null => {
  if ('why' in data) return data.why;
  return 'reason' in data ? data.reason : null;
};

/** Who did it to whom; null where nobody did. */
export const endsOf = ({ data }: PairEvent): { by: string | null; to: string | null } => {
  if ('from' in data) return { by: data.from, to: data.to };
  if ('by' in data) return { by: data.by, to: data.to };
  return 'actor' in data ? { by: data.actor || null, to: data.other } : { by: null, to: null };
};
