import { bulkCommandId, commandIdAtMs, conversationIdOf } from '@vestibule/contracts';
import { memoryStreams } from '@vestibule/streams';
import type { Command } from '../commands/command';
import { ann, bob, idOf, nowMs } from '../gateway.words';
import { RefusedError } from '../refusal';
import { bulk, type Wish } from './bulk';

const senderOf = (index: number): string => `${ann.slice(0, -4)}${String(index).padStart(4, '0')}`;

type Asked = readonly [
  person: string,
  folders: unknown,
  position: number,
  before: number,
  limit: number,
];

/** Bob has so many requests: a database that knows no more than their order. */
const open = (count: number) => {
  const rows = Array.from({ length: count }, (_, index) => ({
    conversation_id: conversationIdOf(senderOf(index), bob),
    other: senderOf(index),
    folder: 'requests',
    newest: idOf(index % 256),
    revision: index,
  })).toReversed();
  const asked: Command[] = [];
  const query = async (_: string, values: Asked) => {
    const [, , position, before, limit] = values;
    return rows.filter(({ revision }) => revision <= position && revision < before).slice(0, limit);
  };
  const busy = { lane: -1 };
  const many = bulk({
    database: { query: query as never },
    streams: memoryStreams(),
    desk: {
      ask: async (command) => {
        asked.push(command);
        if (asked.length - 1 === busy.lane) throw new RefusedError('BUSY');
        return { type: 'undecided', commandId: command.commandId };
      },
    },
    nowMs: () => nowMs,
  });
  const wish: Wish = {
    person: bob,
    bulkId: idOf(9),
    answer: 'decline',
    how: 'delete',
    position: 2_000,
    dryRun: false,
    waitMs: 0,
  };
  return {
    asked,
    busy,
    answer: async (changes: Partial<Wish> = {}) => many.answer({ ...wish, ...changes }),
  };
};

test('edge 69: one command for each conversation, up to what was seen, under one bulk id', async () => {
  const { asked, answer } = open(3);
  const { answers, more } = await answer({ position: 1 });
  expect([answers.length, more]).toEqual([2, false]);
  expect(asked.map(({ record }) => JSON.parse(record.value) as unknown)).toEqual(
    [1, 0].map((index) => ({
      actor: bob,
      other: senderOf(index),
      upTo: idOf(index),
      bulkId: idOf(9),
      how: 'delete',
    })),
  );
  for (const { commandId, other } of asked) {
    expect(commandId).toBe(bulkCommandId(idOf(9), conversationIdOf(other, bob)));
    expect(commandIdAtMs(commandId)).toBe(nowMs);
  }
});

test('the same call again asks the same commands', async () => {
  const { asked, answer } = open(2);
  await answer();
  await answer();
  const ids = asked.map(({ commandId, fingerprint }) => `${commandId} ${fingerprint}`);
  expect(ids.slice(0, 2)).toEqual(ids.slice(2));
});

test('no more than a thousand are answered at once, and it is said that there are others', async () => {
  const { asked, answer } = open(1_001);
  const { answers, more } = await answer();
  expect([answers.length, asked.length, more]).toEqual([1_000, 1_000, true]);
});

test('a plan asks nothing', async () => {
  const { asked, answer } = open(2);
  const { answers } = await answer({ dryRun: true });
  expect(answers.map(({ status, commandId }) => [status, commandId])).toEqual([
    ['planned', undefined],
    ['planned', undefined],
  ]);
  expect(asked).toEqual([]);
});

test('what could not be asked is told, and stops none of the others', async () => {
  const { busy, answer } = open(3);
  busy.lane = 1;
  const { answers } = await answer();
  expect(answers.map(({ status, code }) => [status, code])).toEqual([
    ['undecided', undefined],
    ['not-asked', 'BUSY'],
    ['undecided', undefined],
  ]);
});
