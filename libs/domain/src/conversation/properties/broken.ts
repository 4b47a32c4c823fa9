import type { ConversationEvent, ConversationState } from '../conversation';
import { conversation } from '../decide';
import { type Data, turning } from './flaws';
import type { Rules } from './scripts';
import { sideOf } from '../view';

/** The sender's exemption is looked up in the recipient's true stance. */
const byStance: Rules = (policy) => {
  const rules = conversation(policy);
  return {
    ...rules,
    decide: (command, state) => {
      if (command.type !== 'SendMessage') return rules.decide(command, state);
      const { actor, other } = command.data;
      const welcome = sideOf(state, other).stance === 'accepts';
      const told = { ...sideOf(state, actor), welcome };
      const seen: ConversationState = { sides: { ...state.sides, [actor]: told } };
      return rules.decide(command, seen);
    },
  };
};

/** A refusal takes one of the three, as if it had been sent. */
const chargingRefusals: Rules = (policy) => {
  const rules = conversation(policy);
  return {
    ...rules,
    evolve: (state, event) => {
      if (event.type !== 'SendRefused') return rules.evolve(state, event);
      const { from, asked } = event.data;
      const mine = sideOf(state, from);
      const charged = { ...mine, asked: [...mine.asked, asked.commandId] };
      return { sides: { ...state.sides, [from]: charged } };
    },
  };
};

/** Whoever takes none is written to all the same. */
const openDoor: Rules = (policy) => {
  const rules = conversation(policy);
  return {
    ...rules,
    decide: (command, state) => {
      if (command.type !== 'SendMessage') return rules.decide(command, state);
      const { facts } = command.data;
      const open = { ...facts, other: { ...facts.other, setting: 'everyone' as const } };
      const decided = rules.decide({ ...command, data: { ...command.data, facts: open } }, state);
      return decided.map((event) =>
        event.type === 'MessageSent'
          ? { ...event, data: { ...event.data, asked: { ...event.data.asked, facts } } }
          : event,
      );
    },
  };
};

/** The state holds what JSON does not. */
const uncountable: Rules = (policy) => {
  const rules = conversation(policy);
  return {
    ...rules,
    evolve: (state, event) => {
      const next = rules.evolve(state, event);
      if (event.type !== 'MessageSent') return next;
      const { from } = event.data;
      const isFirst = sideOf(state, from).delivered === 0;
      const mine = { ...sideOf(next, from), ...(isFirst && { delivered: Number.NaN }) };
      return { sides: { ...next.sides, [from]: mine } };
    },
  };
};

/** Only who wrote first is remembered as having written. */
const forgetsReplies: Rules = (policy) => {
  const rules = conversation(policy);
  return {
    ...rules,
    evolve: (state, event) => {
      const next = rules.evolve(state, event);
      if (event.type !== 'MessageSent' || event.data.used !== null) return next;
      return {
        sides: {
          ...next.sides,
          [event.data.from]: { ...sideOf(next, event.data.from), delivered: 0 },
        },
      };
    },
  };
};

export type Flawed = { readonly flaw: string; readonly found: string; readonly rules: Rules };

const suppressedAs = (change: (data: Data<'MessageSuppressed'>) => object): Rules =>
  turning('MessageSuppressed', (data) => ({
    type: 'MessageSuppressed',
    data: { ...data, ...change(data) },
  }));

const delivering = (why: string): Rules =>
  turning('MessageSuppressed', (data) => ({
    type: data.why === why ? 'MessageSent' : 'MessageSuppressed',
    data,
  }));

const blockedAgain = turning('NothingChanged', (data) =>
  data.command === 'BlockAccount'
    ? ({
        type: 'AccountBlocked',
        data: { ...data, stance: 'refuses', withdraws: false },
      } as unknown as ConversationEvent)
    : { type: 'NothingChanged', data },
);

const followAccepts = turning('WelcomeShown', (data) => ({
  type: 'RequestAccepted',
  data: { ...data, asked: null, view: null, shown: false },
}));

const sentAs = (change: Partial<Data<'MessageSent'>>): Rules =>
  turning('MessageSent', (data) => ({ type: 'MessageSent', data: { ...data, ...change } }));

const forgetsFollows = turning('MessageSent', (data) => {
  const follows = { actorAtMs: null, otherAtMs: null };
  const asked = { ...data.asked, facts: { ...data.asked.facts, follows } };
  return { type: 'MessageSent', data: { ...data, asked } };
});

/** An acceptance by reply is left out where the reply itself is suppressed. */
const shorterWhenSuppressed: Rules = (policy) => {
  const rules = conversation(policy);
  return {
    ...rules,
    decide: (command, state) => {
      const events = rules.decide(command, state);
      const last = events.at(-1);
      return last?.type === 'MessageSuppressed' ? [last] : events;
    },
  };
};

/** Rules that are wrong in one place each, and the property that has to find it. */
// prettier-ignore
export const broken: readonly Flawed[] = [
  { found: 'I1:',  flaw: 'the cap does not bind who believes the chat open', rules: delivering('OVER_THE_CAP') },
  { found: 'I2:',  flaw: 'a block lets messages through', rules: delivering('BLOCKED_BY_RECIPIENT') },
  { found: 'I3:',  flaw: 'a follow overrides a decline', rules: followAccepts },
  { found: 'I4:',  flaw: 'whoever keeps on writing gets through', rules: delivering('OVER_THE_CAP') },
  { found: 'I5:',  flaw: 'a follow after a no shows nothing to a sender', rules: turning('WelcomeShown', () => null) },
  { found: 'I6:',  flaw: 'a reply is not remembered', rules: forgetsReplies },
  { found: 'I8:',  flaw: 'a refusal counts', rules: chargingRefusals },
  { found: 'I9:',  flaw: 'whoever takes none is written to', rules: openDoor },
  { found: 'I11:', flaw: 'a second block is a new no', rules: blockedAgain },
  { found: 'I12:', flaw: 'an automated answer accepts', rules: sentAs({ consents: true }) },
  { found: 'I20:', flaw: 'a suppressed message is no yes of its sender', rules: suppressedAs(() => ({ consents: false })) },
  { found: 'I20:', flaw: 'a suppressed message does not count', rules: suppressedAs(() => ({ used: null })) },
  { found: 'I20:', flaw: 'a follow after a decline opens nothing', rules: turning('WelcomeShown', () => null) },
  { found: 'I20:', flaw: 'a block of the own request is no withdrawal', rules: turning('AccountBlocked', (data) => ({ type: 'AccountBlocked', data: { ...data, withdraws: false } })) },
  { found: 'I20:', flaw: 'the exemption looks at the stance', rules: byStance },
  { found: 'I20:', flaw: 'a no is answered openly', rules: (policy) => conversation({ ...policy, request: { ...policy.request, declineMode: 'refuse' } }) },
  { found: 'I24:', flaw: 'a reply that is kept from its recipient leaves one event less', rules: shorterWhenSuppressed },
  { found: 'I30:', flaw: 'a refusal leaves no event', rules: turning('SendRefused', () => null) },
  { found: 'I36:', flaw: 'an outcome forgets what it was judged by', rules: forgetsFollows },
  { found: 'I38:', flaw: 'the state holds what JSON does not', rules: uncountable },
  { found: 'the view', flaw: 'the view is that of a stranger', rules: sentAs({ view: 'none' }) },
];
