import { randomBytes } from 'node:crypto';
import { conversationIdOf, dmCommands, newCommandId, policyCommands } from '@vestibule/contracts';
import { type PolicyData, presets } from '@vestibule/domain';
import type { Ledger } from './ledger';
import { record } from './person';
import type { Ground } from './ground';

/** Keys of a policy that differ from the seed's. */
export type Change = { readonly [Key in keyof PolicyData]?: Partial<PolicyData[Key]> };

/** The seed's data with some keys changed. */
export const seedWith = (change: Change): PolicyData => {
  const { version: _version, preset: _preset, effectiveAtMs: _from, ...data } = presets.seed;
  const entries = Object.entries(change).map(([key, value]) => {
    const before = data[key as keyof PolicyData];
    return [key, typeof before === 'object' ? { ...before, ...(value as object) } : value];
  });
  return { ...data, ...Object.fromEntries(entries) } as PolicyData;
};

/** Somebody who acts for the platform, over the topics. */
export type Operator = ReturnType<typeof operatorIn>;

export const operatorIn = (ground: Ground, seen: Ledger, operator: string) => {
  const issue = (): string => newCommandId(ground.nowMs(), randomBytes(10));

  /** Asks something about the policy; gives the command's id with what it came to. */
  const decrees = async (type: string, data: object) => {
    const id = issue();
    const about = { type, data: { operator, ...data }, key: 'policy', id };
    await ground.topics.send([record(policyCommands, about, ground.nowMs())]);
    return { ...(await seen.decree(id)), id };
  };

  /** Asks something about a pair. */
  const orders = async (
    pair: readonly [{ id: string }, { id: string }],
    type: string,
    data: object,
  ) => {
    const [actor, other] = [pair[0].id, pair[1].id];
    const [id, key] = [issue(), conversationIdOf(actor, other)];
    const about = { type, data: { actor, other, operator, ...data }, key, id };
    await ground.topics.send([record(dmCommands, about, ground.nowMs())]);
    return (await seen.outcome(id)).result;
  };

  return {
    proposes: async (change: Change) =>
      decrees('ProposePolicy', { preset: 'seed', data: seedWith(change) }),
    approves: async (proposalId: string) => decrees('ApprovePolicy', { proposalId }),
    retires: async (version: number) => decrees('RetirePolicy', { version }),
    publishesWords: async (listId: string, words: readonly string[]) =>
      decrees('PublishWords', { listId, words, allow: [] }),
    /** Takes a message away from both; the first of the pair is its author. */
    removes: async (pair: readonly [{ id: string }, { id: string }], messageId: string) =>
      orders(pair, 'RemoveMessage', { messageId, ground: 'It broke a rule.' }),
  };
};
