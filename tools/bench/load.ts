import { randomBytes, randomUUID } from 'node:crypto';
import {
  type Topic,
  conversationIdOf,
  dmCommands,
  identityCommands,
  newCommandId,
  write,
} from '@vestibule/contracts';
import type { OutgoingRecord } from '@vestibule/topics';

/** A command on its way, and the id by which its answer is known. */
export type Asked = { readonly id: string; readonly record: OutgoingRecord };

const asked = (topic: Topic, type: string, about: { key: string; data: object }): Asked => {
  const atMs = Date.now();
  const id = newCommandId(atMs, randomBytes(10));
  return { id, record: write(topic, { ...about, type, id, source: '/bench', atMs }) };
};

export const accountIds = (count: number): readonly string[] =>
  Array.from({ length: count }, () => randomUUID());

/** What makes each account one that may write to anybody, and be written to. */
export const registrations = (ids: readonly string[]): readonly Asked[] => {
  const born = { name: 'Somebody', birthDate: '1990-05-17', region: 'NZ' };
  const steps = (actor: string): readonly (readonly [string, object])[] => [
    ['RegisterAccount', { actor, ...born }],
    ['ConfirmPhone', { actor, phoneKey: `key-${actor}` }],
    ['ChangeSettings', { actor, setting: 'everyone' }],
  ];
  return ids.flatMap((key) =>
    steps(key).map(([type, data]) => asked(identityCommands, type, { key, data })),
  );
};

/** One account, and the other that it does something to. */
export type Pair = readonly [actor: string, other: string];

/** The pair number `index`: others than all pairs before it. */
export const pairAt = (ids: readonly string[], index: number): Pair => {
  const [at, step] = [index % ids.length, 1 + Math.floor(index / ids.length)];
  return [ids[at] ?? '', ids[(at + step) % ids.length] ?? ''];
};

const text = 'Hello, I liked your video about the lighthouse. May I ask where it was filmed?';
/** Twice the stranger writes, then the other replies, which accepts; then both write freely. */
const replies = [false, false, true, false];
export const messagesOfPair = replies.length;

/** A direct message from the one to the other. */
export const send = ([actor, other]: Pair): Asked =>
  asked(dmCommands, 'SendMessage', {
    key: conversationIdOf(actor, other),
    data: { actor, other, kind: 'text', text },
  });

/** The one declines what the other asked. */
export const decline = ([actor, other]: Pair): Asked =>
  asked(dmCommands, 'DeclineRequest', {
    key: conversationIdOf(actor, other),
    data: { actor, other },
  });

/** Which pair writes next: all equally often, in an order that is the same in every run. */
export const shuffledPairs = (pairs: number, count: number): readonly number[] => {
  const order = Array.from({ length: count }, (_, index) => index % pairs);
  let state = 1;
  for (let at = count - 1; at > 0; at -= 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (at + 1));
    [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
  }
  return order;
};

/** `count` direct messages over `pairs` pairs from the pair `from` on, all of them at once. */
export const sends = (
  ids: readonly string[],
  { from, pairs, count }: { from: number; pairs: number; count: number },
): readonly Asked[] => {
  const turns = new Map<number, number>();
  return shuffledPairs(pairs, count).map((pair) => {
    const turn = turns.get(pair) ?? 0;
    turns.set(pair, turn + 1);
    const [one, two] = pairAt(ids, from + pair);
    const [actor, other] = replies[turn % replies.length] ? [two, one] : [one, two];
    return send([actor, other]);
  });
};
