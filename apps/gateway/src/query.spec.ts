import { ann, codeOf } from './gateway.words';
import { countIn, idIn, pageIn } from './query';

const bounds = { min: 0, max: 30_000, fallback: 5_000 };

test('a number is whole, within bounds, and may be left out', () => {
  expect(countIn(undefined, 'waitMs', bounds)).toBe(5_000);
  expect(countIn('0', 'waitMs', bounds)).toBe(0);
  expect(countIn('30000', 'waitMs', bounds)).toBe(30_000);
});

test.each(['', '-1', '30001', '1.5', '1e3', ' 1', '0x1', ['1', '2'], { a: '1' }])(
  '%p is no number to wait',
  async (asked) => expect(await codeOf(() => countIn(asked, 'waitMs', bounds))).toBe('BAD_SCHEMA'),
);

test('a page is the newest unless told', async () => {
  expect(pageIn({})).toEqual({ before: undefined, limit: 50 });
  expect(pageIn({ before: 'p1', limit: '200' })).toEqual({ before: 'p1', limit: 200 });
  expect(await codeOf(() => pageIn({ before: ['p1', 'p2'] }))).toBe('BAD_SCHEMA');
  expect(await codeOf(() => pageIn({ limit: '201' }))).toBe('BAD_SCHEMA');
});

test('an id is a UUID in lower case', async () => {
  expect(idIn(ann, 'other')).toBe(ann);
  expect(await codeOf(() => idIn(ann.toUpperCase(), 'other'))).toBe('BAD_SCHEMA');
});
