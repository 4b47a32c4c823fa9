import { randomUUID } from 'node:crypto';
import {
  type AllStreamSubscription,
  type EventStoreDBClient,
  type Position,
  streamNameFilter,
} from '@eventstore/db-client';
import type { LocalServer } from '@vestibule/local-server';
import type { ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { clientOf, event, newData, rawClientOf, subscribeRequest, until } from './eventstore.words';
import { startEventStore } from './index';

let server: LocalServer;
let client: EventStoreDBClient;

beforeAll(async () => {
  server = await startEventStore({ data: newData(), port: 0 });
  client = clientOf(server);
});

afterAll(async () => {
  await client.dispose();
  await server.close();
});

const newStream = (): string => `s-${randomUUID()}`;
const ids = (count: number): readonly string[] => Array.from({ length: count }, () => randomUUID());

describe('a subscription to $all', () => {
  type Line = {
    readonly kind: 'event' | 'checkpoint' | 'caughtUp';
    readonly at?: bigint;
    readonly id?: string;
  };

  const subscribe = (from: Position | 'start' | 'end', prefix: string) => {
    const lines: Line[] = [];
    const checkpointReached = async (_: unknown, { commit }: Position) =>
      void lines.push({ kind: 'checkpoint', at: commit });
    const filter = streamNameFilter({ prefixes: [prefix], checkpointReached });
    const subscription: AllStreamSubscription = client.subscribeToAll({
      fromPosition: from,
      filter,
    });
    subscription.on('caughtUp', () => lines.push({ kind: 'caughtUp' }));
    subscription.on('data', ({ event: one }) =>
      lines.push({ kind: 'event', at: one!.position.commit, id: one!.id }),
    );
    return { subscription, lines };
  };
  const idsIn = (lines: readonly Line[]) => lines.flatMap(({ id }) => id ?? []);
  const start = async (): Promise<Position> => {
    const { position } = await client.appendToStream(newStream(), event());
    return position!;
  };

  test('delivers each matching event once, in order, over the change from history to live', async () => {
    const prefix = `${newStream()}-`;
    const from = await start();
    const expected = ids(400);
    const write = async (some: readonly string[]) => {
      for (const id of some) {
        await client.appendToStream(`${prefix}${id[0]}`, event(id));
        await client.appendToStream('$system', event());
      }
    };
    await write(expected.slice(0, 150));
    const writing = write(expected.slice(150));
    const { subscription, lines } = subscribe(from, prefix);
    await writing;
    await until('all arrived', () => idsIn(lines).length >= expected.length);
    await subscription.unsubscribe();
    expect(idsIn(lines)).toEqual(expected);
    expect(lines.some(({ kind }) => kind === 'caughtUp')).toBe(true);
  });

  test('gives checkpoints that never fall, cover what was sent, and from which nothing is missed', async () => {
    const prefix = `${newStream()}-`;
    const from = await start();
    const expected = ids(100);
    for (const id of expected) {
      void client.appendToStream(newStream(), event());
      await client.appendToStream(`${prefix}x`, event(id));
    }
    const { subscription, lines } = subscribe(from, prefix);
    await until('caught up', () => lines.some(({ kind }) => kind === 'caughtUp'));
    await subscription.unsubscribe();
    const marks = lines.flatMap(({ kind, at }) => (kind === 'checkpoint' ? at! : []));
    expect(marks.length).toBeGreaterThan(4);
    expect(marks).toEqual(marks.toSorted((one, two) => Number(one - two)));
    for (const mark of [marks[0]!, marks[3]!, marks.at(-1)!]) {
      const rest = subscribe({ commit: mark, prepare: mark }, prefix);
      await until('caught up', () => rest.lines.some(({ kind }) => kind === 'caughtUp'));
      await rest.subscription.unsubscribe();
      const later = lines.filter(({ kind, at }) => kind === 'event' && at! > mark);
      expect(idsIn(rest.lines)).toEqual(idsIn(later));
    }
  });

  test('sends confirmation, events, checkpoints behind what they cover, then caught up', async () => {
    const prefix = `${newStream()}-`;
    for (let count = 0; count < 40; count += 1)
      await client.appendToStream(count % 3 ? newStream() : `${prefix}x`, event());
    const raw = rawClientOf(server);
    const call = raw.read(subscribeRequest(prefix)).on('error', () => {});
    const answers: ReadResp[] = [];
    call.on('data', (answer: ReadResp) => answers.push(answer));
    await until('caught up', () => answers.at(-1)?.hasCaughtUp() ?? false);
    call.cancel();
    raw.close();
    const eventAt = (answer: ReadResp) => Number(answer.getEvent()?.getCommitPosition() ?? -1);
    const markAt = (answer: ReadResp) => Number(answer.getCheckpoint()?.getCommitPosition() ?? -1);
    expect(answers[0]?.hasConfirmation()).toBe(true);
    expect(answers.filter((answer) => answer.hasEvent())).toHaveLength(14);
    expect(answers.filter((answer) => answer.hasCheckpoint()).length).toBeGreaterThan(5);
    answers.forEach((answer, index) => {
      const later = answers
        .slice(index + 1)
        .map(eventAt)
        .filter((position) => position >= 0);
      expect(later.filter((position) => position <= markAt(answer))).toEqual([]);
    });
    const last: number[] = [];
    const options = { direction: 'backwards', fromPosition: 'end', maxCount: 1 } as const;
    for await (const { commitPosition } of client.readAll(options))
      last.push(Number(commitPosition));
    expect(last).toEqual([markAt(answers.at(-2)!)]);
  });

  test('can be filtered by a pattern on event types, and started at the end', async () => {
    const found: string[] = [];
    const type = `T-${randomUUID()}`;
    await client.appendToStream(newStream(), event(undefined, {}, type));
    const filter = { filterOn: 'eventType', regex: `^${type}$`, checkpointInterval: 1 } as const;
    const subscription = client.subscribeToAll({ fromPosition: 'end', filter });
    subscription.on('data', ({ event: one }) => found.push(one!.id));
    await new Promise((resolve) => subscription.once('caughtUp', resolve));
    const id = randomUUID();
    await client.appendToStream(newStream(), [event(), event(id, {}, type)]);
    await until('it arrived', () => found.length > 0);
    await subscription.unsubscribe();
    expect(found).toEqual([id]);
  });

  test('from an invented position, or with a broken pattern, ends with the reason', async () => {
    const failing = async (options: Parameters<typeof client.subscribeToAll>[0]) =>
      new Promise((resolve) => client.subscribeToAll(options).on('error', resolve).resume());
    const fromPosition = { commit: 5n, prepare: 5n };
    expect(String(await failing({ fromPosition }))).toContain('No record begins');
    const filter = { filterOn: 'streamName', regex: '(', checkpointInterval: 1 } as const;
    expect(String(await failing({ filter }))).toContain('regular expression');
  });
});

test('a subscription to one stream follows it, and ends when it is tombstoned', async () => {
  const stream = newStream();
  const [one, two] = ids(2);
  await client.appendToStream(stream, [event(), event(one)]);
  const found: string[] = [];
  const subscription = client.subscribeToStream(stream, { fromRevision: 0n });
  const ended = new Promise((resolve) => subscription.on('error', resolve));
  subscription.on('data', (found_) => found.push(found_.event!.id));
  await client.appendToStream(stream, event(two));
  await until('both arrived', () => found.length === 2);
  await client.tombstoneStream(stream);
  expect(await ended).toMatchObject({ type: 'stream-deleted' });
  expect(found).toEqual([one, two]);
});
