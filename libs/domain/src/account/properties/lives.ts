import type { Decider } from '@vestibule/decider';
import * as fc from 'fast-check';
import { dayMs } from '../../policy/period';
import type { AccountCommand, AccountEvent, AccountState } from '../account';
import {
  changeSettings,
  confirmPhone,
  correct,
  follow,
  look,
  register,
  remove,
  removePhone,
  stand,
  startMs,
  unfollow,
} from '../account.words';

/** The rules that lives are led by: the true ones, or wrong ones to be found out. */
export type Rules = Decider<AccountState, AccountCommand, AccountEvent>;

type World = {
  readonly nowMs: number;
  /** When a number was freed, as identity's rows have it. */
  readonly freedAtMs: (phoneKey: string) => number | null;
};

/** One thing that somebody does, or that the clock brings, to one of a few accounts. */
export type Step = {
  readonly who: number;
  readonly waitDays: number;
  readonly act: (world: World) => AccountCommand;
};

const at =
  (command: AccountCommand): Step['act'] =>
  ({ nowMs }) =>
    ({ ...command, data: { ...command.data, ingestedAtMs: nowMs } }) as AccountCommand;

const confirming =
  (phoneKey: string): Step['act'] =>
  (world) =>
    at(confirmPhone(phoneKey, { freedAtMs: world.freedAtMs(phoneKey) }))(world);

const births = ['1990-01-01', '2008-02-29', '2008-06-16', '2009-06-10', '2010-01-01', '2011-11-11'];
const settings = ['everyone', 'standard', 'friends', 'contacted', 'no-one'] as const;
const others = ['bob', 'bo2', 'cid', 'dan'];

const anyAct: fc.Arbitrary<Step['act']> = fc.oneof(
  fc.constantFrom(...births).map((date) => at(register(date))),
  fc.constantFrom(...births).map((date) => at(correct(date))),
  fc.constantFrom(...settings).map((setting) => at(changeSettings({ setting }))),
  fc.constantFrom('k', 'l').map(confirming),
  fc.constantFrom(...others).map((other) => at(follow(other))),
  fc.constantFrom(...others).map((other) => at(unfollow(other))),
  fc.constantFrom('active', 'suspended', 'deactivated').map((to) => at(stand(to))),
  fc.constantFrom(look('NoteBirthday'), look('NoteBirthday'), look('ForgetPhone')).map(at),
  fc.constantFrom(removePhone(), remove()).map(at),
);

const accounts = 3;

const step: fc.Arbitrary<Step> = fc.record({
  who: fc.nat(accounts - 1),
  waitDays: fc.oneof(fc.constantFrom(0, 0, 89, 90), fc.integer({ min: 1, max: 120 })),
  act: anyAct,
});

/** A few lives at once; every account is registered first. */
export const lives: fc.Arbitrary<readonly Step[]> = fc
  .tuple(
    fc.array(fc.constantFrom(...births), { minLength: accounts, maxLength: accounts }),
    fc.array(step, { maxLength: 50, size: 'max' }),
  )
  .map(([born, steps]) => [
    ...born.map((date, who) => ({ who, waitDays: 0, act: at(register(date)) })),
    ...steps,
  ]);

/** One step as it went: what was asked, what came of it, and the account on both sides. */
export type Lived = {
  readonly who: number;
  readonly nowMs: number;
  readonly before: AccountState;
  readonly command: AccountCommand;
  readonly events: readonly AccountEvent[];
  readonly after: AccountState;
};

/** Leads lives under some rules. */
export const live = ({ initial, decide, evolve }: Rules, steps: readonly Step[]) => {
  const states = Array.from({ length: accounts }, () => initial);
  const freedAtMs = (phoneKey: string): number | null => {
    const all = states.flatMap(({ lastPhoneKey, deletedAtMs }) =>
      lastPhoneKey === phoneKey && deletedAtMs !== null ? [deletedAtMs] : [],
    );
    return all.length > 0 ? Math.max(...all) : null;
  };
  let nowMs = startMs;
  return steps.map(({ who, waitDays, act }): Lived => {
    nowMs += 1 + waitDays * dayMs;
    const before = states[who] ?? initial;
    const command = act({ nowMs, freedAtMs });
    const events = decide(command, before);
    const after = events.reduce(evolve, before);
    states[who] = after;
    return { who, nowMs, before, command, events, after };
  });
};
