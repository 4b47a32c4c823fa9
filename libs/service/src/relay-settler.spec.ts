import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { topic } from '@vestibule/contracts';
import { type Position, type Recorded, memoryStreams } from '@vestibule/streams';
import { memoryTopics } from '@vestibule/topics';
import { counting } from './handle.words';
import { logger } from './logger';
import { metrics } from './metrics';
import { relay } from './relay';
import { type AnyService, say } from './service';
import type { Settler } from './settler';
import { system } from './system';

class Counted {
  readonly total!: number;
}

const events = topic({
  name: 'test.events.v1',
  key: 'account',
  writers: [],
  readers: [],
  audience: 'services',
  partitions: 1,
  retentionMs: 1_000_000,
  logAppendTime: false,
  strict: false,
  coordinates: true,
  messages: { Counted },
});

/** Something is open from the first event of a purse on, until the test says that it is closed. */
const settlerOf = (heard: string[], isClosed: () => boolean): Settler => {
  let open: Position | null | undefined;
  return {
    see: (batch, before) => {
      let place = before;
      for (const { stream, revision, position } of batch) {
        heard.push(`${stream}@${revision}`);
        if (stream.startsWith('purse-')) open ??= place;
        place = position;
      }
    },
    work: async () => {},
    settledBefore: (seen) => (open === undefined || isClosed() ? seen : open),
  };
};

const speaking = {
  ...counting,
  produces: [events],
  outbound: ({ stream, type, data }: Recorded) => [
    say(events, type as 'Counted', { key: stream.slice(6), data: data as Counted }),
  ],
  reserves: { service: { ...counting, stream: 'purse' } },
} as unknown as AnyService;

const until = async (look: () => Promise<boolean> | boolean): Promise<void> => {
  while (!(await look())) await wait(5);
};

const bench = async () => {
  const streams = memoryStreams();
  const topics = memoryTopics();
  await topics.create([events]);
  const revisions = new Map<string, number>();
  const write = async (stream: string, total: number) => {
    const revision = revisions.get(stream) ?? -1;
    revisions.set(stream, revision + 1);
    const metadata = { $correlationId: 'x', $causationId: 'x' };
    const draft = { id: randomUUID(), type: 'Counted', data: { total, atMs: 1 }, metadata };
    await streams.append(stream, revision, [draft]);
  };
  const start = (settler: () => Settler) => {
    const seen = metrics('counting', logger('counting', 'silent'), system.nowMs);
    return relay(speaking, { instance: 'one', streams, topics, system, metrics: seen, settler });
  };
  const said = async () =>
    (await topics.browse(events.name, 100)).map(
      ({ value }) => (JSON.parse(String(value)) as { total: number }).total,
    );
  return { streams, write, start, said };
};

describe('a relay with a settler', () => {
  test('lets it hear both kinds of streams in the order of the log, and says only its own', async () => {
    const { write, start, said } = await bench();
    await write('count-a', 1);
    await write('purse-x', 100);
    await write('count-a', 2);
    const heard: string[] = [];
    const running = start(() => settlerOf(heard, () => true));
    await until(() => heard.length === 3);
    await running.stop();
    expect(heard).toEqual(['count-a@0', 'purse-x@0', 'count-a@1']);
    expect(await said()).toEqual([1, 2]);
  });

  test('has it hear again what was not closed, and says nothing twice', async () => {
    const { streams, write, start, said } = await bench();
    await write('count-a', 1);
    await write('purse-x', 100);
    await write('count-a', 2);
    const first: string[] = [];
    const one = start(() => settlerOf(first, () => false));
    await until(() => first.length === 3);
    await one.stop();
    await write('count-a', 3);

    const [second, state] = [[] as string[], { closed: false }];
    const two = start(() => settlerOf(second, () => state.closed));
    await until(() => second.length === 3);
    expect(second).toEqual(['purse-x@0', 'count-a@1', 'count-a@2']);
    expect(await said()).toEqual([1, 2, 3]);
    state.closed = true;
    const isSettled = async () => {
      const last = await streams.last('checkpoint-counting');
      const { position, settled } = last!.data as { position: string; settled: string };
      return settled === position;
    };
    await until(isSettled);
    await two.stop();
    expect(await said()).toEqual([1, 2, 3]);
  });

  test('goes on from a checkpoint of before there was one', async () => {
    const { streams, write, start, said } = await bench();
    await write('purse-x', 100);
    await write('count-a', 1);
    const one = start(() => settlerOf([], () => true));
    await until(async () => (await said()).length === 1);
    await one.stop();
    const last = await streams.last('checkpoint-counting');
    const { position } = last!.data as { position: string };
    const old = { ...last!, id: randomUUID(), data: { position, holder: null } };
    await streams.append('checkpoint-counting', last!.revision, [old]);

    await write('count-a', 2);
    const heard: string[] = [];
    const two = start(() => settlerOf(heard, () => true));
    await until(() => heard.length === 1);
    await two.stop();
    expect(heard).toEqual(['count-a@1']);
    expect(await said()).toEqual([1, 2]);
  });
});
