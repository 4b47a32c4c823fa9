import {
  type ConversationCommand,
  conversation,
  presets,
  quota,
  volumeLeft,
} from '@vestibule/domain';
import type { Order } from '@vestibule/service';
import { reserves } from './reserves';

const [ann, bob] = ['0b8f6a52-3c1d-4e7a-9f20-6d1c52a7e901', 'c47de1b0-58a2-4d39-8e6f-21b90f3a7d42'];
const atMs = 1_790_000_000_000;
const policy = presets['tiktok-2025'];
const { initial } = conversation(policy);
const nothing = quota(policy).initial;

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

const content = {
  lists: [],
  links: false,
  graphemes: 5,
  bytes: 5,
  attached: false,
  listsVersion: 0,
};

/** Ann asks something of Bob, whom she has not met; he may follow her, in public. */
const asks = (type: string, isFollowed = false): Order<ConversationCommand> => {
  const follows = { actorAtMs: null, otherAtMs: isFollowed ? 1_000 : null };
  const facts = { actor: account, other: account, follows, volume: null, content };
  const about = { commandId: 'm1', actor: ann, other: bob, issuedAtMs: atMs, ingestedAtMs: atMs };
  const own = { kind: 'text', automated: false, body: { text: 'hello', attachment: null } };
  const command = { type, data: { ...about, facts, ...own } } as unknown as ConversationCommand;
  const order = { stream: 'pair-p', commandId: 'm1', correlationId: 'm1', ingestedAtMs: atMs };
  return { ...order, content: { text: 'hello' }, command };
};

const volumeIn = ({ command }: Order<ConversationCommand>) =>
  command.type === 'SendMessage' ? command.data.facts.volume : null;

describe('what gating reserves', () => {
  test('is one unit of each kind for a first message, in the stream of its sender', () => {
    const need = reserves.need(asks('SendMessage'), initial, policy);
    expect(need).toMatchObject({ stream: `quota-${ann}`, quiet: true, commandId: 'm1' });
    expect(need?.command).toMatchObject({
      type: 'Reserve',
      data: { conversationId: 'p', units: ['request-message', 'new-recipient'] },
    });
  });

  test('is nothing for a send that does not count, or under a policy without windows', () => {
    expect(reserves.need(asks('SendMessage', true), initial, policy)).toBeNull();
    expect(reserves.need(asks('SendMessage'), initial, presets.open)).toBeNull();
  });

  test.each(['AcceptRequest', 'DeclineRequest', 'BlockAccount', 'RevokeConsent'])(
    'edge 67: is nothing for %s, which no counter ever refuses',
    (type) => expect(reserves.need(asks(type), initial, policy)).toBeNull(),
  );
});

describe('the answer', () => {
  const order = asks('SendMessage');
  const need = reserves.need(order, initial, policy)!;
  const { decide, evolve } = quota(policy);
  const held = decide(need.command as never, nothing).reduce(evolve, nothing);

  test('is a fact of the command, and no part of what its content hash covers', () => {
    const answered = reserves.attach({ order, need, policy }, held);
    expect(volumeIn(answered!)).toEqual({
      granted: true,
      left: volumeLeft(held, policy, { atMs, business: false }),
    });
    expect(answered?.content).toBe(order.content);
  });

  test('is asked for again where there is room, and nothing is held', () => {
    expect(reserves.attach({ order, need, policy }, nothing)).toBeNull();
  });

  test('of a ledger that cannot be read is no', () => {
    expect(volumeIn(reserves.attach({ order, need, policy }, undefined)!)).toMatchObject({
      granted: false,
      retryAtMs: atMs + 3_600_000,
    });
  });
});
