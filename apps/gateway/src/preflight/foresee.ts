import { answerTo } from '@vestibule/answers';
import { commandIdAtMs, type CommandDecided } from '@vestibule/contracts';
import {
  type ContentVerdict,
  conversation,
  type ConversationCommand,
  type ConversationEvent,
  type ConversationState,
  countedUnits,
  type Facts,
  judge,
  type MessageKind,
  outcomeOf,
  type Policy,
  type QuotaState,
  volumeOf,
} from '@vestibule/domain';

type SendMessage = Extract<ConversationCommand, { type: 'SendMessage' }>;

/** A message that somebody might write, and all that it would be judged by. */
export type Thought = {
  readonly commandId: string;
  readonly conversationId: string;
  readonly actor: string;
  readonly other: string;
  readonly kind: MessageKind;
  readonly automated: boolean;
  readonly content: ContentVerdict;
  readonly facts: Pick<Facts, 'actor' | 'other' | 'follows'>;
  readonly atMs: number;
};

/** What is known at that moment. */
export type Known = {
  readonly pair: ConversationState;
  readonly spent: QuotaState;
  readonly policy: Policy;
};

/** What sending would be answered, without what only a message that was sent has. */
export type Answer = Omit<CommandDecided, 'commandId' | 'command' | 'actor' | 'messageId'>;

const noBody = { text: '', attachment: null };

const commandOf = ({
  commandId,
  actor,
  other,
  kind,
  automated,
  ...thought
}: Thought): SendMessage => {
  const { facts, content, atMs } = thought;
  // Only a verified business has robots: a person's message is always the person's own.
  const isAutomated = automated && facts.actor.business;
  return {
    type: 'SendMessage',
    data: {
      commandId,
      actor,
      other,
      issuedAtMs: commandIdAtMs(commandId),
      ingestedAtMs: atMs,
      facts: { ...facts, volume: null, content },
      kind,
      automated: isAutomated,
      body: noBody,
    },
  };
};

/** The volume's answer, without reserving anything. */
const withVolume = (
  command: SendMessage,
  conversationId: string,
  { pair, spent, policy }: Known,
): SendMessage => {
  const units = countedUnits(volumeOf(command, pair, policy), policy);
  if (units.length === 0) return command;
  const { data } = command;
  const { commandId: reservationId, ingestedAtMs: atMs, facts } = data;
  const ask = { reservationId, conversationId, units, atMs, business: facts.actor.business };
  const volume = judge(spent, ask, policy);
  return { ...command, data: { ...data, facts: { ...facts, volume } } };
};

const answering = (events: readonly ConversationEvent[]): CommandDecided => {
  const [answer] = events.filter((event) => outcomeOf(event) !== null).map(answerTo);
  if (!answer) throw new Error('A send was left undecided.');
  return answer;
};

/**
 * What sending would say, by the rules that decide it and the one place that tells people what was
 * decided. Pure; nothing is recorded, and the text is seen only by who made the verdict.
 */
export const foresee = (thought: Thought, known: Known): Answer => {
  const command = withVolume(commandOf(thought), thought.conversationId, known);
  const decided = conversation(known.policy).decide(command, known.pair);
  const {
    commandId: _id,
    command: _type,
    actor: _actor,
    messageId: _message,
    ...answer
  } = answering(decided);
  return answer;
};
