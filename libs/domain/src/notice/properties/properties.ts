import * as fc from 'fast-check';
import type { NoticeEvent } from '../notice';
import { type Moment, type Rules, type Step, claimsIn, played, script } from './world';

export type Property = (rules: Rules) => fc.IProperty<[readonly Step[]]>;

const holding =
  (holds: (moments: readonly Moment[]) => boolean): Property =>
  (rules) =>
    fc.property(script, (steps) => holds(played(rules, steps)));

const ends: ReadonlySet<string> = new Set<NoticeEvent['type']>([
  'NoticeSent',
  'NoticeFailed',
  'NoticeUnknown',
  'NoticeSuppressed',
]);

type Told = Extract<NoticeEvent, { readonly data: { readonly noticeId: string } }>;

const byNotice = (moments: readonly Moment[]): readonly (readonly Told[])[] => {
  const notices = new Map<string, Told[]>();
  for (const event of moments.flatMap(({ events }) => events)) {
    if (!('noticeId' in event.data)) continue;
    const { noticeId } = event.data;
    notices.set(noticeId, [...(notices.get(noticeId) ?? []), event as Told]);
  }
  return [...notices.values()];
};

const count = (events: readonly Told[], type: Told['type']): number =>
  events.filter((event) => event.type === type).length;

/** Each claim is leave for one call; what was answered, and how, is what was recorded. */
const twoUnknown = (events: readonly Told[]): boolean => {
  const answered = count(events, 'NoticePostponed') + count(events, 'NoticeSent');
  const unknown = count(events, 'NoticeClaimed') - answered - count(events, 'NoticeFailed');
  return unknown <= 2;
};

export const atMostTwoUnknown = holding((moments) => byNotice(moments).every(twoUnknown));

export const nothingAfterTheEnd = holding((moments) =>
  byNotice(moments).every((events) => {
    const end = events.findIndex(({ type }) => ends.has(type));
    return end === -1 || end === events.length - 1;
  }),
);

/** The first is called at once; each wait is 5 s, a minute or ten. */
export const waitsAreKept = holding((moments) =>
  byNotice(moments).every((events) => count(events, 'NoticePostponed') <= 3),
);

type News = Extract<Moment['command'], { type: 'TellNews' }>['data'];

const newsOf = (noticeId: string, moments: readonly Moment[]): News | undefined =>
  moments.flatMap(({ command }) =>
    command.type === 'TellNews' && noticeId.startsWith(`${command.data.eventId}/`)
      ? [command.data]
      : [],
  )[0];

const preferenceOf = {
  'request-received': 'requests',
  'message-received': 'messages',
  'request-accepted': 'acceptances',
} as const;

/** Whether the newest word of the person on this kind of news was a no. */
const isOff = ({ kind }: News, before: readonly Moment[]): boolean => {
  const words = before.flatMap(({ command }) =>
    command.type === 'ChangePreferences' ? [command.data[preferenceOf[kind]]] : [],
  );
  return words.filter((word) => word !== undefined).at(-1) === false;
};

const isMuted = ({ conversationId }: News, before: readonly Moment[], atMs: number): boolean => {
  const mutes = before.flatMap(({ command }) =>
    command.type === 'NoteMute' && command.data.conversationId === conversationId
      ? [command.data]
      : [],
  );
  const last = mutes.at(-1);
  return last !== undefined && (last.forever || (last.untilMs ?? 0) > atMs);
};

const isGone = ({ eventId, kind, conversationId, messageId }: News, before: readonly Moment[]) => {
  const since = before.findIndex(
    ({ command }) => command.type === 'TellNews' && command.data.eventId === eventId,
  );
  return before.slice(since === -1 ? before.length : since).some(({ command: { type, data } }) => {
    if (type !== 'NoteOvertaking' || data.conversationId !== conversationId) return false;
    if (data.reach === 'all') return true;
    if (data.reach === 'request') return kind === 'request-received';
    const id = messageId ?? '';
    return 'message' in data.reach ? id === data.reach.message : id <= data.reach.upTo;
  });
};

/** No call for what is known to be muted, turned off, read, gone or older than 15 minutes. */
export const nothingPointless = holding((moments) =>
  moments.every(({ atMs, events }, at) => {
    const before = moments.slice(0, at);
    return claimsIn(events).every(({ data }) => {
      const news = newsOf(data.noticeId, moments);
      if (!news) return false;
      const isStale = atMs - news.happenedAtMs > 900_000;
      return !(
        isStale ||
        isOff(news, before) ||
        isMuted(news, before, atMs) ||
        isGone(news, before)
      );
    });
  }),
);

/** Nothing is held that has ended: the state is bounded by what is on its way. */
export const forgetsWhatEnded: Property = (rules) =>
  fc.property(script, (steps) => {
    const all = played(rules, steps).flatMap(({ events }) => events);
    const { open } = all.reduce(rules.evolve, rules.initial);
    const ended = all.filter(({ type }) => ends.has(type)) as readonly Told[];
    return ended.every(({ data }) => open[data.noticeId] === undefined);
  });
