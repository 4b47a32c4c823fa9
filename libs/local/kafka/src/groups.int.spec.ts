import { AssignerProtocol, type MemberDescription } from 'kafkajs';
import {
  type Reading,
  broker,
  client,
  closeAll,
  madeTopic,
  producerOf,
  reading,
  temporary,
  texts,
  unique,
  until,
} from './kafka.words';

afterEach(closeAll);

/** The partitions that each member of a described group holds. */
const heldBy = (members: readonly MemberDescription[]): readonly (readonly number[])[] =>
  members.map(({ memberAssignment }) => {
    const { assignment = {} } = AssignerProtocol.MemberAssignment.decode(memberAssignment) ?? {};
    return Object.values(assignment).flat();
  });

describe('a group of kafkajs members under load', () => {
  test('goes 1, 2, 3, 2 members, loses nothing, and every partition has one owner', async () => {
    const { url } = await broker();
    const topic = await madeTopic(url, 6);
    const groupId = unique('group');
    const producer = await producerOf(client(url));
    const load = { sent: 0, isOver: false };
    const loading = (async () => {
      for (; !load.isOver; load.sent += 20)
        await producer.send({ topic, messages: [...texts(load.sent, 20)] });
    })();
    const members: Reading[] = [];
    const grow = async () => void members.push(await reading(client(url), groupId, topic));
    const flows = async () => {
      const before = members.map(({ seen }) => seen.length);
      await until(() => members.every(({ seen }, i) => seen.length > (before[i] ?? 0)));
    };
    for (let size = 1; size <= 3; size += 1) {
      await grow();
      await flows();
    }
    const [left] = members.splice(1, 1);
    await left?.consumer.disconnect();
    await flows();
    load.isOver = true;
    await loading;
    const places = () =>
      new Set(
        [...members.flatMap(({ seen }) => seen), ...(left?.seen ?? [])].map(
          ({ partition, offset }) => `${partition}/${offset}`,
        ),
      );
    await until(() => places().size === load.sent);
    const admin = client(url).admin();
    await admin.connect();
    const { groups } = await admin.describeGroups([groupId]);
    expect(groups[0]).toMatchObject({ state: 'Stable', protocol: 'RoundRobinAssigner' });
    const held = heldBy(groups[0]?.members ?? []);
    expect(held.map(({ length }) => length)).toEqual([3, 3]);
    expect(held.flat().toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5]);
    await admin.disconnect();
  });

  test('resumes where it committed, also after the broker was restarted', async () => {
    const data = temporary();
    const first = await broker({ data });
    const topic = await madeTopic(first.url, 2);
    const groupId = unique('group');
    const producer = await producerOf(client(first.url));
    await producer.send({ topic, messages: [...texts(0, 100)] });
    const before = await reading(client(first.url), groupId, topic);
    await until(() => before.seen.length === 100);
    await before.consumer.disconnect();
    await producer.send({ topic, messages: [...texts(100, 30)] });
    await producer.disconnect();
    await first.close();
    const second = await broker({ data, port: first.port });
    const after = await reading(client(second.url), groupId, topic);
    await until(() => after.seen.length >= 30);
    expect(new Set(after.seen.map(({ value }) => value))).toEqual(
      new Set(texts(100, 30).map(({ value }) => value)),
    );
  });

  test('starts at the beginning when its offset lies before the log', async () => {
    const server = await broker();
    const topic = await madeTopic(server.url);
    const groupId = unique('group');
    const producer = await producerOf(client(server.url));
    await producer.send({ topic, messages: [...texts(0, 3)] });
    const before = await reading(client(server.url), groupId, topic);
    await until(() => before.seen.length === 3);
    await before.consumer.disconnect();
    await producer.send({ topic, messages: [...texts(3, 7)] });
    server.fault({ kind: 'truncateHead', match: { topic } });
    await producer.send({ topic, messages: [...texts(10, 5)] });
    const { seen } = await reading(client(server.url), groupId, topic);
    await until(() => seen.length === 5);
    expect(seen[0]).toMatchObject({ offset: 10, value: 'v10' });
    expect(server.stats()['truncateHead']).toBe(1);
  });

  test('replaces a member that is dropped, or told to join again, within a second', async () => {
    const server = await broker();
    const topic = await madeTopic(server.url);
    const groupId = unique('group');
    const live = await reading(client(server.url), groupId, topic);
    await until(() => live.rounds > 0);
    for (const kind of ['rebalance', 'expireMember']) {
      const before = live.rounds;
      server.fault({ kind, match: { group: groupId } });
      await until(() => live.rounds > before, 2_000);
      expect(server.stats()[kind]).toBe(1);
    }
  });
});
