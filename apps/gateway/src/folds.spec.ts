import { randomUUID } from 'node:crypto';
import { memoryStreams } from '@vestibule/streams';
import { folds } from './folds';
import { codeOf } from './gateway.words';

type Added = { readonly type: 'Added'; readonly data: { readonly by: number } };
const sums = {
  initial: { sum: 0 },
  evolve: ({ sum }: { readonly sum: number }, { data }: Added) => ({ sum: sum + data.by }),
};

const open = () => {
  const streams = memoryStreams();
  const reads: number[] = [];
  const counted = {
    read: async (stream: string, from = 0) => {
      reads.push(from);
      return streams.read(stream, from);
    },
  };
  const write = async (...events: readonly { readonly type: string; readonly data: object }[]) => {
    const last = (await streams.last('sum-1'))?.revision ?? -1;
    const metadata = { $correlationId: 'test', $causationId: 'test' };
    await streams.append(
      'sum-1',
      last,
      events.map((event) => ({ id: randomUUID(), metadata, ...event })),
    );
  };
  return { write, reads, of: folds(counted, sums) };
};

const added = (by: number): Added => ({ type: 'Added', data: { by } });

test('a stream is folded, and then only what came after it', async () => {
  const { write, reads, of } = open();
  expect(await of('sum-1')).toEqual({ sum: 0 });
  await write(added(1), added(2));
  expect(await of('sum-1')).toEqual({ sum: 3 });
  await write(added(4));
  expect(await of('sum-1')).toEqual({ sum: 7 });
  expect(reads).toEqual([0, 0, 2]);
});

test('what the host wrote there changes nothing', async () => {
  const { write, of } = open();
  await write(added(1), { type: 'CommandFailed', data: {} }, added(1));
  expect(await of('sum-1')).toEqual({ sum: 2 });
});

test('a store that does not answer is told as busy', async () => {
  const read = async () => {
    throw new Error('No answer within 10 s.');
  };
  expect(await codeOf(async () => folds({ read }, sums)('sum-1'))).toBe('BUSY');
});
