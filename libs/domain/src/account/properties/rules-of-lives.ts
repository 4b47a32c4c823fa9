import * as fc from 'fast-check';
import { dayMs } from '../../policy/period';
import type { AccountState } from '../account';
import { birthdayMs } from './ages.words';
import { type Lived, type Rules, live, lives } from './lives';

/** What must hold for every life, under whatever rules it is led by. */
export type Property = (rules: Rules) => fc.IProperty<unknown>;

const always =
  (holds: (lived: Lived, rules: Rules) => boolean): Property =>
  (rules) =>
    fc.property(lives, (steps) => live(rules, steps).every((lived) => holds(lived, rules)));

const isChild = ({ birthDate }: AccountState, nowMs: number): boolean =>
  nowMs < birthdayMs(birthDate, 16);

const isAlive = ({ standing }: AccountState): boolean =>
  standing !== 'unknown' && standing !== 'deleted';

export const childrenReceiveFromNobody = always(
  ({ after, nowMs }) => !isAlive(after) || !isChild(after, nowMs) || after.setting === 'no-one',
);

/** Only the person opens a door: whatever else happens leaves it, or closes it. */
export const nothingOpensByItself = always(
  ({ command, before, after }) =>
    command.type === 'ChangeSettings' ||
    command.type === 'RegisterAccount' ||
    after.setting === before.setting ||
    after.setting === 'no-one',
);

export const aLookBringsTheBandUpToDate = always(({ command, after, nowMs }) => {
  if (command.type !== 'NoteBirthday' || !isAlive(after)) return true;
  if (isChild(after, nowMs)) return after.band === 'under16';
  return after.band === (nowMs < birthdayMs(after.birthDate, 18) ? '16-17' : '18plus');
});

export const deletionIsFinal = always(({ before, after }) => {
  if (before.standing !== 'deleted') return true;
  const { standing, follows, phoneKey, business } = after;
  return (
    standing === 'deleted' &&
    Object.keys(follows).length === 0 &&
    phoneKey === null &&
    !business &&
    after.deletedAtMs === before.deletedAtMs
  );
});

/** Asked again with another id, a command finds its work done. */
export const twiceIsOnce = always(({ command, after }, { decide, evolve }) => {
  const again = decide(command, after).reduce(evolve, after);
  return JSON.stringify(again) === JSON.stringify(after);
});

export const oneOutcome = always(({ command, events }) => {
  const isAsked = 'commandId' in command.data;
  const answers = events.filter(({ data }) => 'commandId' in data);
  return isAsked ? events.length === 1 && answers.length === 1 : answers.length === 0;
});

/** The follow graph, kept a second time as a plain list. */
export const followsAreEdges: Property = (rules) =>
  fc.property(lives, (steps) => {
    const edges = new Set<string>();
    return live(rules, steps).every(({ who, events, after }) => {
      for (const { type, data } of events) {
        if (type === 'Followed') edges.add(`${who} ${data.other}`);
        if (type === 'Unfollowed') edges.delete(`${who} ${data.other}`);
        if (type !== 'AccountDeleted') continue;
        for (const edge of edges) if (edge.startsWith(`${who} `)) edges.delete(edge);
      }
      const drawn = Object.values(after.follows).flatMap((drawer) => Object.keys(drawer));
      const mine = [...edges].filter((edge) => edge.startsWith(`${who} `));
      return drawn.length === mine.length && drawn.every((other) => edges.has(`${who} ${other}`));
    });
  });

/** Which numbers an account had, and when it ended: told by the events alone. */
export const numbersRest: Property = (rules) =>
  fc.property(lives, (steps) => {
    const last = new Map<number, string>();
    const freed = new Map<string, number>();
    return live(rules, steps).every(({ who, events, before, nowMs }) =>
      events.every(({ type, data }) => {
        if (type === 'AccountDeleted') freed.set(last.get(who) ?? '', nowMs);
        if (type !== 'PhoneConfirmed') return true;
        const restedMs = nowMs - (freed.get(data.phoneKey) ?? -Infinity);
        last.set(who, data.phoneKey);
        return restedMs >= 90 * dayMs || before.phoneKey === data.phoneKey;
      }),
    );
  });

/** I38: a fold that was stored in the middle and read back goes on as if it had not been. */
export const splitFold: Property = (rules) =>
  fc.property(lives, fc.nat(), (steps, cut) => {
    const events = live(rules, steps)
      .filter(({ who }) => who === 0)
      .flatMap((lived) => lived.events);
    const at = cut % (events.length + 1);
    const stored = JSON.stringify(events.slice(0, at).reduce(rules.evolve, rules.initial));
    const rest = events.slice(at).reduce(rules.evolve, JSON.parse(stored) as AccountState);
    const whole = events.reduce(rules.evolve, rules.initial);
    return JSON.stringify(rest) === JSON.stringify(whole);
  });
