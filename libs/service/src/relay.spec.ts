import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { topic } from '@vestibule/contracts';
import { type Streams, memoryStreams } from '@vestibule/streams';
import { type Topics, memoryTopics } from '@vestibule/topics';
import { checkpoints } from './checkpoint';
import { counting } from './handle.words';
import { logger } from './logger';
import { metrics } from './metrics';
import { type RelayNeeds, relay } from './relay';
import { type AnyService, say } from './service';
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
  messages: { Counted, Unspoken: Counted },
});

const speaking: AnyService = {
  ...counting,
  produces: [events],
  outbound: ({ stream, type, data }) => {
    if (data.total === 13) throw new Error('unlucky');
    return [say(events, type, { key: stream.slice('count-'.length), data })];
  },
};

const draft = (total: number) => ({
  id: randomUUID(),
  type: 'Counted',
  data: { total, atMs: 1 },
  metadata: { $correlationId: 'x', $causationId: 'x' },
});

const until = async (look: () => Promise<boolean> | boolean): Promise<void> => {
  while (!(await look())) await wait(5);
};

const said = async (topics: Topics): Promise<readonly number[]> =>
  (await topics.browse(events.name, 1_000)).map(
    ({ value }) => (JSON.parse(String(value)) as { total?: number }).total ?? -1,
  );

const bench = async () => {
  const streams = memoryStreams();
  const topics = memoryTopics();
  await topics.create([events]);
  const start = (instance: string, more: Partial<RelayNeeds> = {}) =>
    relay(speaking, {
      instance,
      streams,
      topics,
      system,
      metrics: metrics('counting', logger('counting', 'silent'), system.nowMs),
      ...more,
    });
  return { streams, topics, start };
};

const append = async (streams: Streams, stream: string, from: number, totals: readonly number[]) =>
  streams.append(stream, from - 1, totals.map(draft));

describe('a relay', () => {
  test('says what was recorded, in stream order, with its coordinates', async () => {
    const { streams, topics, start } = await bench();
    await append(streams, 'count-a', 0, [1, 2]);
    const running = start('one');
    await until(async () => (await said(topics)).length === 2);
    await append(streams, 'count-a', 2, [3]);
    await until(async () => (await said(topics)).length === 3);
    await running.stop();
    expect(await said(topics)).toEqual([1, 2, 3]);
    const [first] = await topics.browse(events.name, 1);
    expect(first?.headers['ce_stream']?.toString()).toBe('count-a');
    expect(first?.headers['ce_revision']?.toString()).toBe('0');
  });

  test('goes on behind its checkpoint after an orderly end, and says nothing twice', async () => {
    const { streams, topics, start } = await bench();
    await append(streams, 'count-a', 0, [1, 2]);
    const first = start('one');
    await until(async () => (await said(topics)).length === 2);
    await first.stop();
    await append(streams, 'count-a', 2, [3]);
    const second = start('other');
    await until(async () => (await said(topics)).length === 3);
    await second.stop();
    expect(await said(topics)).toEqual([1, 2, 3]);
  });

  test('shows an event in the rows before it says it', async () => {
    const { streams, topics, start } = await bench();
    const order: string[] = [];
    const spying: Topics = {
      ...topics,
      send: async (records) => {
        order.push(`said ${records.length}`);
        return topics.send(records);
      },
    };
    const before: RelayNeeds['before'] = async (batch) => void order.push(`shown ${batch.length}`);
    const running = start('one', { topics: spying, before });
    await append(streams, 'count-a', 0, [1, 2]);
    await until(() => order.length === 2);
    await running.stop();
    expect(order).toEqual(['shown 2', 'said 2']);
  });

  test('says an event that it cannot say as Unspoken, and goes on', async () => {
    const { streams, topics, start } = await bench();
    await append(streams, 'count-a', 0, [1, 13, 2]);
    const running = start('one');
    await until(async () => (await said(topics)).length === 3);
    await running.stop();
    expect(await said(topics)).toEqual([1, -1, 2]);
  });

  test('does not move its checkpoint past what was not acknowledged', async () => {
    const { streams, topics, start } = await bench();
    let isAway = true;
    const failing: Topics = {
      ...topics,
      send: async (records) => {
        if (isAway) throw new Error('away');
        return topics.send(records);
      },
    };
    await append(streams, 'count-a', 0, [1]);
    const running = start('one', { topics: failing });
    await until(() => !running.healthy());
    expect((await streams.last('checkpoint-counting'))?.data).toMatchObject({ position: null });
    isAway = false;
    await until(async () => (await said(topics)).length === 1);
    await running.stop();
    expect(await said(topics)).toEqual([1]);
  });

  test('steps down when another instance has moved the checkpoint', async () => {
    const { streams, topics, start } = await bench();
    const running = start('one');
    await append(streams, 'count-a', 0, [1]);
    await until(async () => (await said(topics)).length === 1);
    const places = checkpoints('checkpoint-counting', { instance: 'other', streams, system });
    const isTaken = async () => {
      const held = await places.look();
      return (await places.save(held, { ...held, holder: 'other' })) !== undefined;
    };
    await until(isTaken);
    await until(async () => (await places.look()).holder === 'other');
    await wait(1_500); // longer than a save: by now `one` has met the other's checkpoint
    await append(streams, 'count-a', 1, [2]);
    await wait(100);
    expect(await said(topics)).toEqual([1]);
    await running.stop();
    expect((await places.look()).holder).toBe('other');
  });
});

describe('a checkpoint', () => {
  test('is written by one of two who claim it at once', async () => {
    const streams = memoryStreams();
    const never = new AbortController().signal;
    const [one, two] = ['one', 'two'].map((instance) =>
      checkpoints('checkpoint-x', { instance, streams, system }),
    );
    const claims = await Promise.all([one!.claim(never), two!.claim(never)]);
    expect(claims.filter((claim) => claim !== undefined)).toHaveLength(1);
  });

  test('whose answer was lost is known by what stands there', async () => {
    const streams = memoryStreams();
    const losing: Streams = {
      ...streams,
      append: async (...args) => {
        await streams.append(...args);
        return { type: 'unknown', cause: 'answer lost' };
      },
    };
    const places = checkpoints('checkpoint-x', { instance: 'one', streams: losing, system });
    const held = await places.save(await places.look(), { position: '7', holder: 'one' });
    expect(held).toMatchObject({ position: '7', revision: 0 });
  });
});
