import { door, listOf, type Person, until, write } from './gateway.int.words';

const position = async (person: Person, list = 'requests'): Promise<string> =>
  (await person.get(`/v1/${list}`)).body.position;

/** Somebody whom everybody may write to, and some who do. */
const flooded = async (count: number): Promise<readonly [Person, readonly Person[]]> => {
  const [bob, ...senders] = await Promise.all(
    ['Bob', ...Array.from({ length: count }, (_, index) => `Ann ${index}`)].map(async (name) =>
      door.person(name),
    ),
  );
  if (!bob) throw new Error('Nobody is there.');
  const open = async () => bob.ask('ChangeSettings', { setting: 'everyone' });
  await until(open, ({ body }) => body.result === 'done' || body.result === 'unchanged');
  for (const sender of senders)
    await until(
      async () => sender.ask('SendMessage', write(bob)),
      ({ body }) => body.result === 'sent',
    );
  await until(listOf(bob, 'requests'), ({ length }) => length === count);
  return [bob, senders];
};

describe('many requests at once', () => {
  test('seed 46, edge 69: are declined up to a position, planned first, and taken back in one step', async () => {
    const [bob, senders] = await flooded(3);
    const upTo = await position(bob);
    await senders[0]?.ask('SendMessage', write(bob, 'one more'));
    await until(listOf(bob, 'requests'), (found) =>
      found.some(({ newMessages }: { newMessages: number }) => newMessages === 2),
    );

    const body = { answer: 'decline', position: upTo };
    const plan = await bob.post('/v1/requests/answers', { ...body, dryRun: true });
    expect(plan.body).toMatchObject({ more: false, answers: [{ status: 'planned' }, {}] });
    expect(await listOf(bob, 'requests')()).toHaveLength(3);

    const done = await bob.post('/v1/requests/answers?waitMs=20000', body);
    const { bulkId, answers } = done.body;
    expect(answers).toHaveLength(2);
    for (const one of answers)
      expect(one).toMatchObject({
        status: 'decided',
        commandId: one.outcome.commandId,
        outcome: { command: 'DeclineRequest', result: 'done', view: 'declined' },
      });
    const [kept] = await until(listOf(bob, 'requests'), ({ length }) => length === 1);
    expect(kept.other).toBe(senders[0]?.id);
    const again = await bob.post('/v1/requests/answers', body, bulkId);
    expect(again.body).toEqual({ bulkId, answers: [], more: false, next: null });

    await bob.ask('DeclineRequest', { other: kept.other });
    await until(listOf(bob, 'declined'), ({ length }) => length === 3);
    const undone = await bob.post(`/v1/requests/answers/${bulkId}/undo?waitMs=20000`, {});
    expect(undone.body).toMatchObject({
      more: false,
      answers: [{ outcome: { command: 'RestoreRequest', result: 'done' } }, {}],
    });
    await until(listOf(bob, 'requests'), ({ length }) => length === 2);
    const [own] = await listOf(bob, 'declined')();
    expect(own.other).toBe(kept.other);
  });

  test('are accepted alike, and what came behind the position is not', async () => {
    const [bob] = await flooded(2);
    const accepted = await bob.post('/v1/requests/answers?waitMs=20000', {
      answer: 'accept',
      position: await position(bob),
    });
    expect(accepted.body.answers.map(({ outcome }: never) => outcome)).toMatchObject([
      { command: 'AcceptRequest', view: 'open' },
      { command: 'AcceptRequest', view: 'open' },
    ]);
    await until(listOf(bob, 'inbox'), ({ length }) => length === 2);
  });

  test.each([
    ['no answer', { position: 'p1' }, 'BAD_SCHEMA'],
    ['no position', { answer: 'accept' }, 'BAD_SCHEMA'],
    ['a way to accept', { answer: 'accept', how: 'delete', position: 'p1' }, 'BAD_SCHEMA'],
    ['a field too many', { answer: 'accept', position: 'p1', all: true }, 'BAD_SCHEMA'],
    ['a position that never was', { answer: 'accept', position: '7' }, 'BAD_CURSOR'],
  ])('are refused with %s', async (_, body, code) => {
    const bob = await door.person('Bob');
    const refused = await bob.post('/v1/requests/answers', body);
    expect([refused.status, refused.body.code]).toEqual([400, code]);
  });
});

describe('one’s own lists', () => {
  test('seed 38, 39, 40: are read, muted, cleared and searched at the door', async () => {
    const [bob, [ann]] = await flooded(1);
    const other = ann?.id ?? '';
    const [request] = await listOf(bob, 'requests')();
    expect(request).toMatchObject({ unread: 1, muted: null });
    const found = await bob.get('/v1/people?search=an');
    expect(found.body.people).toMatchObject([{ other, folder: 'requests' }]);

    const read = await bob.ask('MarkRead', { other, upTo: request.newest });
    expect(read.body).toMatchObject({ command: 'MarkRead', result: 'done', actor: bob.id });
    const muted = await bob.ask('MuteConversation', { other, forever: true });
    const after = `/v1/requests?after=${muted.body.commandId}`;
    expect((await bob.get(after)).body.conversations).toMatchObject([
      { unread: 0, muted: { untilMs: null } },
    ]);
    const again = await bob.ask('MuteConversation', { other, forever: true });
    expect(again.body).toMatchObject({ result: 'unchanged', code: 'ALREADY_SO' });
    const nothing = await bob.ask('DeleteForMe', { other, messageId: other });
    expect(nothing.body).toMatchObject({ result: 'unchanged', code: 'NO_MESSAGE' });
    const cleared = await bob.ask('ClearForMe', { other, upTo: request.newest });
    const counts = await bob.get(`/v1/counts?after=${cleared.body.commandId}`);
    expect(counts.body).toMatchObject({ requests: 0, unread: { badge: 0 } });
  });

  test('edge 83: show what a command has done to whoever waits for it', async () => {
    const [bob, [ann]] = await flooded(1);
    const { body } = await bob.ask('AcceptRequest', { other: ann?.id });
    const inbox = await bob.get(`/v1/inbox?after=${body.commandId}`);
    expect(inbox.body.conversations).toMatchObject([{ other: ann?.id, state: 'open' }]);
    const there = await bob.get(`/v1/requests?after=${inbox.body.position}`);
    expect(there.body).toMatchObject({ conversations: [] });
  });

  test('edge 53: an open chat with an account that was deleted stays, without its name', async () => {
    const [bob, [ann]] = await flooded(2);
    const open = { other: ann?.id };
    await bob.ask('AcceptRequest', open);
    const senders = (await bob.get('/v1/requests')).body.conversations;
    expect(senders.length).toBeGreaterThan(0);
    await ann?.ask('DeleteAccount', {});
    const gone = async () => (await bob.get('/v1/counts')).body;
    await until(gone, ({ inbox, requests }) => inbox === 1 && requests === 1);
    const messages = await bob.get(`/v1/conversations/${ann?.id}`);
    expect(messages.body.messages).toMatchObject([{ text: 'hello', mine: false }]);
  });
});

describe('what a person reads of a request', () => {
  test('edge 79, edge 90: is dead links before the yes, and what was not kept after a no', async () => {
    const [ann, bob] = await door.two();
    const read = async (reader: Person, other: Person, after = '') =>
      (await reader.get(`/v1/conversations/${other.id}${after}`)).body.messages;
    await ann.ask('SendMessage', write(bob, 'see https://example.com'));
    const [before] = await until(
      async () => read(bob, ann),
      (found) => found.length === 1,
    );
    expect(before).toMatchObject({ text: 'see https://example.com', links: 'inert' });

    await bob.ask('DeclineRequest', { other: ann.id });
    await until(listOf(bob, 'declined'), ({ length }) => length === 1);
    await ann.ask('SendMessage', write(bob, 'lost'));
    const { body } = await bob.ask('AcceptRequest', { other: ann.id });
    const [notice, { links, ...message }] = await read(bob, ann, `?after=${body.commandId}`);
    expect(notice).toEqual({
      kind: 'notice',
      text: 'Messages sent after you declined were not kept for you.',
      atMs: expect.any(Number) as number,
    });
    expect({ ...message, links: 'inert' }).toEqual(before);
    expect(links).toBeUndefined();

    const hers = await until(
      async () => read(ann, bob),
      (found) => found.length > 1,
    );
    expect(hers).toMatchObject([{ text: 'lost' }, { text: 'see https://example.com' }]);
    expect(hers).toHaveLength(2);
    expect(JSON.stringify(hers)).not.toMatch(/inert|kept/u);
  });
});

test('what is notified is chosen and read at the door, and devices keep their secrets', async () => {
  const ann = await door.person('Ann');
  const chosen = await ann.ask('ChangePreferences', { previews: true });
  expect(chosen.body).toMatchObject({ command: 'ChangePreferences', result: 'done' });
  expect((await ann.get('/v1/preferences')).body).toEqual({
    requests: true,
    messages: true,
    acceptances: true,
    previews: true,
  });
  const deviceId = ann.id;
  const keys = { p256dh: `B${'A'.repeat(86)}`, auth: 'A'.repeat(22) };
  const device = { deviceId, endpoint: 'https://push.example/1', ...keys };
  expect((await ann.ask('AddDevice', device)).body).toMatchObject({ result: 'done' });
  expect((await ann.get('/v1/devices')).body).toEqual({ devices: [{ deviceId }] });
  expect((await ann.ask('RemoveDevice', { deviceId })).body).toMatchObject({ result: 'done' });
  expect((await ann.get('/v1/devices')).body).toEqual({ devices: [] });
});

test('seed 43, 44, 45: a sender reads figures that name nobody, and none for few', async () => {
  const [ann, bob] = await door.two();
  await ann.ask('SendMessage', write(bob));
  const figures = await ann.get('/v1/insights');
  expect(figures).toMatchObject({
    status: 200,
    body: { all: null, byOpener: [], byHour: [], byWeek: [], open: null, imported: 0 },
  });
});

describe('may I write?', () => {
  test('seed 21: says what sending then says, with what is left', async () => {
    const [bob, [ann]] = await flooded(1);
    const path = `/v1/accounts/${bob.id}/may-i-write`;
    const asked = await ann?.get(path);
    expect(asked?.body).toMatchObject({ remaining: 1, button: 'send-message' });
    const text = await ann?.post('/v1/may-i-write', write(bob));
    expect(text?.body).toEqual(asked?.body);
    expect(asked?.headers.get('ratelimit')).toMatch(/^"request";r=1, "new-recipient\.PT1H";r=39/);

    const sent = await ann?.ask('SendMessage', write(bob));
    const { commandId, command, actor, messageId, volume, ...answer } = sent?.body ?? {};
    const { volume: foretold, ...before } = asked?.body.answer ?? {};
    expect(before).toEqual(answer);
    const left = (all: readonly { readonly left: number }[]) => all.map((one) => one.left);
    expect(left(volume)).toEqual(left(foretold));
    expect([commandId, command, actor]).toEqual([messageId, 'SendMessage', ann?.id]);
    expect(sent?.headers.get('ratelimit')).toMatch(/^"request";r=1, /);
    const quota = await ann?.get('/v1/quota');
    expect(left(quota?.body.volume)).toEqual(left(volume));
  });

  test.each([
    ['oneself', async (ann: Person) => ann.get(`/v1/accounts/${ann.id}/may-i-write`)],
    ['oneself, with a text', async (ann: Person) => ann.post('/v1/may-i-write', write(ann))],
  ])('to %s is refused as sending is', async (_, call) => {
    const refused = await call(await door.person('Ann'));
    expect([refused.status, refused.body.code]).toEqual([400, 'INVALID_RECIPIENT']);
  });

  test('is answered as often a minute as one may try to send, and then later', async () => {
    const [ann, bob] = await Promise.all([door.person('Ann'), door.person('Bob')]);
    const path = `/v1/accounts/${bob.id}/may-i-write`;
    await until(
      async () => ann.get('/v1/quota'),
      ({ status }) => status === 200,
    );
    const asked = await Promise.all(Array.from({ length: 21 }, async () => ann.get(path)));
    expect(asked.filter(({ status }) => status === 200)).toHaveLength(20);
    expect(asked.find(({ status }) => status !== 200)).toMatchObject({
      status: 429,
      body: { code: 'SLOW_DOWN', retryAtMs: expect.any(Number) as number },
    });
  });

  test('to an account that is not there reads as any that takes no messages', async () => {
    const ann = await door.person('Ann');
    const path = '/v1/accounts/0b8f6a52-3c1d-4e7a-9f20-6d1c52a7e901/may-i-write';
    const told = await until(
      async () => ann.get(path),
      ({ body }) =>
        body.answer?.code !== 'SENDER_RESTRICTED' && body.answer?.code !== 'PHONE_REQUIRED',
    );
    expect(told.body).toMatchObject({
      answer: { result: 'refused', code: 'NOT_ACCEPTING_MESSAGES' },
      button: 'none',
    });
  });
});
