import { randomUUID } from 'node:crypto';
import { followContract } from './follow.contract';
import { numbers, said, saidTo, whatOf, type ContractStreams } from './streams.words';

const appended = (revision: number) => ({ type: 'appended', revision });
const conflict = (revision: number) => ({ type: 'conflict', revision });

const appendContract = (open: () => Promise<ContractStreams>, fresh: () => string): void => {
  test('S1 S3 creates a stream at revision 0 and goes on at the next', async () => {
    const [streams, stream] = [await open(), fresh()];
    expect(await streams.append(stream, -1, [said('a')])).toEqual(appended(0));
    expect(await streams.append(stream, 0, [said('b'), said('c')])).toEqual(appended(2));
    expect(whatOf(await streams.read(stream))).toEqual(['a', 'b', 'c']);
  });

  test('S2 S4 refuses another revision than the last and tells the true one', async () => {
    const [streams, stream] = [await open(), fresh()];
    expect(await streams.append(stream, 0, [said('a')])).toEqual(conflict(-1));
    await streams.append(stream, -1, [said('a'), said('b')]);
    for (const expected of [-1, 0, 2, 41])
      expect(await streams.append(stream, expected, [said('c')])).toEqual(conflict(1));
    expect(await streams.read(stream)).toHaveLength(2);
  });

  test('S5 takes a repeated append as done, also after many others', async () => {
    const [streams, stream] = [await open(), fresh()];
    const twoEvents = [said('a'), said('b')];
    expect(await streams.append(stream, -1, twoEvents)).toEqual(appended(1));
    expect(await streams.append(stream, 1, [said('c')])).toEqual(appended(2));
    const [other] = [fresh()];
    await Promise.all(numbers(500).map((n) => streams.append(`${other}-${n}`, -1, [said(n)])));
    expect(await streams.append(stream, -1, twoEvents)).toEqual(appended(1));
    expect(await streams.append(stream, -1, twoEvents.slice(0, 1))).toEqual(appended(0));
    expect(whatOf(await streams.read(stream))).toEqual(['a', 'b', 'c']);
  });

  test('S6 refuses a repetition that differs in an id or reaches past the end', async () => {
    const [streams, stream] = [await open(), fresh()];
    const [a, b] = [said('a'), said('b')];
    await streams.append(stream, -1, [a, b]);
    expect(await streams.append(stream, -1, [said('x')])).toEqual(conflict(1));
    expect(await streams.append(stream, -1, [a, said('x')])).toEqual(conflict(1));
    expect(await streams.append(stream, -1, [a, b, said('c')])).toEqual(conflict(1));
    expect(await streams.append(stream, 0, [a])).toEqual(conflict(1));
  });

  test('S7 writes an id again that stands earlier in the stream', async () => {
    const [streams, stream] = [await open(), fresh()];
    const a = said('a');
    await streams.append(stream, -1, [a]);
    expect(await streams.append(stream, 0, [a])).toEqual(appended(1));
    expect(await streams.read(stream)).toHaveLength(2);
  });

  test('S8 never compares contents: the first stays', async () => {
    const [streams, stream] = [await open(), fresh()];
    const first = said('first');
    await streams.append(stream, -1, [first]);
    expect(await streams.append(stream, -1, [said('second', first.id)])).toEqual(appended(0));
    expect(whatOf(await streams.read(stream))).toEqual(['first']);
  });

  test('S9 keeps the same id in two streams as two events', async () => {
    const [streams, one, two] = [await open(), fresh(), fresh()];
    const a = said('a');
    expect(await streams.append(one, -1, [a])).toEqual(appended(0));
    expect(await streams.append(two, -1, [a])).toEqual(appended(0));
    expect(await streams.read(two)).toHaveLength(1);
  });

  test('S11 lets exactly one of many concurrent appends win', async () => {
    const [streams, stream] = [await open(), fresh()];
    await streams.append(stream, -1, [said('first')]);
    const results = await Promise.all(
      numbers(50).map(async (n) => {
        const result = await streams.append(stream, 0, [said(n)]);
        return { ...result, seen: await streams.read(stream) };
      }),
    );
    const won = results.filter(({ type }) => type === 'appended');
    expect(won).toHaveLength(1);
    // Whoever is told a revision finds it there at once.
    results.forEach(({ type, seen }) => {
      expect(['appended', 'conflict']).toContain(type);
      expect(seen).toHaveLength(2);
    });
  });

  test('S13 refuses an append over 1 MiB and goes on', async () => {
    const [streams, stream] = [await open(), fresh()];
    const [small, large] = [said('x'.repeat(600_000)), said('x'.repeat(1_048_577))];
    expect(await streams.append(stream, -1, [large])).toEqual({ type: 'tooLarge' });
    expect(await streams.append(stream, -1, [small, said('x'.repeat(600_000))])).toEqual({
      type: 'tooLarge',
    });
    expect(await streams.append(stream, -1, [small])).toEqual(appended(0));
  });

  test('S28 refuses what is no JSON object, no UUID or no batch before any call', async () => {
    const [streams, stream] = [await open(), fresh()];
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    for (const data of [{ n: 1n }, circle, [], new Date(0)])
      await expect(streams.append(stream, -1, [{ ...said('a'), data }])).rejects.toThrow(TypeError);
    await expect(streams.append(stream, -1, [said('a', 'a')])).rejects.toThrow(TypeError);
    await expect(streams.append(stream, -1, [])).rejects.toThrow(RangeError);
    await expect(streams.append(stream, -1, saidTo(501))).rejects.toThrow(RangeError);
    expect(await streams.read(stream)).toEqual([]);
  });
};

const readContract = (open: () => Promise<ContractStreams>, fresh: () => string): void => {
  test('S10 S14 reads a long stream whole, and from any revision', async () => {
    const [streams, stream] = [await open(), fresh()];
    for (const page of numbers(5))
      await streams.append(
        stream,
        page * 500 - 1,
        numbers(500).map((n) => said(page * 500 + n)),
      );
    const events = await streams.read(stream);
    expect(whatOf(events)).toEqual(numbers(2_500));
    expect(events.map(({ revision }) => revision)).toEqual(numbers(2_500));
    expect(whatOf(await streams.read(stream, 1_499))).toEqual(numbers(2_500).slice(1_499));
    expect(whatOf(await streams.read(stream, 2_499))).toEqual([2_499]);
    expect(await streams.read(stream, 2_500)).toEqual([]);
    expect(await streams.last(stream)).toMatchObject({ revision: 2_499, data: { what: 2_499 } });
  });

  test('S16 reads an unknown stream as empty', async () => {
    const [streams, stream] = [await open(), fresh()];
    expect(await streams.read(stream)).toEqual([]);
    expect(await streams.last(stream)).toBeUndefined();
  });

  test('S24 shows only the newest of a stream of which it keeps the last', async () => {
    const [streams, stream] = [await open(), fresh()];
    const [a, b, c] = [said('a'), said('b'), said('c')];
    await streams.append(stream, -1, [a, b]);
    await streams.keepLast(stream, 1);
    await streams.keepLast(stream, 1);
    expect(await streams.append(stream, 1, [c])).toEqual(appended(2));
    expect(await streams.read(stream)).toMatchObject([{ revision: 2, data: { what: 'c' } }]);
    expect(await streams.last(stream)).toMatchObject({ revision: 2 });
    // What is hidden is no proof of a repetition.
    expect(await streams.append(stream, -1, [a])).toEqual(conflict(2));
    expect(await streams.append(stream, 1, [c])).toEqual(appended(2));
  });

  test('S25 reports a stream that was closed for ever', async () => {
    const [streams, stream] = [await open(), fresh()];
    await streams.append(stream, -1, [said('a')]);
    await streams.tombstone(stream);
    expect(await streams.append(stream, 0, [said('b')])).toEqual({ type: 'closed' });
    await expect(streams.read(stream)).rejects.toMatchObject({ name: 'StreamClosedError', stream });
    await expect(streams.last(stream)).rejects.toMatchObject({ name: 'StreamClosedError' });
  });

  test('S28 gives back data, metadata, type and id unchanged', async () => {
    const [streams, stream] = [await open(), fresh()];
    const data = { text: 'Grüß dich 😀 \u0000 \ud800', deep: [{ a: null, b: [1, -0.5, true] }] };
    const known = {
      commandId: 'c',
      contentHash: 'h',
      ingestedAtMs: 1_700_000_000_000,
      source: 's@1',
    };
    const event = { ...said(''), data, type: 'Gesagt😀' };
    const draft = { ...event, metadata: { ...event.metadata, ...known } };
    await streams.append(stream, -1, [draft]);
    const position = expect.any(String) as unknown;
    expect(await streams.read(stream)).toEqual([{ ...draft, stream, revision: 0, position }]);
  });
};

/**
 * What any store must do (numbers as in the suite's list), never assuming that it is empty: `open`
 * may give the same streams each time, and nobody closes them here. Needs jest's globals when
 * called.
 */
export const streamsContract = (open: () => Promise<ContractStreams>): void => {
  const run = randomUUID();
  let count = 0;
  const fresh = (): string => {
    count += 1;
    return `contract-${run}-${count}`;
  };
  describe('append', () => appendContract(open, fresh));
  describe('read', () => readContract(open, fresh));
  describe('follow', () => followContract(open, fresh));
};
