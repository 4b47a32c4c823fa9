import { answerTo } from '@vestibule/answers';
import * as fc from 'fast-check';
import type { ConversationCommand, ConversationEvent, ConversationState } from '../conversation';
import { outcomeOf } from '../asked';
import { viewOf } from '../view';
import { commandFor } from './commands';
import type { Property } from './gate';
import { anyStep, type Rules } from './scripts';
import { firstWorld, policies, worldAfter, type Step, type World } from './world';

/** The very bytes of what Ann is answered; null for what answers somebody else. */
const answered = (event: ConversationEvent): string | null => {
  const outcome = outcomeOf(event);
  return outcome?.asked.actor === 'ann' ? JSON.stringify(answerTo(event)) : null;
};

/** What Ann is shown without having asked. */
const shownBy = ({ type, data }: ConversationEvent): string | null => {
  if (type === 'MessageSent' && data.to === 'ann')
    return `message ${data.asked.commandId}, ${data.waiting}`;
  if (type === 'MessageUnsent' && data.to === 'ann' && data.wasShown)
    return `gone ${data.messageId}`;
  if (type === 'MessageRemoved') return `removed ${data.messageId}`;
  return type === 'RequestAccepted' && data.to === 'ann' && data.shown ? 'told' : null;
};

/** What no longer counts against Ann's quota. */
const refundsOf = ({ type, data }: ConversationEvent): string | null =>
  (type === 'RequestAccepted' || type === 'WelcomeShown') &&
  data.to === 'ann' &&
  data.refunds.length > 0
    ? `refunds ${data.refunds.join()}`
    : null;

/** All that reaches Ann of one append, and what she may be shown after it. */
export const seenByAnn = (
  events: readonly ConversationEvent[],
  after: ConversationState,
): string => {
  const seen = events.flatMap((event) => [answered(event), shownBy(event), refundsOf(event)]);
  return [...seen.filter((one) => one !== null), viewOf(after, 'ann')].join('\n');
};

const publicWord = ({ type, data }: ConversationEvent): string | null => {
  if (type === 'MessageSent' || type === 'MessageSuppressed') return 'writes';
  if (type === 'MessageUnsent') return `unsends ${data.messageId}`;
  if (type === 'RequestWithdrawn') return 'withdraws';
  if (type === 'AccountBlocked') return data.withdraws ? 'withdraws' : null;
  return type === 'RequestAccepted' && data.shown ? 'accepts' : null;
};

/** What an act of Bob adds to the public script; empty for a private one. */
export const publicPart = (events: readonly ConversationEvent[]): string =>
  events
    .map(publicWord)
    .filter((word) => word !== null)
    .join();

const operators: readonly Step['does'][] = ['RemoveMessage', 'VoidConsent', 'ImportConsent'];

/** Whether Bob may do it or leave it without anybody else doing anything. */
export const isBobs = (step: Step): boolean =>
  'by' in step &&
  step.by === 'bob' &&
  !operators.includes(step.does) &&
  ('late' in step || step.does === 'send' || step.does === 'expire');

/** What a command does in one world; nothing where it is not asked. */
export const tried = (
  rules: Rules,
  { world, state }: { readonly world: World; readonly state: ConversationState },
  command: ConversationCommand | null,
) => {
  const { decide, evolve } = rules(world.policy);
  const events = command === null ? [] : decide(command, state);
  return { events, after: events.reduce(evolve, state) };
};

type Where = 'both' | 'left' | 'right';
const empty: ConversationState = { sides: {} };

const twoWorlds = fc.array(
  fc.tuple(anyStep(undefined, policies), fc.constantFrom<Where>('both', 'left', 'right')),
  { maxLength: 40, size: 'max' },
);

type Done = ReturnType<typeof tried>;

/** Whether two worlds that differ only in the private acts of Bob are the same in some respect. */
const alike =
  (isSame: (left: Done, right: Done) => boolean): Property =>
  (rules) =>
    fc.property(twoWorlds, (steps) => {
      let world = firstWorld();
      let twin = { left: empty, right: empty };
      return steps.every(([step, where]) => {
        world = worldAfter(world, step);
        const command = commandFor(step, { world, state: twin.left });
        const isPrivate = isBobs(step);
        const only = (side: Where) =>
          isPrivate && where !== 'both' && where !== side ? null : command;
        const left = tried(rules, { world, state: twin.left }, only('left'));
        const right = tried(rules, { world, state: twin.right }, only('right'));
        // It would make two public scripts: it is left out.
        if (isPrivate && publicPart(left.events) !== publicPart(right.events)) return true;
        twin = { left: left.after, right: right.after };
        return isSame(left, right);
      });
    });

/** I20: what Ann is answered and shown is the same, byte for byte. */
export const cannotTell = alike(
  (left, right) => seenByAnn(left.events, left.after) === seenByAnn(right.events, right.after),
);

/** The one exception of the rulebook: a standing yes may have to be recorded anew. */
const counted = ({ type, data }: ConversationEvent): boolean =>
  type !== 'WelcomeShown' &&
  (type !== 'RequestAccepted' || (data.how !== 'follow' && data.how !== 'setting'));

/** I24: an append of Ann's has as many events, whatever Bob has done. */
export const asManyEvents = alike((left, right) => {
  const sizeOf = ({ events }: Done): number => events.filter(counted).length;
  const last = left.events.at(-1);
  const isAnns = last !== undefined && outcomeOf(last)?.asked.actor === 'ann';
  return !isAnns || sizeOf(left) === sizeOf(right);
});
