import { errors } from '../errors';
import { crc32c } from '../wire/crc32c';
import { refusalOf } from './batch';
import { type Draft, batch, directory, opened, removeAll, rules } from './log.words';

afterEach(removeAll);

const nowMs = 1_000_000;
const refused = (draft: Partial<Draft>, own = {}) =>
  refusalOf(batch({ values: ['a', 'b'], ...draft }), { ...rules, ...own }, nowMs);

describe('a received batch', () => {
  test('is taken when it is sound', () => {
    expect(refused({})).toBe(errors.NONE);
    expect(refused({ keyed: false, producer: 5, sequence: 0 })).toBe(errors.NONE);
  });

  test.each([
    ['control', { attributes: 32 }, errors.INVALID_RECORD],
    ['transactional', { attributes: 16 }, errors.TRANSACTIONS_REFUSED],
    ['stamped by the client', { attributes: 8 }, errors.INVALID_TIMESTAMP],
    ['of an unknown codec', { attributes: 5 }, errors.UNSUPPORTED_COMPRESSION],
    ['over an hour ahead', { timesMs: [nowMs, nowMs + 3_600_001] }, errors.INVALID_TIMESTAMP],
    ['without a sequence', { producer: 7, sequence: -1 }, errors.INVALID_RECORD],
    ['with a base offset', { change: (b: Buffer) => b.writeInt32BE(1, 4) }, errors.INVALID_RECORD],
    ['of an older magic', { change: (b: Buffer) => b.writeInt8(1, 16) }, errors.INVALID_RECORD],
    [
      'with too high a count',
      { change: (b: Buffer) => b.writeInt32BE(3, 57) },
      errors.INVALID_RECORD,
    ],
    ['whose counts agree on a lie', { change: lie }, errors.INVALID_RECORD],
    ['with a lying length', { change: (b: Buffer) => b.writeInt32BE(1, 8) }, errors.INVALID_RECORD],
  ])('%s is refused', (_name, draft, code) => {
    expect(refused(draft)).toBe(code);
  });

  test('is refused when it is too large, damaged, cut, or two at once', () => {
    const [one, two] = [batch({ values: ['a'] }), batch({ values: ['b'] })];
    expect(refusalOf(one, { ...rules, bytesMax: one.length - 1 }, 0)).toBe(
      errors.MESSAGE_TOO_LARGE,
    );
    expect(refusalOf(one.subarray(0, -1), rules, 0)).toBe(errors.INVALID_RECORD);
    expect(refusalOf(one.subarray(0, 20), rules, 0)).toBe(errors.INVALID_RECORD);
    expect(refusalOf(Buffer.concat([one, two]), rules, 0)).toBe(errors.INVALID_RECORD);
    two[two.length - 2] = 1;
    expect(refusalOf(two, rules, 0)).toBe(errors.CORRUPT_MESSAGE);
  });

  test('without a key is refused where the topic is compacted', () => {
    expect(refused({ keyed: false }, { keyed: true })).toBe(errors.INVALID_RECORD);
    expect(refused({ keyed: true }, { keyed: true })).toBe(errors.NONE);
  });

  test('with a wrong maximum time is put right', () => {
    const wrong = batch({
      values: ['a', 'b'],
      timesMs: [1_000, 3_000],
      change: (b) => b.fill(0, 35, 43),
    });
    expect(refusalOf(wrong, rules, nowMs)).toBe(errors.NONE);
    expect(wrong.readBigInt64BE(35)).toBe(3_000n);
    expect(crc32c(wrong, 21)).toBe(wrong.readUInt32BE(17));
  });
});

function lie(b: Buffer): void {
  b.writeInt32BE(3, 57);
  b.writeInt32BE(2, 23);
}

describe('the sequence of an idempotent producer', () => {
  const send = (log: ReturnType<typeof opened>['log'], sequence: number, epoch = 0, count = 2) => {
    const values = Array.from({ length: count }, () => 'v');
    const { error, base } = log.append(batch({ values, producer: 9, epoch, sequence }));
    return error === errors.NONE ? base : `error ${error}`;
  };

  test('may begin anywhere, goes on without a gap, and repeats its last five batches as done', () => {
    const { log } = opened(directory());
    expect([10, 12, 14, 16, 18, 20].map((sequence) => send(log, sequence))).toEqual([
      0, 2, 4, 6, 8, 10,
    ]);
    expect([12, 20].map((sequence) => send(log, sequence))).toEqual([2, 10]);
    expect(send(log, 10)).toBe('error 45');
    expect([23, 21, 19].map((sequence) => send(log, sequence))).toEqual([
      'error 45',
      'error 45',
      'error 45',
    ]);
    expect(send(log, 18, 0, 1)).toBe('error 45');
    expect(log.end).toBe(12);
  });

  test('starts again with a newer epoch, and an older one is refused', () => {
    const { log } = opened(directory());
    send(log, 0, 3);
    expect(send(log, 2, 4)).toBe('error 45');
    expect(send(log, 0, 4)).toBe(2);
    expect(send(log, 2, 3)).toBe('error 47');
  });

  test('goes on at 0 behind 2^31 − 1', () => {
    const { log } = opened(directory());
    send(log, 2 ** 31 - 2);
    expect(send(log, 0)).toBe(2);
    expect(send(log, 2 ** 31 - 2)).toBe(0);
  });

  test('is known after a restart, and forgotten after a day of silence', () => {
    let now = 10_000;
    const clock = { now: () => now, after: () => () => {}, wait: async () => {} };
    const at = directory();
    const { log } = opened(at, { clock });
    send(log, 0);
    log.close();
    const again = opened(at, { clock }).log;
    expect(send(again, 0)).toBe(0);
    expect(send(again, 5)).toBe('error 45');
    now += 86_400_001;
    again.retain();
    expect(send(again, 5)).toBe(2);
  });
});
