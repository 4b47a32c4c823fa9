import * as fc from 'fast-check';
import type { ConversationEvent, ConversationState, Side } from '../conversation';
import type { Name } from '../conversation.words';
import { phaseOf, sideOf } from '../view';
import { anyStep, play, script, type Played, type Rules } from './scripts';
import type { Step } from './world';

export const names = ['ann', 'bob'] as const;

/** A rule of the book as a property of any rules, so that wrong rules can be tried too. */
export type Property = (rules: Rules) => fc.IProperty<unknown>;

/** Holds for every step of every script. */
export const always =
  (holds: (played: Played, rules: Rules) => boolean): Property =>
  (rules) =>
    fc.property(script, (steps) => play(rules, steps).every((played) => holds(played, rules)));

/** One event, and the pair before and after it alone. */
export type Single = {
  readonly event: ConversationEvent;
  readonly before: ConversationState;
  readonly after: ConversationState;
};

export const singles = ({ before, events, world }: Played, rules: Rules): readonly Single[] => {
  const { evolve } = rules(world.policy);
  let state = before;
  return events.map((event) => {
    const single = { event, before: state, after: evolve(state, event) };
    state = single.after;
    return single;
  });
};

const eachEvent =
  (holds: (single: Single) => boolean) =>
  (played: Played, rules: Rules): boolean =>
    singles(played, rules).every(holds);

/** Who gave a yes with this event. An import is one of each side that has not refused. */
const yesOf = ({ event: { type, data }, after }: Single): readonly string[] => {
  if (type === 'RequestAccepted') return [data.by];
  if (type === 'ConsentImported')
    return names.filter((name) => sideOf(after, name).stance === 'accepts');
  const isYes = (type === 'MessageSent' || type === 'MessageSuppressed') && data.consents;
  return isYes ? [data.from] : [];
};

/** Who took a yes back, or never meant one any more. */
const endOf = ({ event: { type, data } }: Single): readonly string[] => {
  if (type === 'ConsentVoided') return names;
  if (type === 'AccountBlocked') return data.stance === 'accepts' ? [] : [data.by];
  const ends =
    type === 'RequestDeclined' || type === 'ConsentRevoked' || type === 'RequestWithdrawn';
  return ends ? [data.by] : [];
};

/** What was put before each recipient since the last yes, counted from what is shown alone. */
export type Shown = {
  readonly consenting: readonly string[];
  readonly before: Readonly<Record<Name, number>>;
};

export const nothingShown: Shown = { consenting: [], before: { ann: 0, bob: 0 } };

const without = (all: readonly string[], gone: readonly string[]): readonly string[] =>
  all.filter((name) => !gone.includes(name));

/** `before.bob`: how many messages of Ann lie before Bob. */
export const shownAfter = (shown: Shown, single: Single): Shown => {
  const { event } = single;
  const before = { ...shown.before };
  const held = without(shown.consenting, endOf(single));
  if (event.type === 'RequestRetried') before[event.data.to as Name] = 0;
  const to = event.type === 'MessageSent' ? (event.data.to as Name) : null;
  if (to !== null && !held.includes(to)) before[to] += 1;
  const yes = yesOf(single);
  for (const name of yes) before[name as Name] = 0;
  return { consenting: [...without(held, yes), ...yes], before };
};

/** Whether what lies before the recipient of a message is within the limit of its decision. */
export const withinCap = ({ event }: Single, { before }: Shown): boolean =>
  event.type !== 'MessageSent' || before[event.data.to as Name] <= event.data.limit;

/** I1, counted from what the recipient is shown and never from the ledgers. */
export const capHolds: Property = (rules) =>
  fc.property(script, (steps) => {
    let shown = nothingShown;
    return play(rules, steps)
      .flatMap((played) => singles(played, rules))
      .every((single) => {
        shown = shownAfter(shown, single);
        return withinCap(single, shown);
      });
  });

export const nothingWhileBlocked = ({ event, before }: Single): boolean =>
  event.type !== 'MessageSent' || names.every((name) => !sideOf(before, name).blocks);

export const noneWhileBlocked = always(eachEvent(nothingWhileBlocked));

/** A refusal, or a block, is overcome by the own send or accept alone. */
export const isOwnYes = (single: Single): boolean =>
  names.every((name) => {
    const { event, before, after } = single;
    const [was, is] = [sideOf(before, name), sideOf(after, name)];
    if (is.stance !== 'accepts' || was.stance === 'accepts') return true;
    if (!yesOf(single).includes(name)) return false;
    const isHard = was.stance === 'refuses' || was.blocks;
    if (event.type === 'ConsentImported') return !isHard;
    const isOwn =
      event.type !== 'RequestAccepted' ||
      event.data.how === 'explicit' ||
      event.data.how === 'reply';
    return !isHard || isOwn;
  });

export const onlyOwnYes = always(eachEvent(isOwnYes));

const sideHolds = (mine: Side, theirs: Side): boolean =>
  (!mine.out || (theirs.stance !== 'accepts' && theirs.welcome)) &&
  (!mine.welcome || mine.asked.length === 0) &&
  (mine.stance !== 'accepts' ||
    mine.welcome ||
    (mine.asked.length > 0 && theirs.stance !== 'accepts'));

export const isSound = (state: ConversationState): boolean => {
  const [ann, bob] = [sideOf(state, 'ann'), sideOf(state, 'bob')];
  const isOpen = phaseOf(state).phase === 'OPEN';
  return sideHolds(ann, bob) && sideHolds(bob, ann) && (!isOpen || (ann.welcome && bob.welcome));
};

export const stateHolds = always(({ after }) => isSound(after));

/** I10: what goes straight to the inbox goes to someone who has said yes before it. */
export const releasedByYes = always(
  eachEvent(
    ({ event, before }) =>
      event.type !== 'MessageSent' ||
      event.data.waiting !== null ||
      sideOf(before, event.data.to).stance === 'accepts',
  ),
);

/** I7: a suppressed message is never counted among what lies before its recipient. */
export const neverShown: Property = (rules) =>
  fc.property(script, (steps) => {
    const kept = new Set<string>();
    return play(rules, steps)
      .flatMap((played) => singles(played, rules))
      .every(({ event: { type, data }, after }) => {
        if (type === 'MessageSuppressed') kept.add(data.asked.commandId);
        const lying = names.flatMap((name) => sideOf(after, name).waiting);
        const delivered = type === 'MessageSent' && kept.has(data.asked.commandId);
        const told = type === 'MessageUnsent' && data.wasShown && kept.has(data.messageId);
        return !delivered && !told && !lying.some((id) => kept.has(id));
      });
  });

/** What only others can do, or nobody: time, the public world, and operators. */
const notAlone: readonly Step['does'][] = [
  'wait',
  'rule',
  'change',
  'unfollow',
  'VoidConsent',
  'ImportConsent',
];

/** I4: after any history, one side alone gets at most the limit through and never opens. */
export const oneSideAlone: Property = (rules) =>
  fc.property(
    script,
    fc.array(anyStep(fc.constant('ann')), { minLength: 8, maxLength: 16 }),
    (steps, more) => {
      const alone = more.filter(({ does }) => !notAlone.includes(does));
      const played = play(rules, [...steps, ...alone]);
      const later = played.slice(play(rules, steps).length);
      const [first] = later;
      if (first === undefined || first.world.follows.bob !== null) return true;
      if (first.world.policy.request.strangers === 'inbox') return true;
      if (sideOf(first.before, 'bob').stance === 'accepts') return true;
      const sent = later
        .flatMap(({ events }) => events)
        .filter(({ type }) => type === 'MessageSent');
      const limit = Math.max(...sent.map(({ data }) => ('limit' in data ? data.limit : 0)));
      return (
        sent.length <= Math.max(limit, 0) &&
        later.every(({ after }) => phaseOf(after).phase !== 'OPEN')
      );
    },
  );
