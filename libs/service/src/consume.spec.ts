import { randomUUID } from 'node:crypto';
import { conversationIdOf, dmCommands, newCommandId, write } from '@vestibule/contracts';
import { type IncomingRecord, type OutgoingRecord, memoryTopics } from '@vestibule/topics';
import { type Hear, consume } from './consume';
import type { LetterOf } from './letter';
import { logger } from './logger';
import { metrics } from './metrics';
import { system } from './system';

const nowMs = 1_800_000_000_000;
const [ann, bob] = [randomUUID(), randomUUID()];
const key = conversationIdOf(ann, bob);

const message = (text: string): OutgoingRecord => {
  const id = newCommandId(nowMs, system.randomBytes(10));
  const data = { actor: ann, other: bob, kind: 'text' as const, text };
  return write(dmCommands, { type: 'SendMessage', data, key, id, source: '/test', atMs: nowMs });
};

const poison: OutgoingRecord = { ...message('x'), value: 'not json' };

/** Consumes the records with `hear`; gives what was heard and buried once all is committed. */
const run = async (records: readonly OutgoingRecord[], hear: Hear) => {
  const topics = memoryTopics({ partitions: 1, now: () => nowMs });
  await topics.create([dmCommands]);
  await topics.send(records);
  const buried: LetterOf<IncomingRecord>[] = [];
  const rounds: string[][] = [];
  let finish: () => void;
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const consumer = consume({
    group: 'test',
    topics,
    letters: async (letters) => void buried.push(...letters),
    metrics: metrics('test', logger('test', 'silent'), system.nowMs),
    alert: () => {},
    handlers: new Map([
      [
        dmCommands,
        async (batch) => {
          rounds.push(batch.messages.map(({ data }) => (data as { text: string }).text));
          const settled = await hear(batch);
          if (settled === batch.messages.length) setImmediate(finish);
          return settled;
        },
      ],
    ]),
  });
  await finished;
  await consumer.stop();
  await topics.close();
  return { buried, rounds };
};

describe('a consumer', () => {
  test('hands over messages and buries what is none, in one batch', async () => {
    const records = [message('one'), poison, message('two')];
    const { buried, rounds } = await run(records, async ({ messages }) => messages.length);
    expect(rounds).toEqual([['one', 'two']]);
    expect(buried.map(({ reason, item }) => [reason, item.offset])).toEqual([['NOT_JSON', '1']]);
  });

  test('commits only the settled front: the rest comes again, with nothing before it', async () => {
    let isFirst = true;
    const { rounds } = await run([message('a'), message('b'), message('c')], async (batch) => {
      if (!isFirst) return batch.messages.length;
      isFirst = false;
      return 1;
    });
    expect(rounds).toEqual([
      ['a', 'b', 'c'],
      ['b', 'c'],
    ]);
  });

  test('counts a dead letter in front as settled, and one behind an open message as not', async () => {
    let isFirst = true;
    const records = [poison, message('a'), poison, message('b')];
    const { rounds, buried } = await run(records, async (batch) => {
      if (!isFirst) return batch.messages.length;
      isFirst = false;
      return 0;
    });
    expect(rounds).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
    // The one behind is buried again with the same coordinates: counted once by its readers.
    expect(buried.map(({ item }) => item.offset)).toEqual(['0', '2', '2']);
  });
});
