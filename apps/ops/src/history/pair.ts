import { conversationIdOf } from '@vestibule/contracts';
import { UsageError } from '../failures';

/** Which conversation is meant; accounts only when they were named. */
export type Pair = { readonly conversationId: string; readonly accounts: readonly string[] };

/** An id as an operator gives it, in any case. */
export const idIn = (text: string): string => {
  const id = text.toLowerCase().replace(/^pair-/, '');
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return id;
  throw new UsageError(
    `"${text}" is no id: give the conversation's, or those of both accounts, as UUIDs.`,
  );
};

/** A conversation id, or the ids of both accounts in any order and case. */
export const pairFrom = (words: readonly string[]): Pair => {
  const [one = '', another] = words;
  if (another === undefined) return { conversationId: idIn(one), accounts: [] };
  const accounts = [idIn(one), idIn(another)] as const;
  if (accounts[0] === accounts[1])
    throw new UsageError('An account has no conversation with itself.');
  return { conversationId: conversationIdOf(...accounts), accounts };
};
