import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import { broker, closeAll, madeTopic, unique } from './kafka.words';

afterEach(closeAll);

const run = promisify(execFile);
const python = '/usr/bin/python3';

const isThere = (program: string, ...args: readonly string[]): boolean => {
  try {
    execFileSync(program, [...args], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** Runs a program with its input; resolves with what it said on stdout. */
const said = async (program: string, args: readonly string[], input = ''): Promise<string> => {
  const running = run(program, [...args], { timeout: 15_000 });
  running.child.stdin?.end(input);
  return (await running).stdout;
};

const withKcat = isThere('kcat', '-V') ? test : test.skip;
const withPython = isThere(python, '-c', 'import kafka') ? test : test.skip;

describe('kcat', () => {
  withKcat('lists, and produces and consumes with keys, headers and every codec', async () => {
    const { url } = await broker();
    const topic = await madeTopic(url, 2);
    expect(await said('kcat', ['-b', url, '-L', '-t', topic])).toContain('with 2 partitions');
    const codecs = ['none', 'gzip', 'snappy', 'lz4', 'zstd'];
    for (const codec of codecs)
      await said(
        'kcat',
        ['-b', url, '-P', '-t', topic, '-p', '0', '-K:', '-z', codec, '-H', 'h=1'],
        `k:${codec}\n`,
      );
    const told = await said('kcat', [
      '-b',
      url,
      '-C',
      '-t',
      topic,
      '-p',
      '0',
      '-e',
      '-q',
      '-f',
      '%k %s %h\n',
    ]);
    expect(told.trim().split('\n')).toEqual(codecs.map((codec) => `k ${codec} h=1`));
  });

  withKcat('reads as a group, and resumes where it committed', async () => {
    const { url } = await broker();
    const topic = await madeTopic(url);
    const [group, lines] = [unique('group'), (n: number) => 'x\n'.repeat(n)];
    await said('kcat', ['-b', url, '-P', '-t', topic, '-X', 'enable.idempotence=true'], lines(5));
    const read = async (count: string) =>
      said('kcat', [
        '-b',
        url,
        '-G',
        group,
        '-q',
        '-c',
        count,
        '-f',
        '%o ',
        '-X',
        'auto.offset.reset=earliest',
        topic,
      ]);
    expect(await read('3')).toBe('0 1 2 ');
    expect(await read('2')).toBe('3 4 ');
  });
});

const script = `
import sys
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer
from kafka.admin import NewTopic
url, topic = sys.argv[1], sys.argv[2]
admin = KafkaAdminClient(bootstrap_servers=url)
admin.create_topics([NewTopic(topic, 3, 1)])
producer = KafkaProducer(bootstrap_servers=url)
for i in range(30):
    producer.send(topic, key=b"k%d" % i, value=b"v%d" % i, headers=[("h", b"\\x00\\xff")])
producer.flush()
consumer = KafkaConsumer(topic, bootstrap_servers=url, group_id="python-" + topic,
                         auto_offset_reset="earliest", consumer_timeout_ms=8000)
seen = []
for record in consumer:
    seen.append(record.value)
    assert record.headers == [("h", b"\\x00\\xff")]
    if len(seen) == 30: break
consumer.close()
print(len(set(seen)), [g for g, _ in admin.list_consumer_groups()])
admin.delete_topics([topic])
print(topic in admin.list_topics())
`;

describe('python3-kafka', () => {
  withPython('creates a topic, produces, reads as a group, and deletes it', async () => {
    const { url } = await broker();
    const topic = unique('python');
    const told = await said(python, ['-c', script, url, topic]);
    expect(told.trim().split('\n')).toEqual([`30 ['python-${topic}']`, 'False']);
  });
});
