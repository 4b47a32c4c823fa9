import { topicsFor } from '@vestibule/contracts';
import { spawnKafka } from '@vestibule/local-kafka';
import { kafkaTopics } from '@vestibule/topics';
import { freePort } from '../../../tools/stack/ports';
import { jsonLines, temporaryFolder, vestibule } from './ops.words';

jest.setTimeout(90_000);

const all = topicsFor();
const [first] = all;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let port = 0;
let [url, server]: [string, Awaited<ReturnType<typeof spawnKafka>> | undefined] = ['', undefined];

beforeAll(async () => {
  folder = await temporaryFolder();
  ({ port } = await freePort(0));
  url = `127.0.0.1:${port}`;
});
afterAll(async () => {
  await server?.close();
  await folder.remove();
});

const run = async (...words: readonly string[]) => vestibule(words, { KAFKA_BROKERS: url });

test('create gives up on a broker that never comes', async () => {
  const { code, out, err } = await run('topics', 'create', '--wait', '5');
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain('waiting for the broker');
  expect(err).toContain(String(port));
});

test('create waits for the broker, with its address as the only setting', async () => {
  const creating = run('topics', 'create');
  server = await spawnKafka({ port, data: folder.path });
  const { code, out } = await creating;
  expect(code).toBe(0);
  expect(out).toContain(`created ${first?.name}\n`);
  expect(out).toContain(`${all.length} topics created, 0 were there`);
});

test('create again makes none', async () => {
  const { code, out } = await run('topics', 'create');
  expect([code, out]).toEqual([0, `0 topics created, ${all.length} were there\n`]);
});

describe('on a broker with some topics, made by another hand', () => {
  beforeAll(async () => {
    await server?.close();
    await folder.remove();
    folder = await temporaryFolder();
    server = await spawnKafka({ port, data: folder.path });
    const topics = kafkaTopics({ brokers: [url], clientId: 'another-hand' });
    await topics.create(all.slice(0, 1).map((settings) => ({ ...settings, retentionMs: 60_000 })));
    await topics.close();
  });

  test('ls fails, and tells which are missing and which drifted', async () => {
    const { code, out, err } = await run('topics', 'ls');
    expect(code).toBe(1);
    expect(err).toContain(`${all.length - 1} topics are missing`);
    expect(out).toMatch(/^dm\.commands\.v1 .*drifted$/m);
    expect(out).toContain('dm.commands.v1: retention.ms is 60000');
    expect(out).toMatch(/^gating\.events\.v1 .*missing$/m);
  });

  test('create makes the others, and tells what drifted without touching it', async () => {
    const ran = await run('topics', 'create', '--json');
    expect(ran.code).toBe(0);
    const [document] = jsonLines(ran);
    expect(document).toMatchObject({
      existing: [first?.name],
      drift: [expect.stringContaining('retention.ms')],
    });
    expect(document?.['created']).toHaveLength(all.length - 1);
    expect(await run('topics', 'ls')).toMatchObject({ code: 0, err: '' });
  });
});
