import { type Evidence, type Stored, grouped } from './evidence';

const freshMs = 900_000;
// prettier-ignore
const ends: ReadonlySet<string> = new Set([
  'NoticeSent', 'NoticeFailed', 'NoticeUnknown', 'NoticeSuppressed',
]);
const definite: ReadonlySet<string> = new Set(['NoticeSent', 'NoticeFailed', 'NoticePostponed']);

const causeOf = (noticeId: string): string => noticeId.slice(0, noticeId.indexOf('/'));

/** What an event of an inbox tells its person, if anything. */
const kindOf = ({ type, data: { folder, first } }: Stored): string | null => {
  if (type === 'RequestAccepted') return 'request-accepted';
  if (type !== 'MessagePlaced') return null;
  if (folder === 'inbox') return 'message-received';
  return folder === 'requests' && first === true ? 'request-received' : null;
};

/** What makes news of before pointless for good. */
const undoes = ({ type, data }: Stored, news: Stored): boolean => {
  if (data.conversationId !== news.data.conversationId) return false;
  switch (type) {
    case 'ConversationLeft':
    case 'ConversationEnded':
      return true;
    case 'MessageTakenBack':
    case 'MessageDeleted':
      return data.messageId === news.data.messageId;
    case 'RequestMoved':
      return kindOf(news) === 'request-received' && data.folder !== 'requests';
    default:
      return false;
  }
};

/** How far a person's notices have heard the inbox by then. */
const heardIn = (events: readonly Stored[]): number =>
  Math.max(
    -1,
    ...events.map(({ metadata: { source = '@-1/' } }) => Number(/@(-?\d+)/u.exec(source)?.[1])),
  );

const isOff = (kind: string | null, before: readonly Stored[]): boolean => {
  const now = before.findLast(({ type }) => type === 'PreferencesChanged')?.data;
  if (kind === 'request-received') return now?.requests === false;
  return kind === 'message-received' && now?.messages === false;
};

type Told = { readonly claim: Stored; readonly news: Stored; readonly inbox: readonly Stored[] };

/** Why a claim may not have been made after what stands before it. */
const whyNot = ({ claim, news, inbox }: Told, before: readonly Stored[]): string | null => {
  const { atMs = 0, happenedAtMs = 0, conversationId } = claim.data;
  const heard = Math.max(news.revision, heardIn(before));
  const mute = inbox
    .slice(0, heard + 1)
    .findLast(
      (one) => one.type === 'ConversationMuted' && one.data.conversationId === conversationId,
    );
  if (mute?.data.forever === true) return 'muted';
  if (isOff(kindOf(news), before)) return 'turned off';
  if (inbox.slice(news.revision + 1, heard + 1).some((one) => undoes(one, news))) return 'gone';
  return atMs - happenedAtMs > freshMs ? 'old' : null;
};

type Person = { readonly notices: readonly Stored[]; readonly inbox: readonly Stored[] };

/** I51: nothing is claimed that is not news, or no more. */
const nothingPointless = ({ notices, inbox }: Person): readonly string[] => {
  const byId = new Map(inbox.map((event) => [event.id, event]));
  return notices.flatMap((claim, index) => {
    if (claim.type !== 'NoticeClaimed') return [];
    const news = byId.get(causeOf(claim.data.noticeId ?? ''));
    if (!news || kindOf(news) !== claim.data.kind) return ['I51: a push for what is no news'];
    const why = whyNot({ claim, news, inbox }, notices.slice(0, index));
    return why === null ? [] : [`I51: a push for what is ${why}`];
  });
};

/** All news is told or kept back, and has one end. */
const allEnd = ({ notices, inbox }: Person): readonly string[] => {
  const told = grouped(notices, ({ data }) => data.noticeId);
  const causes = new Set([...told.keys()].map(causeOf));
  const isSilent = inbox.some((event) => kindOf(event) !== null && !causes.has(event.id));
  const open = [...told.values()].some(
    (events) => events.filter(({ type }) => ends.has(type)).length !== 1,
  );
  const after = [...told.values()].some((events) => !ends.has(events.at(-1)?.type ?? ''));
  return [
    ...(isSilent ? ['notices: something was not told'] : []),
    ...(open || after ? ['I50: a notice has not one end'] : []),
  ];
};

/** I50: for each call a claim of its own before it, and two at most without a known result. */
const claimedFirst = ({ play, streams }: Evidence): readonly string[] => {
  const events = grouped([...streams.values()].flat(), ({ data }) => data.noticeId);
  return [...grouped(play.calls, ({ noticeId }) => noticeId)].flatMap(([noticeId, calls]) => {
    const known = (events.get(noticeId) ?? []).filter(({ type }) => definite.has(type)).length;
    return [
      ...(calls.some(({ claims }, index) => claims <= index)
        ? ['I50: a call without a claim']
        : []),
      ...(calls.length - known > 2 ? ['I50: more than two calls of unknown result'] : []),
    ];
  });
};

/** I52: of all messages of a request one alone is told: the first that lies there. */
const onePerRequest = (evidence: Evidence): readonly string[] => {
  const { calls } = evidence.play;
  const requests = calls.filter(({ kind }) => kind === 'request-received');
  const each = grouped(requests, ({ person, conversationId, noticeId }) => {
    const cause = evidence.stream(`inbox-${person}`).find(({ id }) => id === causeOf(noticeId));
    return `${conversationId}@${cause?.data.pairRevision}`;
  });
  return [...each].flatMap(([name, pushes]) => {
    const [conversationId = '', revision] = name.split('@');
    const sent = evidence.stream(`pair-${conversationId}`)[Number(revision)];
    const isFirst = sent?.type === 'MessageSent' && sent.data.waiting === 1;
    const isOne = new Set(pushes.map(({ noticeId }) => noticeId)).size === 1;
    return isFirst && isOne ? [] : ['I52: more than one push for a request'];
  });
};

/** I50 to I52. */
export const noticeProblems = (evidence: Evidence): readonly string[] => {
  const people = [...evidence.streams.keys()].flatMap((name) =>
    name.startsWith('inbox-') ? [name.slice('inbox-'.length)] : [],
  );
  const own = people.map((person) => ({
    notices: evidence.stream(`notice-${person}`),
    inbox: evidence.stream(`inbox-${person}`),
  }));
  return [
    ...own.flatMap(nothingPointless),
    ...own.flatMap(allEnd),
    ...claimedFirst(evidence),
    ...onePerRequest(evidence),
  ];
};
