import * as fc from 'fast-check';
import {
  emptyMemory,
  memoryOf,
  remember,
  storedMemory,
  verdict,
  type Call,
  type Memory,
} from './once';

const hourMs = 3_600_000;
const startMs = 1_750_000_000_000;

const ask = (commandId: string, hours = 0, contentHash = 'a'): Call => ({
  commandId,
  contentHash,
  ingestedAtMs: startMs + hours * hourMs,
  source: null,
});

const machine = (revision: number, part = 0, stream = 'account-bob'): Call => ({
  commandId: `${stream}@${revision}/${part}`,
  contentHash: '',
  ingestedAtMs: startMs,
  source: { stream, revision, part },
});

const after = (...calls: readonly Call[]): Memory => calls.reduce(remember, emptyMemory);

describe('an asked command', () => {
  const known = after(ask('c1'));

  test('is new until it is remembered, then done', () => {
    expect(verdict(emptyMemory, ask('c1'))).toBe('new');
    expect(verdict(known, ask('c1'))).toBe('done');
    expect(verdict(known, ask('c2'))).toBe('new');
  });

  test('with other content is another command under a used id', () =>
    expect(verdict(known, ask('c1', 0, 'b'))).toBe('reused'));

  test('ingested more than an hour behind the lane is behind', () => {
    const later = after(ask('c1', 10));
    expect(verdict(later, ask('c2', 9))).toBe('new');
    expect(verdict(later, ask('c2', 8.999))).toBe('behind');
    expect(verdict(later, ask('c1', 8))).toBe('done');
  });

  test('is known for 26 hours of lane time and no longer', () => {
    expect(verdict(after(ask('c1'), ask('c2', 26)), ask('c1', 26))).toBe('done');
    const forgotten = after(ask('c1'), ask('c2', 26.001));
    expect(verdict(forgotten, ask('c1', 26.001))).toBe('new');
    expect(verdict(remember(forgotten, ask('c1', 27)), ask('c1', 27))).toBe('done');
  });

  test('remembered twice changes nothing', () => expect(remember(known, ask('c1', 5))).toBe(known));
});

describe('a machine command', () => {
  test('is done at or below the newest revision taken of its source', () => {
    const known = after(machine(4), machine(7));
    expect([3, 4, 7].map((revision) => verdict(known, machine(revision)))).toEqual([
      'done',
      'done',
      'done',
    ]);
    expect(verdict(known, machine(8))).toBe('new');
    expect(verdict(known, machine(1, 0, 'account-ann'))).toBe('new');
  });

  test('is told apart from its siblings of the same event', () => {
    const known = after(machine(4, 0));
    expect(verdict(known, machine(4, 0))).toBe('done');
    expect(verdict(known, machine(4, 1))).toBe('new');
  });

  test('neither moves the lane nor is ever behind it', () => {
    const known = after(ask('c1', 100));
    expect(verdict(known, machine(1))).toBe('new');
    expect(remember(known, { ...machine(1), ingestedAtMs: startMs * 2 }).laneAtMs).toBe(
      known.laneAtMs,
    );
  });
});

test('a memory survives JSON', () => {
  const memory = after(ask('old'), ask('c1', 27), ask('c2', 28), machine(4));
  const stored = storedMemory(memory);
  const read = memoryOf(JSON.parse(JSON.stringify(stored)) as typeof stored);
  expect(storedMemory(read)).toEqual(stored);
  for (const call of [ask('old', 28), ask('c1', 28), ask('c2', 28, 'b'), machine(4), machine(5)])
    expect(verdict(read, call)).toBe(verdict(memory, call));
});

/** Copies come up to 24 h and 5 min after the first, in lanes at most an hour out of order. */
test('a command is new at most once, however often its copies come', () => {
  const copy = fc.record({
    id: fc.nat(30),
    minutes: fc.integer({ min: 0, max: 60 }),
    behind: fc.integer({ min: 0, max: 60 }),
  });
  fc.assert(
    fc.property(fc.array(copy, { maxLength: 200, size: 'max' }), (copies) => {
      let [memory, laneMinutes] = [emptyMemory, 0];
      const first = new Map<string, number>();
      for (const { id, minutes, behind } of copies) {
        laneMinutes += minutes;
        const ingested = laneMinutes - behind;
        const commandId = `c${id}`;
        const since = ingested - (first.get(commandId) ?? ingested);
        if (since > 24 * 60 + 5) continue;
        const call = ask(commandId, ingested / 60);
        const isNew = verdict(memory, call) === 'new';
        if (isNew === first.has(commandId)) return false;
        if (isNew) first.set(commandId, ingested);
        memory = remember(memory, call);
      }
      return true;
    }),
    { seed: 42, numRuns: 300 },
  );
});
