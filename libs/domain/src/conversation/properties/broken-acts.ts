import { hourMs } from '../../policy/period';
import { outcomeOf } from '../asked';
import type { ConversationEvent, Side } from '../conversation';
import { conversation } from '../decide';
import { sideOf } from '../view';
import type { Flawed } from './broken';
import { doing, turning } from './flaws';
import type { Rules } from './scripts';

/** An unsend answers by what became of the message. */
const unsendTells = turning('MessageUnsent', (data) =>
  data.wasShown
    ? { type: 'MessageUnsent', data }
    : {
        type: 'NothingChanged',
        data: { ...data, command: 'UnsendMessage', reason: 'cannot_unsend' },
      },
);

const aged = (side: Side, nowMs: number): Side => ({
  ...side,
  written: side.written.filter(({ atMs }) => nowMs - atMs <= 26 * hourMs),
});

/** Every command ages the memory, and what was unsent is looked up before its age. */
const memoryTells: Rules = (policy) => {
  const rules = conversation(policy);
  return {
    ...rules,
    decide: (command, state) => {
      const events = rules.decide(command, state);
      const [event] = events;
      if (command.type !== 'UnsendMessage' || event?.type !== 'NothingChanged') return events;
      const { actor, messageId } = command.data;
      const known = sideOf(state, actor).written.find((one) => one.messageId === messageId);
      const reason = known?.state === 'unsent' ? 'already_so' : event.data.reason;
      return [{ ...event, data: { ...event.data, reason } }];
    },
    evolve: (state, event) => {
      const next = rules.evolve(state, event);
      const { atMs } = event.data;
      return {
        sides: {
          ...next.sides,
          ann: aged(sideOf(next, 'ann'), atMs),
          bob: aged(sideOf(next, 'bob'), atMs),
        },
      };
    },
  };
};

/** What stands before a report answers the command too. */
const reportTwice: Rules = (policy) => {
  const rules = conversation(policy);
  return {
    ...rules,
    decide: (command, state) => {
      const events = rules.decide(command, state);
      const last = events.at(-1);
      const outcome = last && outcomeOf(last);
      return events.map((event) =>
        'asked' in event.data && event.data.asked === null && outcome
          ? ({ ...event, data: { ...event.data, ...outcome } } as ConversationEvent)
          : event,
      );
    },
  };
};

/** One more each time it is asked. */
const counting: Rules = (policy) => {
  const rules = conversation(policy);
  let asked = 0;
  return {
    ...rules,
    decide: (command, state) => {
      asked += 1;
      return rules
        .decide(command, state)
        .map((event) => ({ ...event, data: { ...event.data, asked } }) as never);
    },
  };
};

const givesBack = (messageId: string, side: Side): Side => ({
  ...side,
  asked: side.asked.filter((id) => id !== messageId),
  waiting: side.waiting.filter((id) => id !== messageId),
});

/** The same for what people take back, report and let lie, and for what operators do. */
// prettier-ignore
export const brokenActs: readonly Flawed[] = [
  { found: 'I1:',  flaw: 'an unsent message gives its slot back', rules: doing('MessageUnsent', ({ messageId }, mine, theirs) => [givesBack(messageId, mine), theirs]) },
  { found: 'I1:',  flaw: 'a withdrawal gives the slots back', rules: doing('RequestWithdrawn', (_, mine, theirs) => [{ ...mine, asked: [], waiting: [] }, theirs]) },
  { found: 'I3:',  flaw: 'an import overrides a no', rules: doing('ConsentImported', (_, mine, theirs) => [{ ...mine, stance: 'accepts' }, { ...theirs, stance: 'accepts' }]) },
  { found: 'I5:',  flaw: 'voiding consent leaves the request lying there', rules: doing('ConsentVoided', (_, mine, theirs) => [{ ...mine, out: mine.waiting.length > 0 }, theirs]) },
  { found: 'I7:',  flaw: 'a suppressed message lies before its recipient', rules: doing('MessageSuppressed', ({ asked }, mine, theirs) => [{ ...mine, waiting: [...mine.waiting, asked.commandId] }, theirs]) },
  { found: 'I10:', flaw: 'a follow is no acceptance', rules: turning('RequestAccepted', (data) => (data.how === 'follow' ? null : { type: 'RequestAccepted', data })) },
  { found: 'I11:', flaw: 'a report is a new no each time', rules: doing('AccountReported', ({ atMs }, mine, theirs) => [{ ...mine, refusedAtMs: atMs }, theirs]) },
  { found: 'I20:', flaw: 'an unsend tells what became of the message', rules: unsendTells },
  { found: 'I20:', flaw: 'memory that private acts age chooses between two answers', rules: memoryTells },
  { found: 'I20:', flaw: 'voiding consent lifts a refusal for the sender', rules: doing('ConsentVoided', (_, mine, theirs) => [{ ...mine, stance: theirs.stance === 'refuses' ? 'accepts' : mine.stance }, theirs]) },
  { found: 'I30:', flaw: 'what stands before a report answers it too', rules: reportTwice },
  { found: 'I31:', flaw: 'an answer forgets whose it is', rules: turning('NothingChanged', (data) => ({ type: 'NothingChanged', data: { ...data, asked: { ...data.asked, commandId: 'another' } } })) },
  { found: 'I35:', flaw: 'a decision counts how often it was made', rules: counting },
  { found: 'I36:', flaw: 'an unsend forgets which message', rules: turning('MessageUnsent', (data) => ({ type: 'MessageUnsent', data: { ...data, asked: { ...data.asked, messageId: 'another' } } })) },
  { found: 'I36:', flaw: 'a report forgets what was done with it', rules: turning('AccountReported', (data) => ({ type: 'AccountReported', data: { ...data, asked: { ...data.asked, also: null } } })) },
];

/** Wrong in a place so remote that chance takes long: the searches find them. */
// prettier-ignore
export const brokenDeep: readonly Flawed[] = [
  { found: 'I20:', flaw: 'an expired request is gone like a withdrawn one', rules: doing('RequestExpired', (_, mine, theirs) => [{ ...mine, welcome: false }, { ...theirs, stance: 'neutral', out: false }]) },
  { found: 'I20:', flaw: 'a report that blocks the own request is no withdrawal', rules: turning('AccountBlocked', (data) => ({ type: 'AccountBlocked', data: { ...data, withdraws: data.withdraws && data.asked !== null } })) },
];
