import { presets } from '../../policy/presets';
import { notice } from '../decide';
import type { NoticeEvent, NoticeState } from '../notice';
import type { Rules } from './world';

const rules = notice(presets.seed);

/** The state as it would be without a part of what it holds. */
const seeing = (change: (state: NoticeState) => NoticeState): Rules => ({
  ...rules,
  decide: (command, state) => rules.decide(command, change(state)),
});

/** The rules without the effect, or without the record, of some events. */
const unfolding = (...types: readonly NoticeEvent['type'][]): Rules => ({
  ...rules,
  evolve: (state, event) => (types.includes(event.type) ? state : rules.evolve(state, event)),
});

/** A second call counts as a first one. */
const alwaysFirst: Rules = {
  ...rules,
  evolve: (state, event) =>
    rules.evolve(
      state,
      event.type === 'NoticeClaimed' ? { ...event, data: { ...event.data, attempt: 1 } } : event,
    ),
};

/** Old news is told as if it had just happened, once it was claimed. */
const everFresh: Rules = {
  ...rules,
  decide: (command, state) => {
    if (command.type !== 'ClaimNotice') return rules.decide(command, state);
    const { atMs } = command.data;
    return rules.decide({ ...command, data: { ...command.data, happenedAtMs: atMs } }, state);
  },
};

/** A "not now" is no answer: it counts for nothing, and can be had for ever. */
const endlessWaits: Rules = {
  ...rules,
  decide: (command, state) => {
    const decided = rules.decide(command, state);
    return decided.map((event): NoticeEvent => {
      if (event.type !== 'NoticeFailed' || command.type !== 'ReportNotice') return event;
      if (command.data.result !== 'not-now') return event;
      const { attempt, postponed = 0 } = command.data;
      const next = { attempt, postponed: postponed + 1, untilMs: command.data.atMs };
      return { type: 'NoticePostponed', data: { ...event.data, ...next } };
    });
  },
};

/** Rules that are wrong, each in one place, and the property that finds it. */
export const broken: readonly {
  readonly flaw: string;
  readonly rules: Rules;
  readonly found: string;
}[] = [
  { flaw: 'a second call counts as a first one', rules: alwaysFirst, found: 'I50: at most' },
  { flaw: 'a result is forgotten', rules: unfolding('NoticeSent'), found: 'I50: nothing' },
  { flaw: 'a result is kept', rules: unfolding('NoticeFailed'), found: 'I56' },
  { flaw: 'waiting has no end', rules: endlessWaits, found: 'I57' },
  {
    flaw: 'mutes are not looked at',
    rules: seeing((state) => ({ ...state, mutes: {} })),
    found: 'I51',
  },
  { flaw: 'old news is told again', rules: everFresh, found: 'I51' },
  { flaw: 'what is gone is told again', rules: unfolding('NoticeOvertaken'), found: 'I51' },
  {
    flaw: 'what was turned off is told',
    rules: seeing((state) => ({ ...state, preferences: rules.initial.preferences })),
    found: 'I51',
  },
];
