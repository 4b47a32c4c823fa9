import { differingOf, fieldsOf } from './differing';
import { reportLines, type Report } from './report';

test.each([
  ['(a,b,3)', ['a', 'b', '3']],
  ['(a,,3)', ['a', '', '3']],
  ['(a,)', ['a', '']],
  ['("x,y","say ""hi""",b)', ['x,y', 'say "hi"', 'b']],
  ['("back\\\\slash","two\nlines")', ['back\\slash', 'two\nlines']],
])('the row %j has the fields %j', (row, fields) => {
  expect(fieldsOf(row)).toEqual(fields);
});

const columns = ['id', 'body', 'at'];

test('columns that are unlike are named, and what stands there is not', () => {
  const live = '(1,"{""text"":""forged""}",5)';
  const difference = { table: 'messages', row: 4, live, rebuilt: '(1,{},5)' };
  expect(differingOf(difference, columns)).toEqual({
    table: 'messages',
    row: 4,
    kind: 'unlike',
    columns: ['body'],
  });
});

test.each([
  [null, '(1,2,3)', 'rebuiltOnly'],
  ['(1,2,3)', null, 'liveOnly'],
] as const)('a row on one side alone is told as such: %j, %j', (live, rebuilt, kind) => {
  expect(differingOf({ table: 't', row: 1, live, rebuilt }, columns)).toMatchObject({ kind });
});

const report: Report = {
  view: 'inbox',
  events: 100,
  rows: 40,
  seconds: 2,
  digest: 'aa',
  liveDigest: 'aa',
  equal: true,
  difference: null,
  stuck: 0,
  switched: true,
};

test('an equal rebuild is told in four lines', () => {
  expect(reportLines(report)).toEqual([
    'rebuilt inbox: 100 events, 40 rows in 2.0 s, 50 events/s',
    'equal, byte for byte',
    'digest aa',
    'switched: people see the rebuilt one now',
  ]);
});

test('an unequal one names the difference, both digests, and what people see', () => {
  const difference = { table: 'messages', row: 4, kind: 'unlike', columns: ['body'] } as const;
  const unequal = { ...report, equal: false, switched: false, liveDigest: 'bb', difference };
  const lines = reportLines({ ...unequal, stuck: 2 });
  expect(lines).toContain('not equal: row 4 of messages differs in body');
  expect(lines).toContain('  live bb');
  expect(lines).toContain('2 streams could not be applied to their end');
  expect(lines.at(-1)).toBe('not switched: people see the live one still');
  expect(reportLines({ ...unequal, switched: true }).at(-1)).toContain('by force');
});
