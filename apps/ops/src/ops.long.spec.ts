import { conversationIdOf } from '@vestibule/contracts';
import { jsonLines, openStack, until, vestibule, type Ran } from './ops.words';

let stack: Awaited<ReturnType<typeof openStack>>;
let [ann, bob] = ['', ''];

jest.setTimeout(120_000);

beforeAll(async () => {
  stack = await openStack();
  [ann, bob] = [await stack.makePerson(), await stack.makePerson()];
});
afterAll(async () => stack.close());

const run = async (...words: readonly string[]): Promise<Ran> =>
  vestibule([...words, '--stack', stack.stackFile]);

const writes = async (from: string, to: string, text: string) =>
  stack.asks([from, to], 'SendMessage', { kind: 'text', text });

describe('history', () => {
  const secret = 'something private';

  beforeAll(async () => {
    await writes(ann, bob, secret);
    await stack.asks([bob, ann], 'DeclineRequest');
    await writes(ann, bob, secret);
    await writes(ann, bob, secret);
    await writes(ann, bob, secret);
    await stack.asks([bob, ann], 'BlockAccount');
  });

  test('tells who did what, why, and how the pair stood, but nothing that was written', async () => {
    const { code, out, err } = await run('history', ann, bob);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/ 0 .*A > B .*sent text .*1\/3 .*REQUEST from A .*pending .*request/);
    expect(out).toMatch(/ 1 .*B > A .*declined .*DECLINED from A .*pending .*declined/);
    expect(out).toMatch(/ 2 .*A > B .*suppressed: DECLINED .*2\/3/);
    expect(out).toMatch(/ 4 .*A > B .*refused: REQUEST_LIMIT_REACHED/);
    expect(out).toMatch(/ 5 .*B > A .*blocked .*BLOCKED .*pending .*blocked/);
    expect(out).not.toContain(secret);
    expect(out).not.toContain('\u001b');
  });

  test('finds the conversation by its id too, and ends where it is told', async () => {
    const id = conversationIdOf(ann, bob);
    const [document] = jsonLines(await run('history', id, '--last', '2', '--json'));
    expect(document).toMatchObject({
      conversationId: id,
      total: 6,
      broken: null,
      events: [
        { revision: 4, type: 'SendRefused', reason: 'REQUEST_LIMIT_REACHED', used: 3, limit: 3 },
        {
          revision: 5,
          by: bob,
          phase: { phase: 'BLOCKED' },
          views: { [ann]: 'pending', [bob]: 'blocked' },
        },
      ],
    });
    expect(JSON.stringify(document)).not.toContain(secret);
  });

  test('shows what was written when it is asked to', async () => {
    const { out } = await run('history', ann.toUpperCase(), bob, '--bodies');
    expect(out.split(secret)).toHaveLength(4);
  });

  test('says so when there is none', async () => {
    const { code, out, err } = await run('history', ann);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(`The stream pair-${ann} has no events.`);
  });
});

describe('rebuild', () => {
  test.each(['inbox', 'accounts', 'insight'])(
    '%s is equal, switches, and tells nobody',
    async (view) => {
      const before = await stack.quietEnds();
      const ran = await run('rebuild', view, '--json');
      expect(ran.code).toBe(0);
      const [report] = jsonLines(ran);
      expect(report).toMatchObject({
        view,
        equal: true,
        switched: true,
        stuck: 0,
        difference: null,
      });
      expect(report?.['digest']).toBe(report?.['liveDigest']);
      expect(report?.['rows']).toBeGreaterThan(2);
      expect(await stack.ends()).toEqual(before);
    },
  );
});

describe('dlq', () => {
  const queue = 'dm.commands.v1.identity.dlq';
  const poison = 'this is no JSON';

  beforeAll(async () => {
    const headers = { ce_specversion: '1.0', ce_type: 'SendMessage', ce_source: '/careless' };
    const record = { topic: 'dm.commands.v1', key: 'some key', headers };
    await stack.topics.send([
      { ...record, value: poison },
      { ...record, value: Buffer.from([0xff, 0xfe, 0x00]) },
    ]);
    await until('two letters', async () => {
      const [end = 0n] = await stack.topics.ends(queue);
      return end >= 2n || undefined;
    });
  });

  test('ls counts letters and reasons', async () => {
    const { code, out } = await run('dlq', 'ls');
    expect(code).toBe(0);
    const [, first] = out.split('\n');
    expect(first).toMatch(/^dm\.commands\.v1\.identity\.dlq +2 .*NOT_/);
    const queues = jsonLines(await run('dlq', 'ls', '--group', 'identity', '--json'));
    expect(queues).toContainEqual(
      expect.objectContaining({ topic: queue, group: 'identity', exists: true, depth: 2 }),
    );
    expect(queues.every(({ group }) => group === 'identity')).toBe(true);
  });

  test('show tells why and where, and values only when asked to', async () => {
    const { code, out } = await run('dlq', 'show', queue);
    expect(code).toBe(0);
    expect(out).toContain('NOT_UTF8');
    expect(out).toContain('dm.commands.v1, partition');
    expect(out).toContain(`${poison.length} bytes`);
    expect(out).toContain('/careless');
    expect(out).not.toContain(poison);
    expect((await run('dlq', 'show', queue, '--values')).out).toContain(poison);
  });

  test('show gives one document per letter', async () => {
    const letters = jsonLines(await run('dlq', 'show', queue, '--json', '--values'));
    expect(letters).toHaveLength(2);
    expect(letters).toContainEqual(
      expect.objectContaining({
        reason: 'NOT_UTF8',
        key: { text: 'some key' },
        bytes: 3,
        value: { hex: 'fffe00' },
        headers: expect.objectContaining({ ce_type: { text: 'SendMessage' } }),
        source: expect.objectContaining({ topic: 'dm.commands.v1' }),
      }),
    );
    expect(jsonLines(await run('dlq', 'show', queue, '--json', '--last', '1'))).toHaveLength(1);
  });
});

describe('what was counted', () => {
  test('reports are told with their evidence, the funnel with true reasons', async () => {
    await stack.asks([bob, ann], 'ReportAccount', { reason: 'spam', messageIds: [] });
    await stack.quietEnds();
    const [standing] = jsonLines(await run('reports', 'ls', '--json'));
    expect(standing).toMatchObject({ reported: [{ account: ann, reporters: 1 }], blockers: [] });
    const [found] = jsonLines(await run('reports', 'show', ann, '--bodies', '--json'));
    expect(found).toMatchObject({
      reporter: bob,
      exhibits: [{ takenBack: false, body: { text: 'something private' } }],
    });
    const { code, out } = await run('funnel');
    expect(code).toBe(0);
    expect(out).toMatch(/MessageSuppressed +DECLINED/);
  });

  test('every stored decision is decided again as it was', async () => {
    const { code, out } = await run('self-check');
    expect([code, out.trim().split('\n').at(-1)]).toEqual([0, 'difference 0']);
  });
});
