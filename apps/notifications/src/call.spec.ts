import { wordsIn } from './reading';
import {
  addDevice,
  channelOf,
  conversationId,
  ground,
  messageId,
  news,
  showPreviews,
} from './push.words';

const device = { endpoint: 'https://push.example.net/secret', p256dh: 'key', auth: 'secret' };

type Asked = { readonly text: string; readonly values: readonly unknown[] };

/** A database that knows Ann's name and what she wrote, and what it was asked. */
const database = (fails = false) => {
  const asked: Asked[] = [];
  const query = async <Row extends object>(text: string, values: readonly unknown[] = []) => {
    asked.push({ text, values });
    if (fails) throw new Error('away');
    const rows = text.includes('accounts')
      ? [{ account_id: 'ann', name: 'Ann' }]
      : [{ body: { text: 'How are you?', attachment: null } }];
    return rows as unknown as readonly Row[];
  };
  return { words: wordsIn({ query }), asked };
};

/** Tells one thing by a webhook; gives what it was given. */
const told = async (
  kind: 'request-received' | 'message-received' | 'request-accepted',
  { previews, fails = false }: { readonly previews: boolean; readonly fails?: boolean },
) => {
  const held = ground();
  const { words, asked } = database(fails);
  const { channel, pushed } = channelOf(async () => 'sent', 'webhook');
  const { token, decide, stop } = await held.start([channel], { words });
  const atMs = held.clock.ms;
  if (previews) await decide(showPreviews(atMs));
  await decide(news({ token, atMs, kind, channels: ['webhook'] }));
  await held.until(previews ? 3 : 2);
  await stop();
  const stored = JSON.stringify(await held.events());
  return { text: pushed[0]?.text, asked, stored };
};

describe('the words of a push', () => {
  test('are looked up when it is made, and stored nowhere', async () => {
    const { text, stored } = await told('message-received', { previews: true });
    expect(text).toBe('Ann: How are you?');
    expect(stored).not.toMatch(/Ann|How are you/u);
  });

  test('hold no body where previews are off: it is not even read', async () => {
    const { text, asked } = await told('message-received', { previews: false });
    expect(text).toBe('Ann sent you a message.');
    expect(asked.filter(({ values }) => values.includes(messageId))).toEqual([]);
  });

  test('I53: hold no body before acceptance, and no name: neither is even read', async () => {
    const { text, asked } = await told('request-received', { previews: true });
    expect([text, asked]).toEqual(['You have a new message request.', []]);
  });

  test('of an acceptance are looked up without any message', async () => {
    const { text, asked } = await told('request-accepted', { previews: true });
    expect(text).toBe('Ann accepted your message request.');
    expect(asked).toHaveLength(1);
  });

  test('that cannot be looked up are left out; the push is made', async () => {
    const { text } = await told('message-received', { previews: true, fails: true });
    expect(text).toBe('You have a new message.');
  });

  test('are none in the log, which anybody may read', async () => {
    const held = ground();
    const { words, asked } = database();
    const { channel, pushed } = channelOf(async () => 'sent');
    const { token, decide, stop } = await held.start([channel], { words });
    await decide(news({ token, atMs: held.clock.ms, kind: 'message-received' }));
    await held.until(2);
    await stop();
    expect([pushed[0]?.text, asked]).toEqual(['{name} sent you a message.', []]);
  });
});

describe('a device', () => {
  const pushedTo = async (answer: 'gone' | 'failed') => {
    const held = ground();
    const { channel, pushed } = channelOf(async () => answer, 'web-push');
    const { token, decide, stop } = await held.start([channel]);
    const atMs = held.clock.ms;
    await decide(addDevice(device, atMs));
    await decide(news({ token, atMs, channels: [], devices: true }));
    await held.until(3);
    await held.rest();
    await decide(news({ token, atMs, channels: [], devices: true, eventId: 'n2' }));
    await held.rest();
    await stop();
    return { pushed, types: (await held.events()).map(({ type }) => type) };
  };

  test('is pushed to by what it said of itself, one banner for a conversation', async () => {
    const { pushed } = await pushedTo('failed');
    const noticeId = 'n1/web-push:d1';
    expect(pushed[0]).toMatchObject({ device, noticeId, collapseId: conversationId });
    expect(pushed).toHaveLength(2);
  });

  test('that is gone for its push service is removed, and not called again', async () => {
    const { pushed, types } = await pushedTo('gone');
    expect(types).toEqual(['DeviceAdded', 'NoticeClaimed', 'NoticeFailed', 'DeviceRemoved']);
    expect(pushed).toHaveLength(1);
  });
});
