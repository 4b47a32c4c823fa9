import { conversationIdOf } from '@vestibule/contracts';
import { asking, askedIn, outcomeIn, outcomesIn } from './asked';
import { type Evidence, type Lying, type Stored, grouped } from './evidence';

const problem = (isWrong: boolean, text: string): readonly string[] => (isWrong ? [text] : []);

/** I30: one outcome, which is the last of its command's events, and nothing stands between these. */
const exactlyOne = (evidence: Evidence): readonly string[] => {
  const outcomes = outcomesIn(evidence);
  return asking.flatMap(({ topic, stream: prefix }) =>
    [...askedIn(evidence, topic, prefix)].flatMap(([name, { key, id }]) => {
      const found = outcomes.get(name)?.length ?? 0;
      if (found !== 1) return [`I30: ${found} outcomes of a command of ${topic}`];
      const events = evidence.stream(`${prefix}${key}`);
      const mine = events.filter(({ metadata }) => metadata.commandId === id);
      const last = mine.at(-1);
      const [first] = mine;
      if (!first || !last) return ['I30: an outcome does not name its command'];
      const isApart = last.revision - first.revision !== mine.length - 1;
      return problem(isApart || outcomeIn(last) !== id, 'I30: an outcome is not the last');
    }),
  );
};

const isMember = ({ data, stream }: Stored): boolean => {
  const { actor = '', other = '' } = data.asked ?? {};
  return stream === `pair-${conversationIdOf(actor, other)}`;
};

/** I32: somebody asked for every outcome, and that is its actor. */
const askedFor = (evidence: Evidence): readonly string[] => {
  const asked = new Map<string, Lying>(
    asking.flatMap(({ topic, stream }) => [...askedIn(evidence, topic, stream)]),
  );
  return [...outcomesIn(evidence)].flatMap(([name, events]) =>
    events.flatMap((event) => {
      const command = asked.get(name)?.data;
      if (!command) return ['I32: an outcome without a command'];
      const { asked: judged, accountId } = event.data;
      const actor = judged?.actor ?? accountId ?? event.stream.slice(event.stream.indexOf('-') + 1);
      const isStranger = event.stream.startsWith('pair-') && !isMember(event);
      return problem(actor !== command.actor || isStranger, 'I32: an outcome for somebody else');
    }),
  );
};

/** I33: what one person asked of another is answered in the order in which it was taken. */
const inOrder = (evidence: Evidence): readonly string[] => {
  const asked = [...askedIn(evidence, 'dm.commands.v1', 'pair-').values()];
  const byActor = grouped(asked, ({ key, data }) => `${key} ${data?.actor}`);
  const outcomes = grouped([...evidence.streams.values()].flat(), ({ stream, data }) =>
    stream.startsWith('pair-') && data.asked
      ? `${stream.slice('pair-'.length)} ${data.asked.actor}`
      : undefined,
  );
  return [...byActor].flatMap(([who, commands]) => {
    const order = (outcomes.get(who) ?? []).map(({ data }) => data.asked?.commandId);
    const isOther = commands.some(({ id }, index) => order[index] !== id);
    return problem(isOther, 'I33: outcomes are not in the order of their commands');
  });
};

/** I31: whatever is said of one command, or by one event, is always the same. */
const oneAnswer = (evidence: Evidence): readonly string[] => {
  const named = ['dm.outcomes.v1', 'identity.events.v1'].flatMap((topic) => [
    ...grouped(evidence.on(topic), ({ data }) => data?.commandId).values(),
  ]);
  const byEvent = ['gating.events.v1', 'delivery.events.v1', 'notifications.events.v1'].flatMap(
    (topic) => [...grouped(evidence.on(topic), ({ id }) => id).values()],
  );
  return [...named, ...byEvent].flatMap((copies) =>
    problem(new Set(copies.map(({ bytes }) => bytes)).size > 1, 'I31: two answers to one command'),
  );
};

/** I31: and each is said at least once, in the order of the stream. */
const allAnswered = (evidence: Evidence): readonly string[] => {
  const said = grouped(evidence.on('dm.outcomes.v1'), ({ key }) => key);
  return [...evidence.streams].flatMap(([stream, events]) => {
    if (!stream.startsWith('pair-')) return [];
    const recorded = events.flatMap((event) => outcomeIn(event) ?? []);
    const answers = said.get(stream.slice('pair-'.length)) ?? [];
    const firsts = [...new Set(answers.map(({ data }) => data?.commandId))];
    return problem(firsts.join() !== recorded.join(), 'I31: answers are not what was recorded');
  });
};

/** I30 to I33. */
export const outcomeProblems = (evidence: Evidence): readonly string[] => [
  ...exactlyOne(evidence),
  ...oneAnswer(evidence),
  ...allAnswered(evidence),
  ...askedFor(evidence),
  ...inOrder(evidence),
];
