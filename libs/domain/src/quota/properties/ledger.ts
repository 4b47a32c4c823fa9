import type { Decider } from '@vestibule/decider';
import * as fc from 'fast-check';
import { periodMs } from '../../policy/period';
import type { Policy } from '../../policy/policy';
import type { QuotaCommand, QuotaEvent, QuotaState, VolumeUnit } from '../quota';
import { further, minuteMs, nameOf, small, startMs } from '../quota.words';

/** How volume is decided: truly, or wrongly in one place to be found out. */
export type Rules = (policy: Policy) => Decider<QuotaState, QuotaCommand, QuotaEvent>;
export type Property = (rules: Rules) => fc.IProperty<unknown>;

/** What one account's sends will have been, by what their pairs record. */
const fates: Readonly<Record<string, readonly VolumeUnit[]>> = {
  a1: ['request-message', 'new-recipient'],
  a2: further,
  a3: [],
  b1: ['request-message', 'new-recipient'],
  b2: further,
  c1: [],
  d1: ['request-message', 'new-recipient'],
};
const ids = Object.keys(fates);

type Step = {
  readonly does: 'reserve' | 'close' | 'refund';
  readonly id: string;
  readonly minutes: number;
};

const script = fc.array(
  fc.record({
    does: fc.constantFrom(
      'reserve' as const,
      'reserve' as const,
      'close' as const,
      'refund' as const,
    ),
    id: fc.constantFrom(...ids),
    minutes: fc.integer({ min: -10, max: 40 }),
  }),
  { maxLength: 30, size: 'max' },
);

type Played = {
  readonly states: readonly QuotaState[];
  readonly end: QuotaState;
  readonly charged: Readonly<Record<string, string>>;
};

const commandOf = ({ does, id }: Step, atMs: number): QuotaCommand => {
  const units = fates[id] ?? [];
  const asked: readonly VolumeUnit[] = id.endsWith('1')
    ? ['request-message', 'new-recipient']
    : further;
  const name = nameOf(id);
  if (does === 'reserve')
    return { type: 'Reserve', data: { ...name, units: asked, atMs, business: false } };
  if (does === 'refund')
    return { type: 'Refund', data: { atMs, conversationId: name.conversationId, ids: [id] } };
  return units.length > 0
    ? { type: 'Confirm', data: { atMs, sends: [{ ...name, units }] } }
    : { type: 'Release', data: { atMs, sends: [name] } };
};

/**
 * Plays what may happen to one account: reservations by any copy, at any time; closings by what is
 * recorded, again and again; refunds of what counted. All that is open is closed at the end.
 */
const play = (rules: Rules, steps: readonly Step[]): Played => {
  const { decide, evolve, initial } = rules(small);
  let [state, atMs] = [initial, startMs];
  const [granted, refunded] = [new Set<string>(), new Set<string>()];
  const states: QuotaState[] = [];
  const take = (step: Step): void => {
    const isCounted = (fates[step.id] ?? []).length > 0;
    if (step.does !== 'reserve' && !granted.has(step.id)) return;
    if (step.does === 'refund' && !isCounted) return;
    const events = decide(commandOf(step, atMs), state);
    state = events.reduce(evolve, state);
    states.push(state);
    if (events.some(({ type }) => type === 'QuotaReserved')) granted.add(step.id);
    if (step.does === 'refund') refunded.add(step.id);
  };
  for (const step of steps) {
    atMs += step.minutes * minuteMs;
    take(step);
  }
  for (const id of granted) take({ does: 'close', id, minutes: 0 });
  const isCharged = (id: string) => granted.has(id) && !refunded.has(id);
  const charged = ids.map((id) => [id, (isCharged(id) ? (fates[id] ?? []) : []).toSorted().join()]);
  return { states, end: state, charged: Object.fromEntries(charged) as Played['charged'] };
};

/** I13: counted by the test, at the moment of the newest unit; longer ago it can only be less. */
export const windowsHold: Property = (rules) =>
  fc.property(script, (steps) =>
    play(rules, steps).states.every(({ reservations }) => {
      const isInOrder = reservations.every(
        ({ atMs }, index) => index === 0 || atMs >= (reservations[index - 1]?.atMs ?? 0),
      );
      const isKept = small.volume.windows.every(({ unit, per, max }) => {
        const used = reservations.filter(({ units }) => units.includes(unit));
        const sinceMs = (used.at(-1)?.atMs ?? 0) - periodMs(per);
        return used.filter(({ atMs }) => atMs > sinceMs).length <= max;
      });
      return isInOrder && isKept;
    }),
  );

/**
 * I14: at rest nothing is open, and each send is charged with what it counted as, or given back. No
 * script lasts so long that a send would be forgotten.
 */
export const closedAsCounted: Property = (rules) =>
  fc.property(script, (steps) => {
    const { end, charged } = play(rules, steps);
    const chargedWith = (id: string): string =>
      (end.reservations.find(({ reservationId }) => reservationId === id)?.units ?? [])
        .toSorted()
        .join();
    return (
      end.reservations.every(({ open }) => !open) &&
      ids.every((id) => chargedWith(id) === charged[id])
    );
  });
