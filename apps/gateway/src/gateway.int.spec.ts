import './acts.contract';
import './silence.contract';
import { door, eventsUntil, freshId, listOf, type Person, until, write } from './gateway.int.words';

jest.setTimeout(120_000);

beforeAll(async () => door.open());
afterAll(async () => door.close());

const limitText = 'You can send up to 3 messages until this user accepts your message request.';

/** All that may be sent before an answer; the next one is refused. */
const sendAll = async (ann: Person, bob: Person): Promise<void> => {
  for (const used of [1, 2, 3]) {
    const { status, body } = await ann.ask('SendMessage', write(bob, `number ${used}`));
    expect([status, body]).toMatchObject([
      200,
      { result: 'sent', view: 'pending', used, limit: 3 },
    ]);
    expect(body.notice).toBe(used === 3 ? limitText : undefined);
  }
  const fourth = await ann.ask('SendMessage', write(bob, 'number 4'));
  expect(fourth).toMatchObject({
    status: 200,
    body: { result: 'refused', code: 'REQUEST_LIMIT_REACHED', text: limitText },
  });
};

describe('a request', () => {
  test('is three messages, then an answer, then a conversation', async () => {
    const [ann, bob] = await door.two();
    const stream = await fetch(`${door.url}/v1/notifications/stream?access_token=${ann.token}`);
    expect(stream.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');

    await sendAll(ann, bob);
    const [request] = await until(listOf(bob, 'requests'), ([found]) => found?.newMessages === 3);
    expect(request).toMatchObject({
      other: ann.id,
      name: 'Ann',
      folder: 'requests',
      state: 'request',
      notice: 'Ann account can send you up to 3 messages before you accept.',
    });
    const counts = { inbox: 0, requests: 1, hidden: 0, declined: 0 };
    expect((await bob.get('/v1/counts')).body).toEqual({
      ...counts,
      unread: { ...counts, badge: 1 },
    });

    const accepted = await bob.ask('AcceptRequest', { other: ann.id, upTo: request.newest });
    expect(accepted).toMatchObject({ status: 200, body: { result: 'done', view: 'open' } });
    const events = await eventsUntil(stream, ({ event }) => event === 'notice');
    expect(JSON.parse(events.at(-1)?.data ?? '')).toMatchObject({
      kind: 'request-accepted',
      text: 'Bob accepted your message request.',
      other: bob.id,
    });
    const [talk] = await until(listOf(bob, 'inbox'), ({ length }) => length === 1);
    expect(talk).toMatchObject({ other: ann.id, state: 'open' });
    expect(talk).not.toHaveProperty('notice');
    expect(await ann.ask('SendMessage', write(bob, 'number 4'))).toMatchObject({
      body: { result: 'sent', view: 'open' },
    });
  });

  test('that is declined lies in the declined list, and its sender is told nothing', async () => {
    const [ann, bob] = await door.two();
    await ann.ask('SendMessage', write(bob));
    await until(listOf(bob, 'requests'), ({ length }) => length === 1);
    await bob.ask('DeclineRequest', { other: ann.id });
    const [declined] = await until(listOf(bob, 'declined'), ({ length }) => length === 1);
    expect(declined).toMatchObject({ other: ann.id, state: 'declined' });
    expect(await ann.ask('SendMessage', write(bob))).toMatchObject({
      body: { result: 'sent', view: 'pending', used: 2 },
    });
    const [mine] = await until(listOf(ann, 'inbox'), ({ length }) => length === 1);
    expect(mine).toMatchObject({ other: bob.id, state: 'pending' });
  });
});

test('a conversation is read page by page, and by nobody else', async () => {
  const [ann, bob] = await door.two();
  const carol = await door.person('Carol');
  for (const text of ['one', 'two', 'three']) await ann.ask('SendMessage', write(bob, text));
  const path = `/v1/conversations/${ann.id}`;
  const whole = await until(
    async () => bob.get(path),
    ({ body }) => body.messages.length === 3,
  );
  expect(whole.body).toMatchObject({
    messages: ['three', 'two', 'one'].map((text) => ({
      text,
      from: ann.id,
      mine: false,
      attachment: null,
    })),
    next: null,
  });
  expect(JSON.stringify(whole.body)).not.toMatch(/revision/i);

  const { body: first } = await bob.get(`${path}?limit=2`);
  expect(first.messages).toEqual(whole.body.messages.slice(0, 2));
  const { body: second } = await bob.get(`${path}?limit=2&before=${first.next}`);
  expect(second).toEqual({ messages: whole.body.messages.slice(2), next: null });

  const empty = { messages: [], next: null };
  for (const other of [ann, bob])
    expect((await carol.get(`/v1/conversations/${other.id}`)).body).toEqual(empty);
  for (const list of ['inbox', 'requests', 'hidden', 'declined'])
    expect((await carol.get(`/v1/${list}`)).body).toEqual({
      conversations: [],
      position: null,
      next: null,
    });
});

describe('a command id', () => {
  test('gets the same answer again, also from a gateway that has just started', async () => {
    const [ann, bob] = await door.two();
    const id = freshId();
    const first = await ann.ask('SendMessage', write(bob), { id });
    expect(first.body).toMatchObject({ commandId: id, result: 'sent', used: 1 });
    expect((await ann.ask('SendMessage', write(bob), { id })).body).toEqual(first.body);

    const stream = await fetch(`${door.url}/v1/notifications/stream?access_token=${ann.token}`);
    await door.restartGateway();
    expect(await stream.text()).toContain('retry: 2000');
    expect((await door.call('/ready')).body).toEqual({ ready: true });
    expect((await ann.get(`/v1/commands/${id}`)).body).toEqual(first.body);
    expect((await ann.ask('SendMessage', write(bob), { id })).body).toEqual(first.body);
    expect((await bob.get(`/v1/commands/${id}`)).status).toBe(404);
    const next = await ann.ask('SendMessage', write(bob));
    expect(next.body).toMatchObject({ used: 2 });
  });

  test('is answered with 202 when nobody waits, and can be looked up', async () => {
    const [ann, bob] = await door.two();
    const id = freshId();
    const { status, body } = await ann.ask('SendMessage', write(bob), { id, waitMs: 0 });
    expect(body.commandId).toBe(id);
    expect([200, 202]).toContain(status);
    // Whoever is quick enough gets the outcome at once.
    const look = `/v1/commands/${id}`;
    expect(status === 200 ? { ...body, look } : body).toMatchObject({ commandId: id, look });
    const found = await until(
      async () => ann.get(`/v1/commands/${id}`),
      (one) => one.status === 200,
    );
    expect(found.body).toMatchObject({ commandId: id, result: 'sent' });
  });

  test('belongs to one content', async () => {
    const [ann, bob] = await door.two();
    const id = freshId();
    await ann.ask('SendMessage', write(bob), { id });
    expect(await ann.ask('SendMessage', write(bob, 'bye'), { id })).toMatchObject({
      status: 409,
      body: { code: 'ID_REUSED' },
    });
  });
});

test('the twenty-first attempt within a minute is slowed down, but a block passes', async () => {
  const [ann, bob] = await door.two();
  const attempts = Array.from({ length: 20 }, async () => ann.ask('SendMessage', write(bob)));
  const taken = await Promise.all(attempts);
  expect(taken.map(({ status }) => status)).toEqual(Array(20).fill(200));
  expect(taken.filter(({ body }) => body.result === 'sent')).toHaveLength(3);

  const { status, body, headers } = await ann.ask('SendMessage', write(bob));
  expect([status, body.code]).toEqual([429, 'SLOW_DOWN']);
  expect(body.retryAtMs).toBeGreaterThan(Date.now());
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await ann.ask('BlockAccount', { other: bob.id })).toMatchObject({
    status: 200,
    body: { result: 'done', view: 'blocked' },
  });
});

test('a stream goes on where it broke off', async () => {
  const [ann, bob] = await door.two();
  const headers = { authorization: `Bearer ${bob.token}` };
  const listen = async (more: Readonly<Record<string, string>> = {}) =>
    fetch(`${door.url}/v1/notifications/stream`, { headers: { ...headers, ...more } });

  const first = await listen();
  await ann.ask('SendMessage', write(bob, 'one'));
  const [hint] = await eventsUntil(first, ({ event }) => event === 'inbox');
  expect(JSON.parse(hint?.data ?? '')).toEqual({
    conversationId: expect.any(String) as string,
    folder: 'requests',
  });
  await ann.ask('SendMessage', write(bob, 'two'));
  await until(listOf(bob, 'requests'), ([found]) => found?.newMessages === 2);
  const missed = await until(
    async () => eventsUntil(await listen({ 'last-event-id': hint?.id ?? '' }), () => true),
    (events) => events.length > 0,
  );
  expect(missed.every(({ id }) => id !== hint?.id)).toBe(true);
});
