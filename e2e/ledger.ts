import type { CommandDecided } from '@vestibule/contracts';
import { until } from './until';

type Noted = {
  readonly topic: string;
  readonly type: string;
  readonly id: string;
  readonly data: object;
};

/** What a command about the policy came to. */
export type Decreed = {
  readonly type: string;
  readonly effectiveAtMs: number;
  readonly version?: number;
  readonly reason?: string;
};

/** What a command in a person's own inbox came to. */
export type Acted = { readonly type: string; readonly reason?: string; readonly receipt?: boolean };

/** Everything that was said while a story ran, as an outside recorder saw it. */
export type Ledger = {
  readonly note: (message: Noted) => void;
  /** How much was noted so far: stands still when nothing moves. */
  readonly count: () => number;
  readonly all: (topic: string) => readonly Noted[];
  /** The answer to a command. A second, different one fails the story at once. */
  readonly outcome: (commandId: string) => Promise<CommandDecided>;
  /** The type of the event that answers a command of one account, or the reason of its no. */
  readonly accountEvent: (commandId: string) => Promise<string>;
  /** What became of a command in a person's own inbox: the type of its event, and its data. */
  readonly inboxEvent: (commandId: string) => Promise<Acted>;
  /** What became of a command about the policy: the type of its event, or the refusal's reason. */
  readonly decree: (commandId: string) => Promise<Decreed>;
  /** Resolves when a message lies in a person's inbox. */
  readonly placed: (person: string, messageId: string) => Promise<void>;
  /** The messages up to which receipts were shown to a person. */
  readonly receipts: (person: string) => readonly string[];
  readonly notices: (person: string) => readonly string[];
};

/** Where the commands of one account have their outcome. */
const ofAccounts: ReadonlySet<string> = new Set([
  'identity.events.v1',
  'delivery.events.v1',
  'notifications.events.v1',
]);

export const ledger = (): Ledger => {
  const noted: Noted[] = [];
  const outcomes = new Map<string, CommandDecided>();
  const accounts = new Map<string, string>();
  const acts = new Map<string, Acted>();
  const decrees = new Map<string, Decreed>();
  const contradictions: string[] = [];

  const answer = (data: CommandDecided) => {
    const known = outcomes.get(data.commandId);
    if (known && JSON.stringify(known) !== JSON.stringify(data))
      contradictions.push(data.commandId);
    outcomes.set(data.commandId, data);
  };

  return {
    note: (message) => {
      noted.push(message);
      const { topic, type, data } = message;
      const { commandId, reason } = data as { commandId?: string; reason?: string };
      if (topic === 'dm.outcomes.v1') answer(data as CommandDecided);
      if (ofAccounts.has(topic) && commandId) accounts.set(commandId, reason ?? type);
      if (topic === 'delivery.events.v1' && commandId) acts.set(commandId, { ...data, type });
      if (topic === 'policy.events.v1' && commandId)
        decrees.set(commandId, { effectiveAtMs: 0, ...data, type });
    },
    count: () => noted.length,
    all: (topic) => noted.filter((message) => message.topic === topic),
    outcome: async (commandId) => {
      const found = await until(`the outcome of ${commandId}`, () => outcomes.get(commandId));
      if (contradictions.length > 0) throw new Error(`Two answers to ${contradictions.join()}`);
      return found;
    },
    accountEvent: async (commandId) =>
      until(`the account event of ${commandId}`, () => accounts.get(commandId)),
    inboxEvent: async (commandId) =>
      until(`the inbox event of ${commandId}`, () => acts.get(commandId)),
    decree: async (commandId) => until(`what became of ${commandId}`, () => decrees.get(commandId)),
    placed: async (person, messageId) => {
      await until(`${messageId} in the inbox of ${person}`, () =>
        noted.find(({ type, data }) => {
          const placed = data as { person?: string; messageId?: string };
          const isIt = placed.person === person && placed.messageId === messageId;
          return type === 'MessagePlaced' && isIt;
        }),
      );
    },
    receipts: (person) =>
      noted.flatMap(({ topic, type, data }) => {
        const { person: shownTo, upTo } = data as { person?: string; upTo?: string };
        const isReceipt = topic === 'delivery.events.v1' && type === 'ReceiptShown';
        return isReceipt && shownTo === person && upTo ? [upTo] : [];
      }),
    notices: (person) => {
      // A relay that starts again says its last events twice: the same id is the same notice.
      const kinds = new Map<string, string>();
      for (const { topic, type, id, data } of noted) {
        const { person: told, kind = '' } = data as { person?: string; kind?: string };
        const isOurs = topic === 'notifications.events.v1' && type === 'NoticeSent';
        if (isOurs && told === person) kinds.set(id, kind);
      }
      return [...kinds.values()];
    },
  };
};
