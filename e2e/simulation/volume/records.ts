import {
  type MessageOn,
  type PairFacts,
  conversationIdOf,
  type gatingCommands,
} from '@vestibule/contracts';
import type { Batch, Heard } from '@vestibule/service';
import type { Chance } from '../chance';

type Command = Heard<MessageOn<typeof gatingCommands>>;
/** A record that lies on a partition; what identity attached may differ when it comes again. */
export type Lying = Omit<Command, 'data'> & { readonly data: Omit<Command['data'], 'facts'> };

const accountId = (number: number): string =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
export const senders = [1, 2].map(accountId);
export const recipients = [11, 12, 13, 14, 15].map(accountId);

const account = {
  version: 1,
  standing: 'active',
  band: '18plus',
  phone: true,
  setting: 'everyone',
  business: false,
  takesBusiness: true,
  region: 'NZ',
  receipts: true,
  registeredAtMs: 0,
} as const;

/** Copies are judged by what is true when identity passes them on: now and then by something else. */
const factsFor = (chance: Chance): PairFacts => ({
  actor: chance.oneIn(25) ? { ...account, phone: false } : account,
  other: chance.oneIn(10) ? { ...account, setting: 'no-one' } : account,
  follows: { actorAtMs: null, otherAtMs: chance.oneIn(12) ? 1_000 : null },
});

const answers = ['AcceptRequest', 'DeclineRequest', 'BlockAccount', 'UnblockAccount'] as const;

/** What somebody asks next: mostly senders write, now and then a recipient answers. */
export const lying = (index: number, nowMs: number, chance: Chance): Lying => {
  const [sender, recipient] = [chance.pick(senders), chance.pick(recipients)];
  const isAnswer = chance.oneIn(6);
  const type = isAnswer ? chance.pick(answers) : ('SendMessage' as const);
  const [actor, other] = isAnswer || chance.oneIn(15) ? [recipient, sender] : [sender, recipient];
  const time = nowMs.toString(16).padStart(12, '0');
  const id = `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${String(index).padStart(12, '0')}`;
  const own = type === 'SendMessage' ? { kind: 'text', text: `words ${index}` } : {};
  const data = { actor, other, ingestedAtMs: nowMs, ...own };
  const key = conversationIdOf(actor, other);
  return { topic: 'gating.commands.v1', key, id, type, timestampMs: nowMs, data };
};

/** Records as the consumer hands them over. */
export const batchOf = (records: readonly Lying[], from: number, chance: Chance): Batch => ({
  topic: 'gating.commands.v1',
  partition: 0,
  messages: records.map((record) => {
    const data = { ...record.data, facts: factsFor(chance) };
    return { ...record, data } as unknown as Command;
  }),
  records: records.map(({ key, timestampMs }, index) => ({
    topic: 'gating.commands.v1',
    partition: 0,
    offset: String(from + index),
    timestampMs,
    key: Buffer.from(key),
    value: Buffer.from('{}'),
    headers: {},
  })),
});
