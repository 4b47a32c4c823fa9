import {
  type DmCommandName,
  type MessageOn,
  type PairFacts,
  conversationIdOf,
  dmOutcomes,
  gatingCommands,
  gatingEvents,
  limitNotice,
} from '@vestibule/contracts';
import { type Heard, messagesOn, preparing, rehearsal } from '@vestibule/service';
import { listsIn } from './content';
import { gating } from './gating';

const ann = '0b8f6a52-3c1d-4e7a-9f20-6d1c52a7e901';
const bob = 'c47de1b0-58a2-4d39-8e6f-21b90f3a7d42';
const key = conversationIdOf(ann, bob);
const issuedAtMs = 1_790_000_000_000;

/** A UUIDv7 of that instant; `number` tells them apart. */
const commandId = (number: number): string =>
  `01a0c450-6c00-7000-8000-${String(number).padStart(12, '0')}`;

const account = {
  version: 1,
  standing: 'active',
  band: '18plus',
  phone: true,
  setting: 'everyone',
  business: false,
  takesBusiness: true,
  region: 'NL',
  receipts: true,
  registeredAtMs: 0,
} as const;
/** Ann follows Bob, as whoever writes first must; Bob does not follow her. */
const factsFor = (actor: string): PairFacts => ({
  actor: account,
  other: account,
  follows:
    actor === ann ? { actorAtMs: 1_000, otherAtMs: null } : { actorAtMs: null, otherAtMs: 1_000 },
});

type Command = Heard<MessageOn<typeof gatingCommands>>;

const asks = (actor: string, number: number, type: DmCommandName, more: object = {}): Command => {
  const other = actor === ann ? bob : ann;
  const data = { actor, other, facts: factsFor(actor), ingestedAtMs: issuedAtMs + 40 };
  const id = commandId(number);
  const about = { topic: 'gating.commands.v1', key, id, timestampMs: issuedAtMs + 60 } as const;
  return { ...about, type, data: { ...data, ...more } } as Command;
};

const writes = (actor: string, number: number, text = 'Hello'): Command =>
  asks(actor, number, 'SendMessage', { kind: 'text', text });

const hear = (...commands: readonly Command[]) => {
  const service = rehearsal(gating, listsIn(preparing(0)));
  return commands.flatMap((command) => service.hear(command));
};

const outcomes = (...commands: readonly Command[]) =>
  messagesOn(dmOutcomes, hear(...commands)).map(({ data }) => data);

/** A harmless stand-in for what a list would hold. */
const severe = { version: 3, lists: [{ id: 'severe', words: ['pear'], allow: [] }] };

test('CONTENT_NOT_ALLOWED: a word of a refusing list is refused, however it is written', () => {
  const service = rehearsal(gating, listsIn({ ...preparing(0), wordsAt: () => severe }));
  const records = service.hear(writes(ann, 1, 'a p.е.4.r'));
  const [outcome] = messagesOn(dmOutcomes, records);
  const [event] = messagesOn(gatingEvents, records);
  expect(outcome?.data).toMatchObject({ result: 'refused', code: 'CONTENT_NOT_ALLOWED' });
  expect(JSON.stringify(outcome)).not.toMatch(/pear|severe|р|е/u);
  expect(event).toMatchObject({
    type: 'SendRefused',
    data: {
      asked: {
        facts: { content: { lists: [{ id: 'severe', action: 'refuse' }], listsVersion: 3 } },
      },
    },
  });
  expect(messagesOn(dmOutcomes, service.hear(writes(ann, 2, 'a pearl')))[0]?.data).toMatchObject({
    result: 'sent',
  });
});

describe('a command', () => {
  test('is answered once, under its own id, and told in full on the restricted topic', () => {
    const records = hear(writes(ann, 1));
    const [outcome, ...more] = messagesOn(dmOutcomes, records);
    expect(more).toEqual([]);
    expect(outcome).toMatchObject({ id: commandId(1), key, type: 'CommandDecided' });
    expect(outcome?.data).toMatchObject({ result: 'sent', used: 1, limit: 3 });
    const [event] = messagesOn(gatingEvents, records);
    expect(event).toMatchObject({ type: 'MessageSent', key, coordinates: { revision: 0 } });
    expect(event?.id).not.toBe(commandId(1));
  });

  test('is counted up to the limit, told of it, and refused beyond', () => {
    const [, , third, fourth] = outcomes(...[1, 2, 3, 4].map((number) => writes(ann, number)));
    expect(third).toMatchObject({ result: 'sent', used: 3, notice: limitNotice(3) });
    expect(fourth).toMatchObject({ result: 'refused', code: 'REQUEST_LIMIT_REACHED' });
  });

  test('that answers a request opens the conversation, for both without a count', () => {
    const said = outcomes(writes(ann, 1), asks(bob, 2, 'AcceptRequest'), writes(ann, 3));
    expect(said.map(({ result, view }) => [result, view])).toEqual([
      ['sent', 'pending'],
      ['done', 'open'],
      ['sent', 'open'],
    ]);
    expect(said[2]).not.toHaveProperty('used');
  });

  test('that changes nothing is answered all the same', () => {
    const [said] = outcomes(asks(bob, 1, 'AcceptRequest'));
    expect(said).toMatchObject({ result: 'unchanged', code: 'NO_REQUEST' });
  });

  test('shows the rules a verdict on its text, never the text', () => {
    const [event] = messagesOn(gatingEvents, hear(writes(ann, 1, 'see www.example.org 🙂')));
    if (event?.type !== 'MessageSent') throw new Error('It did not pass.');
    const { asked, body } = event.data;
    expect(body).toEqual({ text: 'see www.example.org 🙂', attachment: null });
    expect(asked).toMatchObject({ facts: { content: { links: true, graphemes: 21, bytes: 24 } } });
    expect(JSON.stringify(asked)).not.toContain('example');
  });
});

describe('what else may be asked of a pair', () => {
  const typesOf = (records: ReturnType<typeof hear>) =>
    messagesOn(gatingEvents, records).map(({ type }) => type);
  const outcomeOf = (records: ReturnType<typeof hear>) =>
    messagesOn(dmOutcomes, records).map(({ data }) => data);
  const operator = 'moderator-1';
  const messageId = commandId(1);

  test('an unsend says done, and only services learn whether it was seen', () => {
    const records = hear(writes(ann, 1), asks(ann, 2, 'UnsendMessage', { messageId }));
    const [, event] = messagesOn(gatingEvents, records);
    expect(event).toMatchObject({ type: 'MessageUnsent', data: { messageId, wasShown: true } });
    const [, said] = outcomeOf(records);
    expect(said).toMatchObject({ result: 'done', view: 'pending' });
    expect(JSON.stringify(said)).not.toContain('wasShown');
  });

  test('a report is one append with what is done with it, and one answer', () => {
    const about = { reason: 'scam', messageIds: [messageId], also: 'block' };
    const records = hear(writes(ann, 1), asks(bob, 2, 'ReportAccount', about));
    expect(typesOf(records)).toEqual(['MessageSent', 'AccountBlocked', 'AccountReported']);
    const [, said, ...more] = outcomeOf(records);
    expect(said).toMatchObject({ actor: bob, result: 'done', view: 'blocked' });
    expect(more).toEqual([]);
  });

  test.each([
    ['RemoveMessage', { operator, messageId, ground: 'spam' }, 'MessageRemoved', 'pending'],
    ['VoidConsent', { operator, ground: 'false birth date' }, 'ConsentVoided', 'none'],
    ['ImportConsent', { operator, sourceId: 'legacy/1' }, 'ConsentImported', 'open'],
  ] as const)('%s of an operator lies in the stream of the pair', (type, about, event, view) => {
    const records = hear(writes(ann, 1), asks(ann, 2, type, about));
    const [, told] = messagesOn(gatingEvents, records);
    expect(told).toMatchObject({ type: event, data: { operator, asked: { command: type } } });
    expect(outcomeOf(records)[1]).toMatchObject({ result: 'done', view });
  });
});

/** Private acts of Bob's, after each of which Ann's next message is kept from him. */
const acts: readonly (readonly [string, Command])[] = [
  ['declines', asks(bob, 8, 'DeclineRequest')],
  ['blocks', asks(bob, 8, 'BlockAccount')],
];

describe('what the recipient does in private', () => {
  const answerTo = (id: number, ...history: readonly Command[]) => {
    const records = hear(...history, writes(ann, id));
    const [event] = messagesOn(gatingEvents, records).slice(-1);
    const outcome = records.findLast(({ topic }) => topic === dmOutcomes.name);
    return { type: event?.type, outcome };
  };

  test.each(acts)('leaves the answer the same, byte for byte, when he %s', (_, act) => {
    const delivered = answerTo(9, writes(ann, 1));
    const suppressed = answerTo(9, writes(ann, 1), act);
    expect(delivered.type).toBe('MessageSent');
    expect(suppressed.type).toBe('MessageSuppressed');
    expect(suppressed.outcome).toEqual(delivered.outcome);
    expect(suppressed.outcome?.value).toBe(delivered.outcome?.value);
  });

  test('stays out of all that its outcomes say: no revision, no stream, no stored event', () => {
    const records = hear(writes(ann, 1), ...acts.map(([, act]) => act), writes(ann, 9));
    const said = records.filter(({ topic }) => topic === dmOutcomes.name);
    expect(said).toHaveLength(4);
    const stored = new Set(messagesOn(gatingEvents, records).map(({ id }) => id));
    for (const { headers } of said) {
      const names = Object.keys(headers).join(' ');
      expect(names).not.toMatch(/stream|revision|metadata/);
      expect(stored.has(String(headers['ce_id']))).toBe(false);
    }
  });

  test('is answered to himself alone', () => {
    const [own] = outcomes(writes(ann, 1), asks(bob, 8, 'BlockAccount')).slice(-1);
    expect(own).toMatchObject({ actor: bob, result: 'done', view: 'blocked' });
  });
});

describe('a follow', () => {
  const follows = {
    topic: 'identity.events.v1',
    type: 'Followed',
    key: bob,
    id: 'f0000000-0000-4000-8000-000000000001',
    timestampMs: issuedAtMs + 60,
    coordinates: { stream: `account-${bob}`, revision: 7, metadata: { $correlationId: 'c' } },
    data: {
      atMs: issuedAtMs + 50,
      commandId: commandId(5),
      issuedAtMs,
      accountId: bob,
      other: ann,
      sinceAtMs: issuedAtMs + 50,
      facts: { actor: account, other: account },
    },
  } as const;

  test('of the recipient lies in the stream of the pair, and has no outcome: nobody asked', () => {
    const service = rehearsal(gating, listsIn(preparing(0)));
    service.hear(writes(ann, 1));
    const records = service.hear(follows);
    expect(messagesOn(gatingEvents, records).map(({ type }) => type)).toEqual(['RequestAccepted']);
    expect(messagesOn(dmOutcomes, records)).toEqual([]);
    expect(service.stream(`pair-${key}`)).toHaveLength(2);
  });

  test('between people who have not written leaves nothing', () => {
    expect(rehearsal(gating, listsIn(preparing(0))).hear(follows)).toEqual([]);
  });
});
