import type { ConversationEvent } from '@vestibule/domain';

/** What a first message looks like from outside: how long it is, or what else it is. */
export type Opener =
  'short' | 'medium' | 'long' | 'link' | 'platform' | 'image' | 'video' | 'voice';

/** One request of one sender, from its first counted message on, as the sender knows of it. */
export type Request = {
  readonly conversationId: string;
  readonly sender: string;
  /** 1 for the first request of this sender in this conversation; one more after each retry. */
  readonly number: number;
  readonly madeAtMs: number;
  readonly opener: Opener;
  readonly acceptedAtMs: number | null;
  /** `imported`: the consent came from elsewhere, and is counted apart. */
  readonly how: 'accepted' | 'imported' | null;
  /** Length of the other's first message after the yes, in graphemes. */
  readonly reply: number | null;
  /** Who wrote last, of the messages that the sender can see, and when. */
  readonly lastFrom: string;
  readonly lastAtMs: number;
};

/** The newest request of each sender of one conversation. */
export type Requests = ReadonlyMap<string, Request>;

type Sent = Extract<ConversationEvent, { type: 'MessageSent' | 'MessageSuppressed' }>;

const shortMax = 40;
const mediumMax = 160;

const graphemesIn = ({ data }: Sent): number => data.asked.facts.content?.graphemes ?? 0;

const openerOf = (event: Sent): Opener => {
  const { kind, facts } = event.data.asked;
  if (kind !== 'text') return kind;
  if (facts.content?.links === true) return 'link';
  const graphemes = graphemesIn(event);
  if (graphemes <= shortMax) return 'short';
  return graphemes <= mediumMax ? 'medium' : 'long';
};

/** A suppressed message opens a request like any other: its sender was told the same. */
const made = (conversationId: string, event: Sent, before: Request | undefined): Request => {
  const { from, atMs } = event.data;
  return {
    conversationId,
    sender: from,
    number: (before?.number ?? 0) + 1,
    madeAtMs: atMs,
    opener: openerOf(event),
    acceptedAtMs: null,
    how: null,
    reply: null,
    lastFrom: from,
    lastAtMs: atMs,
  };
};

/** A message that the sender of the request can see. */
const seen = (request: Request, event: Sent): Request => {
  const { from, atMs } = event.data;
  const isReply = from !== request.sender && request.acceptedAtMs !== null;
  const reply = request.reply ?? (isReply ? graphemesIn(event) : null);
  return { ...request, reply, lastFrom: from, lastAtMs: atMs };
};

const opened = (request: Request, how: 'accepted' | 'imported', atMs: number): Request =>
  request.acceptedAtMs === null ? { ...request, acceptedAtMs: atMs, how } : request;

const sent = (conversationId: string, requests: Requests, event: Sent): readonly Request[] => {
  const { from, to, used } = event.data;
  const [own, theirs] = [requests.get(from), requests.get(to)];
  const mine = used === 1 ? made(conversationId, event, own) : own && seen(own, event);
  const other = event.type === 'MessageSent' && theirs ? seen(theirs, event) : undefined;
  return [mine, other].filter((request) => request !== undefined);
};

const accepted = (requests: Requests, to: string, atMs: number): readonly Request[] => {
  const request = requests.get(to);
  return request ? [opened(request, 'accepted', atMs)] : [];
};

/**
 * The requests that an event makes or changes. It reads nothing that a private act of the
 * recipient writes: a decline, a block and silence leave the same rows (rulebook I27).
 */
export const nextRequests = (
  conversationId: string,
  requests: Requests,
  event: ConversationEvent,
): readonly Request[] => {
  const { type, data } = event;
  switch (type) {
    case 'MessageSent':
    case 'MessageSuppressed':
      return sent(conversationId, requests, event);
    case 'RequestAccepted':
    case 'WelcomeShown':
      return accepted(requests, data.to, data.atMs);
    case 'ConsentImported':
      return [...requests.values()].map((request) => opened(request, 'imported', data.atMs));
    // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- all others are private
    default:
      return [];
  }
};

/** One line of the operators' funnel: how often what happened, and why, on a day of UTC. */
export type Tally = { readonly day: string; readonly what: string; readonly why: string };

const whyOf = ({ type, data }: ConversationEvent): string => {
  switch (type) {
    case 'MessageSent':
      return data.used === null ? 'free' : 'counted';
    case 'MessageSuppressed':
      return data.why;
    case 'SendRefused':
    case 'NothingChanged':
    case 'AccountReported':
      return data.reason;
    case 'RequestAccepted':
    case 'WelcomeShown':
    case 'RequestDeclined':
    case 'ConsentRevoked':
      return data.how;
    case 'MessageRemoved':
    case 'ConsentVoided':
      return data.ground;
    case 'RequestRestored':
    case 'RequestWithdrawn':
    case 'RequestRetried':
    case 'RequestExpired':
    case 'AccountBlocked':
    case 'AccountUnblocked':
    case 'MessageUnsent':
    case 'ConsentImported':
      return '';
  }
};

/** How the funnel counts an event. */
export const tallyOf = (event: ConversationEvent): Tally => ({
  day: new Date(event.data.atMs).toISOString().slice(0, 10),
  what: event.type,
  why: whyOf(event),
});
