import { partitions } from '../bus';
import { askedIn, isExpired, outcomesIn } from './asked';
import { type Evidence, type Lying, grouped } from './evidence';

// prettier-ignore
const silent: ReadonlySet<string> = new Set([
  'PhoneForgotten', 'NoticeClaimed', 'NoticePostponed', 'NoticeOvertaken', 'MuteNoted',
  'ReceiptWithheld',
]);

const telling = [
  { topic: 'gating.events.v1', prefix: 'pair-' },
  { topic: 'identity.events.v1', prefix: 'account-' },
  { topic: 'delivery.events.v1', prefix: 'inbox-' },
  { topic: 'notifications.events.v1', prefix: 'notice-' },
];

/** I40. */
const withoutGap = ({ streams }: Evidence): readonly string[] =>
  [...streams.values()].flatMap((events) => {
    const isGap = events.some(({ revision }, index) => revision !== index);
    const isTwice = new Set(events.map(({ id }) => id)).size !== events.length;
    return isGap || isTwice ? ['I40: revisions have a gap or a repeat'] : [];
  });

/** I41: what was said first is, in order, what was recorded, and nothing else was said. */
const published = (evidence: Evidence): readonly string[] =>
  telling.flatMap(({ topic, prefix }) => {
    const said = grouped(evidence.on(topic), ({ key }) => `${prefix}${key}`);
    const names = [...evidence.streams.keys()].filter((name) => name.startsWith(prefix));
    return [...new Set([...names, ...said.keys()])].flatMap((name) => {
      const events = evidence.stream(name);
      const records = said.get(name) ?? [];
      const due = events.filter(({ type }) => !silent.has(type)).map(({ revision }) => revision);
      const firsts = [...new Set(records.map(({ revision }) => revision))];
      if (firsts.join() !== due.join()) return [`I41: ${topic} is not what was recorded`];
      const isOther = records.some(({ id, type, revision, text }) => {
        const event = events[revision];
        const isWhole = topic !== 'gating.events.v1' || text === JSON.stringify(event?.data);
        return event?.id !== id || event.type !== type || !isWhole;
      });
      return isOther ? [`I41: ${topic} says what was not recorded`] : [];
    });
  });

/** Who reads what. */
const reading = {
  identity: ['identity.commands.v1', 'dm.commands.v1'],
  gating: ['gating.commands.v1', 'identity.events.v1'],
  delivery: ['gating.events.v1', 'delivery.commands.v1', 'delivery.events.v1'],
  notifications: ['delivery.events.v1', 'notifications.commands.v1'],
};
const consuming = Object.entries(reading).flatMap(([group, topics]) =>
  topics.map((topic) => ({ group, topic })),
);

/** I57: after faults stop nothing lies undecided. */
const allTaken = ({ play: { bus } }: Evidence): readonly string[] =>
  consuming.flatMap(({ group, topic }) =>
    Array.from({ length: partitions }, (_, partition) => ({ group, topic, partition })).flatMap(
      (spot) =>
        bus.committed(spot) < bus.records(topic, spot.partition).length
          ? [`I57: ${topic} is not worked off by ${group}`]
          : [],
    ),
  );

const slackMs = 3_600_000;

const placeOf = ({ record: { partition, offset } }: Lying): string => `${partition}/${offset}`;

/** Letters by the place of the record that they keep. */
const lettersOf = (evidence: Evidence, topic: string, group: string) =>
  grouped(evidence.on(`${topic}.${group}.dlq`), ({ record: { headers } }) =>
    [headers['dlq_partition'], headers['dlq_offset']].join('/'),
  );

const reasonOf = ({ record }: Lying): string => record.headers['dlq_reason']?.toString() ?? '';

/** Why a record of people can be no command. */
const faultOf = (one: Lying): string | null => {
  if (one.data === null) return 'NOT_JSON';
  return isExpired(one) ? 'EXPIRED' : null;
};

type Ends = {
  readonly evidence: Evidence;
  readonly topic: string;
  readonly group: string;
  /** The letter that a record has to become, if any. */
  readonly due: (one: Lying) => string | null;
  readonly isDone: (one: Lying) => boolean;
  /** It may have been dropped: it came from long before what was decided already. */
  readonly isBehind?: (one: Lying) => boolean;
};

const ended = ({ evidence, topic, group, due, isDone, isBehind }: Ends): readonly string[] => {
  const letters = lettersOf(evidence, topic, group);
  return evidence.on(topic).flatMap((one) => {
    const kept = letters.get(placeOf(one)) ?? [];
    const reason = due(one);
    if (reason === null) {
      if (kept.length > 0) return [`I43: a good record of ${topic} became a letter`];
      return isDone(one) ? [] : [`I43: a record of ${topic} came to nothing`];
    }
    const isKept = kept.length > 0 && kept.every(({ text }) => text === one.text);
    const isRight = isKept && kept.every((letter) => reasonOf(letter) === reason);
    return isRight || isBehind?.(one)
      ? []
      : [`I43: a record of ${topic} is no letter that says ${reason}`];
  });
};

/** I43: outcome, repeat of it, or letter: each record ends as one of them. */
const accounted = (evidence: Evidence): readonly string[] => {
  const outcomes = outcomesIn(evidence);
  const decidedIn = (prefix: string) => (one: Lying) =>
    outcomes.has(`${prefix}${one.key}/${one.id}`);
  const passedOn = new Set(evidence.on('gating.commands.v1').map(({ id }) => id));
  const firsts = askedIn(evidence, 'dm.commands.v1', 'pair-');
  const reused = ({ key, id, data }: Lying): string | null => {
    const text = JSON.stringify({ ...data, facts: undefined, ingestedAtMs: undefined });
    return firsts.get(`pair-${key}/${id}`)?.text === text ? null : 'ID_REUSED';
  };
  /** A copy that came a day late finds its id forgotten. */
  const isBehind = ({ key, data }: Lying): boolean =>
    evidence
      .stream(`pair-${key}`)
      .some(({ data: { atMs = 0 } }) => atMs > (data?.ingestedAtMs ?? 0) + slackMs);
  const own = { evidence, due: faultOf };
  const passed = { evidence, topic: 'gating.commands.v1', group: 'gating' };
  const [identity, dm] = ['identity.commands.v1', 'dm.commands.v1'];
  const [delivery, notices] = ['delivery.commands.v1', 'notifications.commands.v1'];
  const isDone = ({ id }: Lying) => passedOn.has(id);
  return [
    ...ended({ ...own, topic: dm, group: 'identity', isDone }),
    ...ended({ ...own, topic: identity, group: 'identity', isDone: decidedIn('account-') }),
    ...ended({ ...own, topic: delivery, group: 'delivery', isDone: decidedIn('inbox-') }),
    ...ended({ ...own, topic: notices, group: 'notifications', isDone: decidedIn('notice-') }),
    ...ended({ ...passed, due: reused, isBehind, isDone: decidedIn('pair-') }),
  ];
};

/** No event of ours is ever unreadable to us. */
const noEventBuried = (evidence: Evidence): readonly string[] =>
  consuming
    .filter(({ topic }) => topic.includes('.events.'))
    .filter(({ topic, group }) => evidence.on(`${topic}.${group}.dlq`).length > 0)
    .map(({ topic, group }) => `I43: ${group} cannot read ${topic}`);

/** I40, I41, I43, I57. */
export const streamProblems = (evidence: Evidence): readonly string[] => [
  ...withoutGap(evidence),
  ...published(evidence),
  ...allTaken(evidence),
  ...accounted(evidence),
  ...noEventBuried(evidence),
];
