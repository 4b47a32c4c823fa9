import { randomBytes } from 'node:crypto';
import {
  conversationIdOf,
  dmCommands,
  isUnreadable,
  newCommandId,
  reader,
  write,
  type WrittenRecord,
} from '@vestibule/contracts';
import { UsageError } from '../failures';

/** One conversation of which consent is to be void, and the command that asks for it. */
export type Voiding = {
  readonly conversationId: string;
  readonly other: string;
  readonly commandId: string;
  readonly record: WrittenRecord;
};

type Act = { readonly account: string; readonly operator: string; readonly ground: string };

const bytesOf = (text: string): Buffer => Buffer.from(text);

/** The reader that identity uses says whether the record will be understood. */
const check = ({ key, value, headers }: WrittenRecord, nowMs: number): void => {
  const entries = Object.entries(headers).map(([name, text]) => [name, bytesOf(text)]);
  const found = reader(dmCommands)({
    key: bytesOf(key),
    value: bytesOf(value),
    headers: Object.fromEntries(entries) as Record<string, Buffer>,
    timestampMs: nowMs,
  });
  if (isUnreadable(found)) throw new UsageError(`This would not be understood: ${found.detail}.`);
};

/** A command for each of the account's conversations. Throws `UsageError` for what none may say. */
export const voidings = (
  partners: readonly string[],
  { account: actor, operator, ground }: Act,
): readonly Voiding[] =>
  partners.map((other) => {
    const nowMs = Date.now();
    const conversationId = conversationIdOf(actor, other);
    const commandId = newCommandId(nowMs, randomBytes(10));
    const data = { actor, other, operator, ground };
    const envelope = { key: conversationId, id: commandId, source: '/ops', atMs: nowMs };
    const record = write(dmCommands, { ...envelope, type: 'VoidConsent', data });
    check(record, nowMs);
    return { conversationId, other, commandId, record };
  });

/** What was asked, a line for each conversation. */
export const voidedLines = (
  asked: readonly Omit<Voiding, 'record'>[],
  isDry: boolean,
): readonly string[] => [
  ...asked.map(({ conversationId, other }) => `${conversationId}  with ${other}`),
  isDry
    ? `${asked.length} conversations; nothing was asked`
    : `${asked.length} conversations: asked; what became of it is in their history`,
];
