import * as fc from 'fast-check';
import { anyStep, play, script, type Played, type Rules } from './scripts';
import { otherOf, type Name } from '../conversation.words';
import type { ConversationEvent, ConversationState, Side } from '../conversation';
import { phaseOf, sideOf } from '../view';

export const names = ['ann', 'bob'] as const;

/** A rule of the book as a property of any rules, so that wrong rules can be tried too. */
export type Property = (rules: Rules) => fc.IProperty<unknown>;

/** Holds for every step of every script. */
export const always =
  (holds: (played: Played, rules: Rules) => boolean): Property =>
  (rules) =>
    fc.property(script, (steps) => play(rules, steps).every((played) => holds(played, rules)));

/* The pair as it was before and after each single event. */
const eachEvent =
  (
    holds: (
      event: ConversationEvent,
      before: ConversationState,
      after: ConversationState,
    ) => boolean,
  ) =>
  ({ before, events, world }: Played, rules: Rules): boolean => {
    const { evolve } = rules(world.policy);
    let state = before;
    return events.every((event) => {
      const past = state;
      state = evolve(past, event);
      return holds(event, past, state);
    });
  };

/** Who gave a yes with this event. */
const yesOf = ({ type, data }: ConversationEvent): string | null => {
  if (type === 'RequestAccepted') return data.by;
  const consents = type === 'MessageSent' || type === 'MessageSuppressed';
  return consents && data.consents ? data.from : null;
};

/** Who took a yes back, or never meant one any more. */
const endOf = ({ type, data }: ConversationEvent): string | null => {
  if (type === 'AccountBlocked') return data.stance === 'accepts' ? null : data.by;
  const ends =
    type === 'RequestDeclined' || type === 'ConsentRevoked' || type === 'RequestWithdrawn';
  return ends ? data.by : null;
};

/** I1, counted from what the recipient is shown and never from the ledgers. */
export const capHolds: Property = (rules) =>
  fc.property(script, (steps) => {
    const consenting = new Set<string>();
    const shown: Record<string, number> = { ann: 0, bob: 0 };
    return play(rules, steps)
      .flatMap(({ events }) => events)
      .every((event) => {
        const from = event.type === 'MessageSent' ? event.data.from : null;
        if (event.type === 'RequestRetried') shown[event.data.from] = 0;
        const end = endOf(event);
        if (end !== null) consenting.delete(end);
        if (from !== null && !consenting.has(otherOf(from as Name)))
          shown[from] = (shown[from] ?? 0) + 1;
        const yes = yesOf(event);
        if (yes !== null) {
          consenting.add(yes);
          shown[otherOf(yes as Name)] = 0;
        }
        return event.type !== 'MessageSent' || (shown[event.data.from] ?? 0) <= event.data.limit;
      });
  });

export const noneWhileBlocked = always(
  eachEvent(
    ({ type }, before) =>
      type !== 'MessageSent' || names.every((name) => !sideOf(before, name).blocks),
  ),
);

export const onlyOwnYes = always(
  eachEvent((event, before, after) =>
    names.every((name) => {
      const [was, is] = [sideOf(before, name), sideOf(after, name)];
      if (is.stance !== 'accepts' || was.stance === 'accepts') return true;
      if (yesOf(event) !== name) return false;
      const isHard = was.stance === 'refuses' || was.blocks;
      const isOwn =
        event.type !== 'RequestAccepted' ||
        event.data.how === 'explicit' ||
        event.data.how === 'reply';
      return !isHard || isOwn;
    }),
  ),
);

const sideHolds = (mine: Side, theirs: Side): boolean =>
  (!mine.out || (theirs.stance !== 'accepts' && theirs.welcome)) &&
  (!mine.welcome || mine.asked.length === 0) &&
  (mine.stance !== 'accepts' ||
    mine.welcome ||
    (mine.asked.length > 0 && theirs.stance !== 'accepts'));

export const stateHolds = always(({ after }) => {
  const [ann, bob] = [sideOf(after, 'ann'), sideOf(after, 'bob')];
  const isOpen = phaseOf(after).phase === 'OPEN';
  return sideHolds(ann, bob) && sideHolds(bob, ann) && (!isOpen || (ann.welcome && bob.welcome));
});

/** I4: after any history, one side alone gets at most the limit through and never opens. */
export const oneSideAlone: Property = (rules) =>
  fc.property(
    script,
    fc.array(anyStep(fc.constant('ann')), { minLength: 8, maxLength: 16 }),
    (steps, more) => {
      const alone = more.filter(
        ({ does }) => !['wait', 'rule', 'change', 'unfollow'].includes(does),
      );
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
