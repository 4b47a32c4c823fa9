import { commandNames } from './commands/command';
import { type Answer, DoorStep, freshId, type Person } from './gateway.int.words';
import { type RefusalCode, refusals } from './refusal';

jest.setTimeout(60_000);

const door = new DoorStep();
let ann: Person;
let bob: Person;

// What the door refuses, it refuses alone: no other service is there to decide.
beforeAll(async () => {
  await door.open(['gateway']);
  [ann, bob] = [await door.person('Ann'), await door.person('Bob')];
});
afterAll(async () => door.close());

const dayMs = 86_400_000;
const hello = () => ({ other: bob.id, kind: 'text', text: 'hello' });
const sendAs = async (id: string) => ann.ask('SendMessage', hello(), { id });

/** A body as no client of ours would send it. */
const post = async (body: string | Buffer, type = 'application/json') =>
  door.call('/v1/commands/SendMessage', {
    method: 'POST',
    headers: { authorization: `Bearer ${ann.token}`, 'content-type': type },
    body,
  });

// prettier-ignore
const cases: readonly (readonly [string, RefusalCode, () => Promise<Answer>])[] = [
  ['nobody',                          'UNAUTHENTICATED',   async () => door.call('/v1/inbox')],
  ['a token that is made up',         'UNAUTHENTICATED',   async () => door.call('/v1/inbox', { headers: { authorization: 'Bearer a.b.c' } })],
  ['a token where none is taken',     'UNAUTHENTICATED',   async () => door.call(`/v1/inbox?access_token=${ann.token}`)],
  ['a stream without a token',        'UNAUTHENTICATED',   async () => door.call('/v1/notifications/stream')],
  ['acting for another',              'ACTOR_MISMATCH',    async () => ann.ask('BlockAccount', { actor: bob.id, other: ann.id })],
  ['a message to oneself',            'INVALID_RECIPIENT', async () => ann.ask('SendMessage', { ...hello(), other: ann.id })],
  ['a conversation with oneself',     'INVALID_RECIPIENT', async () => ann.get(`/v1/conversations/${ann.id}`)],
  ['a field too many',                'BAD_SCHEMA',        async () => ann.ask('BlockAccount', { other: bob.id, loudly: true })],
  ['a command for services',          'UNKNOWN_TYPE',      async () => ann.ask('SetStanding', { standing: 'active' })],
  ['an id that is no UUIDv7',         'BAD_SCHEMA',        async () => sendAs(bob.id)],
  ['an id of yesterday',              'EXPIRED',           async () => sendAs(freshId(Date.now() - dayMs))],
  ['an id of tomorrow',               'FUTURE',            async () => sendAs(freshId(Date.now() + dayMs))],
  ['to wait for ever',                'BAD_SCHEMA',        async () => ann.ask('SendMessage', hello(), { waitMs: 30_001 })],
  ['half a body',                     'NOT_JSON',          async () => post('{')],
  ['a body that is not UTF-8',        'NOT_UTF8',          async () => post(Buffer.from('{"a":"\xe9"}', 'latin1'))],
  ['a body that hides a prototype',   'BAD_SCHEMA',        async () => post('{"__proto__":{}}')],
  ['a body nine levels deep',         'TOO_DEEP',          async () => post(`{"text":${'['.repeat(9)}${']'.repeat(9)}}`)],
  ['a form',                          'JSON_ONLY',         async () => post('text=hello', 'application/x-www-form-urlencoded')],
  ['too much',                        'TOO_LARGE',         async () => post(JSON.stringify({ ...hello(), text: 'x'.repeat(32_768) }))],
  ['to tell of a kind nobody knows',  'BAD_SCHEMA',        async () => ann.get(`/v1/accounts/${bob.id}/may-i-write?kind=song`)],
  ['to tell what half a message does', 'BAD_SCHEMA',       async () => ann.post('/v1/may-i-write', { other: bob.id, kind: 'text' })],
  ['many answers without a position', 'BAD_SCHEMA',        async () => ann.post('/v1/requests/answers', { answer: 'accept' })],
  ['many answers of yesterday',       'EXPIRED',           async () => ann.post('/v1/requests/answers', { answer: 'accept', position: 'p1' }, freshId(Date.now() - dayMs))],
  ['to wait for what nobody asks',    'BAD_CURSOR',        async () => ann.get('/v1/inbox?after=soon')],
  ['a page that never was',           'BAD_CURSOR',        async () => ann.get('/v1/inbox?before=x')],
  ['too long a page',                 'BAD_SCHEMA',        async () => ann.get('/v1/inbox?limit=201')],
  ['a conversation with no account',  'BAD_SCHEMA',        async () => ann.get('/v1/conversations/bob')],
  ['a command nobody asked',          'NOT_FOUND',         async () => ann.get(`/v1/commands/${freshId()}`)],
  ['what is not there',               'NOT_FOUND',         async () => ann.get('/v2/inbox')],
  ['a path that cannot be read',      'NOT_FOUND',         async () => ann.get('/v1/conversations/%E0%A4%A')],
  ['reading before there is a table', 'BUSY',              async () => ann.get('/v1/inbox')],
];

test.each(cases)('the door refuses %s: %s', async (_, code, call) => {
  const { status, body, headers } = await call();
  expect(body).toMatchObject({ code, text: refusals[code].text });
  expect(status).toBe(refusals[code].status);
  expect(JSON.stringify(body)).not.toMatch(/\.ts|node_modules|stack/);
  expect(headers.get('cache-control')).toBe('no-store');
});

test('who has no token is told how to show one', async () => {
  const { headers } = await door.call('/v1/inbox');
  expect(headers.get('www-authenticate')).toBe('Bearer realm="vestibule"');
});

test('a busy door says when to come again', async () => {
  const { headers } = await ann.get('/v1/inbox');
  expect(headers.get('retry-after')).toBe('2');
});

test('a command that nobody decides is undecided, and found again', async () => {
  const id = freshId();
  const undecided = { commandId: id, status: 'undecided', look: `/v1/commands/${id}` };
  const asked = await ann.ask('SendMessage', hello(), { id, waitMs: 0 });
  expect([asked.status, asked.body]).toEqual([202, expect.objectContaining(undecided)]);
  const found = await ann.get(`/v1/commands/${id}`);
  expect([found.status, found.body]).toEqual([202, asked.body]);
  expect((await bob.get(`/v1/commands/${id}`)).status).toBe(404);
});

test('a door without tables is alive, but not ready', async () => {
  expect((await door.call('/live')).body).toEqual({ live: true });
  const { status, body } = await door.call('/ready');
  expect([status, body.detail]).toEqual([503, 'the database does not answer']);
});

test('the door tells everybody what it offers, and operators how it is', async () => {
  const { body: document } = await door.call('/openapi.json');
  const paths = commandNames.map((type) => `/v1/commands/${type}`);
  expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(paths));
  const { body: figures } = await door.call('/metrics');
  expect(figures.includes('route="/v1/commands/:type",status="400"')).toBe(true);
  expect(/[0-9a-f]{8}-[0-9a-f]{4}-/.exec(figures)).toBeNull();
});
