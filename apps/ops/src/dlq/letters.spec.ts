import type { IncomingRecord } from '@vestibule/topics';
import { letterDocument, letterLines, queueLines } from './draw';
import { letterOf, reasonCounts } from './letters';
import { queuesOf } from './queues';

const record = (more: Partial<IncomingRecord> = {}): IncomingRecord => ({
  topic: 'dm.commands.v1.identity.dlq',
  partition: 0,
  offset: '7',
  timestampMs: 1_750_000_000_000,
  key: Buffer.from('a key'),
  value: Buffer.from('private words'),
  headers: {
    ce_type: Buffer.from('SendMessage'),
    dlq_reason: Buffer.from('NOT_JSON'),
    dlq_detail: Buffer.from('no \u001b[2J JSON'),
    dlq_topic: Buffer.from('dm.commands.v1'),
    dlq_partition: Buffer.from('3'),
    dlq_offset: Buffer.from('41'),
    dlq_version: Buffer.from('0.1.0'),
  },
  ...more,
});

test('a letter tells why, where, and what came', () => {
  expect(letterOf(record())).toEqual({
    offset: '7',
    atMs: 1_750_000_000_000,
    reason: 'NOT_JSON',
    meaning: 'The value is no JSON object, or there is none.',
    detail: 'no \u001b[2J JSON',
    source: { topic: 'dm.commands.v1', partition: 3, offset: '41' },
    version: '0.1.0',
    key: { text: 'a key' },
    headers: { ce_type: { text: 'SendMessage' } },
    bytes: 13,
    value: { text: 'private words' },
  });
});

test('bytes that are no text are hexadecimal, and what is absent stays so', () => {
  const letter = letterOf(record({ key: null, value: Buffer.from([0xff, 0x00]) }));
  expect(letter).toMatchObject({ key: null, value: { hex: 'ff00' }, bytes: 2 });
  expect(letterOf(record({ value: null }))).toMatchObject({ value: null, bytes: 0 });
});

test('a record without our headers is a letter all the same', () => {
  expect(letterOf(record({ headers: {} }))).toMatchObject({
    reason: 'NO_REASON',
    meaning: null,
    source: { topic: '', partition: -1 },
  });
});

test('the value is shown only when it is asked for', () => {
  const letter = letterOf(record());
  expect(letterLines(letter, false).join('\n')).not.toContain('private');
  expect(letterLines(letter, false).join('\n')).toContain('13 bytes');
  expect(letterLines(letter, true).join('\n')).toContain('private words');
  expect(letterDocument(letter, false)).not.toHaveProperty('value');
  expect(letterDocument(letter, true)).toHaveProperty('value');
});

test('a letter cannot write on the terminal', () => {
  const letter = letterOf(record({ value: Buffer.from('\u001b]0;title\u0007') }));
  const lines = letterLines(letter, true);
  expect(lines.at(-1)).toContain('\\u{1b}]0;title\\u{7}');
  expect(lines.join('\n')).not.toContain('\u001b');
});

test('reasons are counted, the most frequent first', () => {
  const headers = { dlq_reason: Buffer.from('EXPIRED') };
  const letters = [record(), record({ headers }), record({ headers })].map(letterOf);
  expect(Object.entries(reasonCounts(letters))).toEqual([
    ['EXPIRED', 2],
    ['NOT_JSON', 1],
  ]);
});

test('queues are those of the table, by group', () => {
  expect(queuesOf().length).toBeGreaterThan(queuesOf('gating').length);
  expect(queuesOf('identity')).toContainEqual({
    topic: 'dm.commands.v1.identity.dlq',
    group: 'identity',
  });
});

test('queues with letters come first', () => {
  const empty = { group: 'gating', exists: true, depth: 0, reasons: {}, newestAtMs: null } as const;
  const lines = queueLines([
    { ...empty, topic: 'a' },
    { ...empty, topic: 'b', depth: 2, reasons: { NOT_JSON: 2 }, newestAtMs: 0 },
    { ...empty, topic: 'c', exists: false },
  ]);
  expect(lines.slice(1)).toEqual([
    'b            2  1970-01-01T00:00:00.000Z  NOT_JSON 2',
    'a            0  -',
    'c            -  -                         no such topic',
  ]);
});
