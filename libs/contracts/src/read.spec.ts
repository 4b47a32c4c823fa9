import * as fc from 'fast-check';
import { limits, type ReadableRecord } from './bytes';
import { dmCommands } from './dm-commands';
import { dmOutcomes } from './dm-outcomes';
import { gatingCommands } from './gating-commands';
import { gatingEvents } from './gating-events';
import { conversationIdOf } from './ids';
import { identityCommands } from './identity-commands';
import { deliveryCommands } from './delivery-commands';
import { deliveryEvents } from './delivery-events';
import { futureSlackMs, isUnreadable, maxAgeMs, reader } from './read';
import { deadLetterReasons } from './reasons';
import { golden, recordOf } from './samples.words';

fc.configureGlobal({ seed: 42 }); // every run is the same run

const sample = golden('dm.commands.v1/SendMessage');
const record = recordOf(sample);
const read = reader(dmCommands);

const withValue = (value: string | Buffer): ReadableRecord => ({
  ...record,
  value: Buffer.from(value as string),
});

const withData = (changes: object): ReadableRecord =>
  withValue(JSON.stringify({ ...sample.value, ...changes }));

const withHeaders = (headers: Readonly<Record<string, string | undefined>>): ReadableRecord => {
  const changed = Object.entries({ ...sample.headers, ...headers }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return { ...record, headers: Object.fromEntries(changed.map(([n, t]) => [n, Buffer.from(t)])) };
};

const actor = String(sample.value['actor']);

const reasonOf = (found: ReturnType<typeof read>): string =>
  isUnreadable(found) ? found.reason : 'understood';

const nested = (levels: number): string => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels);

describe('a record that cannot be understood', () => {
  // prettier-ignore
  test.each<[string, string, ReadableRecord]>([
    ['TOO_LARGE',       'is over 32 KiB',                withValue(' '.repeat(limits.commandBytesMax))],
    ['NOT_JSON',        'has no value',                  { ...record, value: null }],
    ['NOT_UTF8',        'is not UTF-8',                  withValue(Buffer.from([0x7b, 0xff, 0x7d]))],
    ['NOT_JSON',        'is cut off',                    withValue('{"actor":')],
    ['NOT_JSON',        'starts with a byte order mark', withValue(`\uFEFF${JSON.stringify(sample.value)}`)],
    ['NOT_JSON',        'is a list',                     withValue('[]')],
    ['NOT_JSON',        'is null',                       withValue('null')],
    ['TOO_DEEP',        'has nine levels',               withValue(nested(9))],
    ['TOO_DEEP',        'has thousands of levels',       withValue(`{"a":${'['.repeat(9_000)}${']'.repeat(9_000)}}`)],
    ['TOO_DEEP',        'has 33 keys',                   withData(Object.fromEntries(Array.from({ length: 33 }, (_, n) => [`k${n}`, n])))],
    ['TOO_DEEP',        'has 17 headers',                withHeaders(Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`h${n}`, 'x'])))],
    ['UNKNOWN_VERSION', 'is of another specversion',     withHeaders({ ce_specversion: '0.3' })],
    ['UNKNOWN_VERSION', 'has no specversion',            withHeaders({ ce_specversion: undefined })],
    ['UNKNOWN_TYPE',    'is of an unknown type',         withHeaders({ ce_type: 'SendFlowers' })],
    ['UNKNOWN_TYPE',    'has the type toString',         withHeaders({ ce_type: 'toString' })],
    ['UNKNOWN_TYPE',    'has no type',                   withHeaders({ ce_type: undefined })],
    ['BAD_SCHEMA',      'has no id',                     withHeaders({ ce_id: undefined })],
    ['BAD_SCHEMA',      'has an id of version 4',        withHeaders({ ce_id: '0b8f6a52-3c1d-4e7a-9f20-6d1c52a7e901' })],
    ['BAD_SCHEMA',      'has an id in upper case',       withHeaders({ ce_id: sample.headers['ce_id']?.toUpperCase() })],
    ['BAD_SCHEMA',      'has no source',                 withHeaders({ ce_source: undefined })],
    ['BAD_SCHEMA',      'lacks a field',                 withValue('{}')],
    ['BAD_SCHEMA',      'has a field too many',          withData({ conversationId: 'x' })],
    ['BAD_SCHEMA',      'has a wrong kind',              withData({ kind: 'gif' })],
    ['WRONG_KEY',       'has no key',                    { ...record, key: null }],
    ['WRONG_KEY',       'has an empty key',              { ...record, key: Buffer.alloc(0) }],
    ['WRONG_KEY',       'has the key of another pair',   { ...record, key: Buffer.from(conversationIdOf('a', 'b')) }],
    ['WRONG_KEY',       'is a message to oneself',       { ...withData({ other: actor }), key: Buffer.from(conversationIdOf(actor, actor)) }],
    ['EXPIRED',         'came over 24 hours late',       { ...record, timestampMs: record.timestampMs - 40 + maxAgeMs + 1 }],
    ['FUTURE',          'was issued 5 minutes ahead',    { ...record, timestampMs: record.timestampMs - 40 - futureSlackMs - 1 }],
  ])('is %s when it %s', (reason, _, bad) => {
    expect(reasonOf(read(bad))).toBe(reason);
  });

  test('names the place and the rule, never the content', () => {
    const found = read(withData({ text: 12, kind: 'secret words' }));
    expect(isUnreadable(found) && found.detail).toMatch(/^\/(text|kind) must /);
    expect(JSON.stringify(found)).not.toMatch('secret words');
  });

  test('is too large by its headers alone', () => {
    const found = read(withHeaders({ padding: 'x'.repeat(limits.commandBytesMax) }));
    expect(reasonOf(found)).toBe('TOO_LARGE');
  });
});

describe('a text that no message may hold', () => {
  const event = recordOf(golden('gating.events.v1/MessageSent'));
  const text = JSON.stringify(golden('gating.events.v1/MessageSent').value);
  const readEvent = reader(gatingEvents);
  const withMore = (more: string): ReadableRecord => ({
    ...event,
    value: Buffer.from(`${text.slice(0, -1)},"more":${more}}`),
  });

  test('is looked for in fields that an event may well have', () => {
    expect(isUnreadable(readEvent(withMore('{"a":["\\ud83d\\ude00"]}')))).toBe(false);
  });

  test.each([
    ['a __proto__ key', '{"__proto__":{}}'],
    ['a constructor key in a list', '[{"constructor":1}]'],
    ['a prototype key', '{"prototype":1}'],
    ['an escaped key', '{"\\u005f_proto__":1}'],
    ['half a character', '"\\ud83d"'],
    ['half a character in a key', '{"\\udc00":1}'],
    ['NUL', '["a\\u0000"]'],
  ])('is BAD_SCHEMA with %s', (_, more) => {
    expect(readEvent(withMore(more))).toMatchObject({
      reason: 'BAD_SCHEMA',
      detail: expect.stringMatching(
        /^a (key that is not allowed|text holds NUL or half a character)$/,
      ),
    });
  });
});

describe('a record at a limit', () => {
  test('is understood to the last millisecond', () => {
    const issuedAtMs = record.timestampMs - 40;
    expect(reasonOf(read({ ...record, timestampMs: issuedAtMs + maxAgeMs }))).toBe('understood');
    expect(reasonOf(read({ ...record, timestampMs: issuedAtMs - futureSlackMs }))).toBe(
      'understood',
    );
  });

  test('may have 16 headers', () => {
    const more = Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`h${n}`, 'x']));
    expect(reasonOf(read(withHeaders(more)))).toBe('understood');
  });

  test('may have eight levels and is then judged by its shape', () => {
    expect(read(withValue(nested(8)))).toMatchObject({
      reason: 'BAD_SCHEMA',
      detail: expect.stringMatching('required'),
    });
  });

  test('may come as any kind of byte array', () => {
    const plain = (bytes: Uint8Array | null) => (bytes ? new Uint8Array(bytes) : null);
    expect(reasonOf(read({ ...record, key: plain(record.key), value: plain(record.value) }))).toBe(
      'understood',
    );
  });

  test('may speak of constructors and write any emoji', () => {
    const text = 'the constructor of __proto__ 👩‍👩‍👧 ❤️';
    expect(read(withData({ text }))).toMatchObject({ data: { text } });
  });

  test('is larger where it carries facts', () => {
    const { value, ...rest } = golden('gating.commands.v1/SendMessage');
    const big = recordOf({ ...rest, value: { ...value, text: 'é'.repeat(29_000) } });
    expect(isUnreadable(reader(gatingCommands)(big))).toBe(false);
  });
});

describe('a record of another topic', () => {
  const event = recordOf(golden('gating.events.v1/MessageSent'));
  const withHeader = (name: string, text: string): ReadableRecord => ({
    ...event,
    headers: { ...event.headers, [name]: Buffer.from(text) },
  });

  test.each([
    ['ce_stream', ''],
    ['ce_revision', '-1'],
    ['ce_revision', '1.5'],
    ['ce_revision', '9'.repeat(16)],
    ['ce_metadata', '[]'],
    ['ce_metadata', '{'],
  ])('is BAD_SCHEMA with %s %j', (name, text) => {
    expect(reader(gatingEvents)(withHeader(name, text))).toMatchObject({ reason: 'BAD_SCHEMA' });
  });

  test('belongs to the stream whose id is its key', () => {
    const found = reader(gatingEvents)(
      withHeader('ce_stream', `pair-${conversationIdOf('a', 'b')}`),
    );
    expect(found).toMatchObject({ reason: 'WRONG_KEY' });
  });

  test('is keyed by its account', () => {
    const follow = recordOf(golden('identity.commands.v1/Follow'));
    const other = Buffer.from(String(golden('identity.commands.v1/Follow').value['other']));
    expect(reader(identityCommands)({ ...follow, key: other })).toMatchObject({
      reason: 'WRONG_KEY',
    });
  });

  test('is keyed by its person', () => {
    const { value, ...rest } = golden('delivery.events.v1/RequestMoved');
    const moved = recordOf({ ...rest, value: { ...value, person: value['other'] } });
    expect(reader(deliveryEvents)(moved)).toMatchObject({ reason: 'WRONG_KEY' });
  });

  test('is keyed by its actor where it is a command of a person, who is not the other', () => {
    const { value, ...rest } = golden('delivery.commands.v1/MarkRead');
    const readMark = reader(deliveryCommands);
    for (const changed of [{ actor: value['other'] }, { other: value['actor'] }]) {
      const mark = recordOf({ ...rest, value: { ...value, ...changed } });
      expect(readMark(mark)).toMatchObject({ reason: 'WRONG_KEY' });
    }
  });

  test('may be nobody’s where a command made from an event failed', () => {
    const { value, ...rest } = golden('delivery.events.v1/CommandFailed');
    const failed = recordOf({ ...rest, value: { ...value, actor: '' } });
    expect(isUnreadable(reader(deliveryEvents)(failed))).toBe(false);
  });

  test('has no age where the broker does not stamp it', () => {
    const decided = recordOf(golden('dm.outcomes.v1/CommandDecided'));
    expect(isUnreadable(reader(dmOutcomes)({ ...decided, timestampMs: 0 }))).toBe(false);
  });
});

describe('the reader', () => {
  const bytes = fc.uint8Array({ maxLength: 200 });
  const anyHeaders = fc.dictionary(
    fc.constantFrom('ce_specversion', 'ce_id', 'ce_type', 'ce_source', 'traceparent', 'x'),
    bytes,
  );
  const anyValue = fc.oneof(
    bytes,
    fc.json().map((text) => Buffer.from(text)),
    fc.jsonValue().map((more) => Buffer.from(JSON.stringify({ ...sample.value, more }))),
  );

  test('never throws, whatever it is given', () => {
    const any = fc.record({
      key: fc.option(bytes),
      value: fc.option(anyValue),
      headers: fc.oneof(anyHeaders, fc.constant(record.headers)),
      timestampMs: fc.integer(),
    });
    fc.assert(
      fc.property(any, (odd) => {
        const found = read(odd);
        return !isUnreadable(found) || deadLetterReasons.includes(found.reason);
      }),
      { numRuns: 1_000 },
    );
  });

  test('never takes a message for one of another pair, whichever byte of it changes', () => {
    const text = JSON.stringify(sample.value);
    const { other } = sample.value;
    const places = fc.integer({ min: 0, max: text.length - 1 });
    fc.assert(
      fc.property(places, fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const value = Buffer.from(text);
        value[at] = byte;
        const found = read({ ...record, value });
        if (isUnreadable(found)) return true;
        return found.data.actor === actor && found.data.other === other;
      }),
      { numRuns: 500 },
    );
  });
});
