import { jsonLines, openStack, until, vestibule, type Ran } from './ops.words';

let stack: Awaited<ReturnType<typeof openStack>>;

jest.setTimeout(120_000);

beforeAll(async () => {
  stack = await openStack();
});
afterAll(async () => stack.close());

const run = async (...words: readonly string[]): Promise<Ran> =>
  vestibule([...words, '--stack', stack.stackFile]);

const writes = async (from: string, to: string, text: string) =>
  stack.asks([from, to], 'SendMessage', { kind: 'text', text });

test('a rebuild stays equal while messages go on being written, and none is lost', async () => {
  const [cid, dan] = [await stack.makePerson(), await stack.makePerson()];
  await writes(cid, dan, 'hello');
  await writes(dan, cid, 'hello yourself');
  const sent: string[] = [];
  const stop = new AbortController();
  const traffic = async () => {
    while (!stop.signal.aborted) sent.push(await writes(cid, dan, `message ${sent.length}`));
  };
  const writing = traffic();
  const { code, out } = await run('rebuild', 'inbox');
  stop.abort();
  await writing;
  expect(out).toContain('equal, byte for byte');
  expect(code).toBe(0);
  expect(sent.length).toBeGreaterThan(3);
  await until('the last message in the read model', async () => {
    const rows = await stack.rows.query<{ id: string }>(
      'select message_id as id from inbox.messages where message_id = any($1)',
      [sent],
    );
    return rows.length === sent.length || undefined;
  });
  expect(await run('rebuild', 'inbox', '--dry-run')).toMatchObject({ code: 0 });
});

test('a rebuild finds a falsified row, and replaces it only by force', async () => {
  await stack.quietEnds();
  const forged = 'never written by anybody';
  await stack.rows.query(
    `update inbox.messages set body = $1
     where message_id = (select message_id from inbox.messages limit 1)`,
    [JSON.stringify({ text: forged, attachment: null })],
  );
  const told = await run('rebuild', 'inbox');
  expect(told.code).toBe(1);
  expect(told.out).toMatch(/not equal: row \d+ of messages differs in body/);
  expect(told.out).toContain('people see the live one still');
  expect(told.out).not.toContain(forged);

  const shown = await run('rebuild', 'inbox', '--json', '--values');
  expect(shown.code).toBe(1);
  const [report] = jsonLines(shown);
  expect(report).toMatchObject({
    equal: false,
    switched: false,
    difference: { table: 'messages', kind: 'unlike', columns: ['body'] },
    rowsUnlike: { live: expect.stringContaining(forged) },
  });

  expect(await run('rebuild', 'inbox', '--force')).toMatchObject({ code: 0 });
  expect(await run('rebuild', 'inbox')).toMatchObject({ code: 0 });
});
