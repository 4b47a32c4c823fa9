import * as fc from 'fast-check';
import { parse, v5, version } from 'uuid';
import {
  bulkCommandId,
  commandIdAtMs,
  conversationIdOf,
  conversationNamespace,
  isCommandId,
  newCommandId,
} from './ids';

fc.configureGlobal({ seed: 42 }); // every run is the same run

const ann = '0b8f6a52-3c1d-4e7a-9f20-6d1c52a7e901';
const bob = 'c47de1b0-58a2-4d39-8e6f-21b90f3a7d42';

describe('a conversation id', () => {
  test('is fixed for ever', () => {
    expect(conversationNamespace).toBe('b365d886-79dd-4242-8a59-30426d566021');
    expect(conversationIdOf(ann, bob)).toBe('ba41a04f-d3c1-5f9a-9817-7470512b77b9');
  });

  test('is the UUIDv5 of the sorted pair, whatever the two are', () => {
    const id = fc.oneof(fc.uuid(), fc.string({ unit: 'grapheme' }), fc.constantFrom(ann, bob));
    fc.assert(
      fc.property(id, id, (one, another) => {
        const name = [one.toLowerCase(), another.toLowerCase()].toSorted().join('~');
        expect(conversationIdOf(one, another)).toBe(v5(name, conversationNamespace));
      }),
      { numRuns: 1_000 },
    );
  });

  test('is the same from both sides and in any case', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), (one, another) => {
        const id = conversationIdOf(one, another);
        return (
          conversationIdOf(another, one) === id &&
          conversationIdOf(one.toUpperCase(), another) === id
        );
      }),
    );
  });
});

describe('a command id', () => {
  const anyTime = fc.integer({ min: 0, max: 2 ** 48 - 1 });
  const anyBytes = fc.uint8Array({ minLength: 10, maxLength: 16 });

  test('is a UUIDv7 that carries its time of issue', () => {
    fc.assert(
      fc.property(anyTime, anyBytes, (nowMs, bytes) => {
        const id = newCommandId(nowMs, bytes);
        expect(isCommandId(id)).toBe(true);
        expect(version(id)).toBe(7);
        expect(parse(id)).toHaveLength(16);
        expect(commandIdAtMs(id)).toBe(nowMs);
      }),
    );
  });

  test('keeps 74 of the random bits', () => {
    const zeros = newCommandId(0, new Uint8Array(10));
    const ones = newCommandId(0, new Uint8Array(10).fill(255));
    expect(zeros).toBe('00000000-0000-7000-8000-000000000000');
    expect(ones).toBe('00000000-0000-7fff-bfff-ffffffffffff');
  });

  test('is of version 7, of the right variant and in lower case', () => {
    expect(isCommandId(ann)).toBe(false);
    expect(isCommandId('01a0c450-6c00-7e7d-ac03-a9507ae265ec')).toBe(true);
    expect(isCommandId('01a0c450-6c00-7e7d-cc03-a9507ae265ec')).toBe(false);
    expect(isCommandId('01A0C450-6C00-7E7D-AC03-A9507AE265EC')).toBe(false);
    expect(isCommandId('01a0c450-6c00-7e7d-ac03-a9507ae265ec\n')).toBe(false);
  });
});

describe('the command id of one answer of many', () => {
  const bulkId = newCommandId(1_790_000_000_000, new Uint8Array(10).fill(7));
  const conversationId = conversationIdOf(ann, bob);

  test('edge 69: carries the time of the bulk answer, and is the same whoever makes it', () => {
    const id = bulkCommandId(bulkId, conversationId);
    expect(id).toBe('01a0c450-6c00-7ab3-96da-fe85cd701c55');
    expect(isCommandId(id)).toBe(true);
    expect(commandIdAtMs(id)).toBe(commandIdAtMs(bulkId));
  });

  test('differs for every conversation and every bulk answer', () => {
    const other = newCommandId(1_790_000_000_000, new Uint8Array(10).fill(8));
    const ids = [
      bulkCommandId(bulkId, conversationId),
      bulkCommandId(bulkId, conversationIdOf(ann, bulkId)),
      bulkCommandId(other, conversationId),
    ];
    expect(new Set(ids).size).toBe(3);
  });
});
