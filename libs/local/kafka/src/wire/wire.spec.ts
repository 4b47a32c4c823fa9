import {
  bool,
  bytes,
  i16,
  i32,
  i64,
  i8,
  list,
  maybeList,
  maybeText,
  records,
  since,
  struct,
  text,
} from './fields';
import { crc32c } from './crc32c';
import { Reader } from './reader';
import { Writer } from './writer';

const everything = struct({
  small: i8,
  short: i16,
  word: i32,
  long: i64,
  yes: bool,
  name: text,
  nothing: maybeText,
  blob: bytes,
  numbers: list(i32),
  none: maybeList(i32),
  later: since(3, struct({ inner: i64 }), { inner: -7 }),
  records,
});

const sample = {
  small: -1,
  short: -300,
  word: -70_000,
  long: -(2 ** 52) - 1,
  yes: true,
  name: 'grüße',
  nothing: null,
  blob: Buffer.from([1, 2]),
  numbers: [1, -1],
  none: null,
  later: { inner: 2 ** 53 - 1 },
  records: [Buffer.alloc(300, 1), Buffer.alloc(3, 2)],
};

const written = (version: number, value: typeof sample = sample): Buffer => {
  const to = new Writer(42);
  everything.write(to, value, version);
  return Buffer.concat([...to.finish()]);
};

describe('a table of fields', () => {
  test('reads what it wrote, behind length and correlation id', () => {
    const frame = written(3);
    expect(frame.readInt32BE(0)).toBe(frame.length - 4);
    expect(frame.readInt32BE(4)).toBe(42);
    const read = everything.read(new Reader(frame.subarray(8)), 3);
    expect(read).toEqual({ ...sample, records: Buffer.concat([...sample.records]) });
  });

  test('leaves a field out of older versions, and reads its absent value there', () => {
    const frame = written(2);
    expect(frame.length).toBe(written(3).length - 8);
    expect(everything.read(new Reader(frame.subarray(8)), 2).later).toEqual({ inner: -7 });
  });

  test('writes any length without a slip where one page ends and the next begins', () => {
    for (let length = 380; length < 540; length += 1) {
      const name = 'x'.repeat(length);
      const frame = written(3, { ...sample, name });
      const read = everything.read(new Reader(frame.subarray(8)), 3);
      expect(read).toEqual({ ...sample, name, records: Buffer.concat([...sample.records]) });
    }
  });

  test('refuses every message that was cut, and every length that is out of bounds', () => {
    const message = written(3).subarray(8);
    for (let length = 0; length < message.length; length += 1)
      expect(() => everything.read(new Reader(message.subarray(0, length)), 3)).toThrow(RangeError);
    const lists = struct({ items: list(text) });
    for (const bad of ['ffffff00', '7fffffff', '00000005'])
      expect(() => lists.read(new Reader(Buffer.from(`${bad}0000`, 'hex')), 0)).toThrow(RangeError);
    expect(() => struct({ name: text }).read(new Reader(Buffer.from('ffff', 'hex')), 0)).toThrow(
      'null',
    );
    expect(() => struct({ name: text }).read(new Reader(Buffer.from('fffe', 'hex')), 0)).toThrow(
      RangeError,
    );
  });
});

describe('numbers inside records', () => {
  test.each([
    ['00', 0],
    ['01', -1],
    ['02', 1],
    ['ff01', -128],
    ['8001', 64],
    ['feffffff0f', 2_147_483_647],
    ['ffffffff0f', -2_147_483_648],
    ['80808080808010', 2 ** 45],
  ])('%s is %d', (hex, value) => {
    expect(new Reader(Buffer.from(hex, 'hex')).varint()).toBe(value);
  });

  test('without an end are refused', () => {
    expect(() => new Reader(Buffer.alloc(20, 255)).varint()).toThrow(RangeError);
    expect(() => new Reader(Buffer.alloc(3, 255)).varint()).toThrow(RangeError);
  });
});

describe('the checksum', () => {
  test('has the values of RFC 3720', () => {
    expect(crc32c(Buffer.alloc(32))).toBe(0x8a9136aa);
    expect(crc32c(Buffer.alloc(32, 255))).toBe(0x62a8ab43);
    expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
    expect(crc32c(Buffer.from('xx123456789y'), 2, 11)).toBe(0xe3069283);
  });
});
