import { dmCommands, isUnreadable, reader, type Topic } from '@vestibule/contracts';
import { ann, bob, codeOf, conversationId, hello, idOf, nowMs, send } from '../gateway.words';
import { type Asked, commandNames, commandOf, topicFor } from './command';

const asked = (changes: Partial<Asked> = {}): Asked => ({
  type: 'SendMessage',
  actor: ann,
  commandId: idOf(1),
  body: hello,
  nowMs,
  ...changes,
});

const readBack = (topic: Topic, { record }: ReturnType<typeof commandOf>) =>
  reader(topic)({
    key: Buffer.from(record.key),
    value: Buffer.from(record.value),
    headers: Object.fromEntries(
      Object.entries(record.headers).map(([name, text]) => [name, Buffer.from(text)]),
    ),
    timestampMs: nowMs,
  });

describe('a command', () => {
  test('is asked for the caller, under the key of the pair', () => {
    const command = commandOf(asked());
    expect(readBack(dmCommands, command)).toMatchObject({
      type: 'SendMessage',
      id: idOf(1),
      key: conversationId,
      data: { ...hello, actor: ann },
      source: '/gateway',
    });
  });

  test.each([
    'RemoveMessage',
    'VoidConsent',
    'ImportConsent',
    'RegisterAccount',
    'ConfirmPhone',
    'RemovePhone',
    'SetStanding',
    'SetVerification',
    'CorrectBirthDate',
    'ProposePolicy',
    'ApprovePolicy',
    'RetirePolicy',
    'PublishWords',
  ])('%s is not for people', async (type) => {
    expect(topicFor(type)).toBeUndefined();
    expect(commandNames).not.toContain(type);
    expect(await codeOf(() => commandOf(asked({ type })))).toBe('UNKNOWN_TYPE');
  });

  const device = { deviceId: bob, endpoint: 'https://push.example/1' };
  const bodies: Readonly<Record<string, object>> = {
    SendMessage: hello,
    UnsendMessage: { other: bob, messageId: idOf(1) },
    ReportAccount: { other: bob, reason: 'spam', messageIds: [idOf(1)], also: 'block' },
    MarkRead: { other: bob, upTo: idOf(1) },
    ClearForMe: { other: bob, upTo: idOf(1) },
    DeleteForMe: { other: bob, messageId: idOf(1) },
    ChangeSettings: { receipts: true },
    ChangePreferences: { previews: true },
    AddDevice: { ...device, p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) },
    RemoveDevice: { deviceId: bob },
    DeleteAccount: {},
  };

  test.each(commandNames)('seed 41: %s is understood by its readers', (type) => {
    const topic = topicFor(type) ?? dmCommands;
    const body = (bodies[type] ?? { other: bob }) as Asked['body'];
    const found = readBack(topic, commandOf(asked({ type, body })));
    expect(isUnreadable(found)).toBe(false);
    expect(found).toMatchObject({ type, key: topic === dmCommands ? conversationId : ann });
  });

  test('may name its actor if that is the caller', async () => {
    expect(commandOf(asked({ body: { ...hello, actor: ann } })).actor).toBe(ann);
    const forBob = asked({ actor: bob, body: { other: bob, actor: ann, kind: 'text', text: '' } });
    expect(await codeOf(() => commandOf(forBob))).toBe('ACTOR_MISMATCH');
  });

  test('has another fingerprint with other content, and the same with the same', () => {
    expect(send(1).fingerprint).toBe(send(1).fingerprint);
    expect(send(1, { ...hello, text: 'bye' }).fingerprint).not.toBe(send(1).fingerprint);
  });

  const hourMs = 3_600_000;
  const upper = idOf(0xab).toUpperCase();

  test.each<[string, Partial<Asked>, string]>([
    ['is not for people', { type: 'SetStanding', body: { standing: 'active' } }, 'UNKNOWN_TYPE'],
    ['nobody knows', { type: 'toString' }, 'UNKNOWN_TYPE'],
    ['lacks a field', { body: { other: bob, kind: 'text' } }, 'BAD_SCHEMA'],
    ['names nobody', { body: { kind: 'text', text: '' } }, 'BAD_SCHEMA'],
    ['names no account', { body: { ...hello, other: 7 } }, 'BAD_SCHEMA'],
    ['has a field too many', { body: { ...hello, urgent: true } }, 'BAD_SCHEMA'],
    ['holds half a character', { body: { ...hello, text: '\ud83d' } }, 'BAD_SCHEMA'],
    ['is too deep', { body: { ...hello, text: [[[[[[[[[1]]]]]]]]] } }, 'TOO_DEEP'],
    ['is too large', { body: { ...hello, text: 'é'.repeat(17_000) } }, 'TOO_LARGE'],
    ['is for the caller', { body: { ...hello, other: ann } }, 'INVALID_RECIPIENT'],
    ['has an id in upper case', { commandId: upper }, 'BAD_SCHEMA'],
    ['has a random id', { commandId: ann }, 'BAD_SCHEMA'],
    ['is a day old', { commandId: idOf(1, nowMs - 24 * hourMs) }, 'EXPIRED'],
    ['lies ahead', { commandId: idOf(1, nowMs + 300_001) }, 'FUTURE'],
  ])('is refused that %s', async (_, changes, code) => {
    expect(await codeOf(() => commandOf(asked(changes)))).toBe(code);
  });

  test('is taken up to the bounds of its time', () => {
    const old = idOf(1, nowMs - 24 * hourMs + 61_000);
    expect(commandOf(asked({ commandId: old })).commandId).toBe(old);
    const ahead = idOf(1, nowMs + 300_000);
    expect(commandOf(asked({ commandId: ahead })).commandId).toBe(ahead);
  });

  test('never has its content told again when it is refused', async () => {
    const secret = 'a very private text';
    const body = { ...hello, kind: secret, text: secret };
    const refusal: unknown = await Promise.resolve()
      .then(() => commandOf(asked({ body })))
      .catch((error: unknown) => error);
    expect(JSON.stringify(refusal)).toContain('BAD_SCHEMA');
    expect(JSON.stringify(refusal)).not.toContain(secret);
  });
});
