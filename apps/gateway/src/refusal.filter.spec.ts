import { NotFoundException, InternalServerErrorException } from '@nestjs/common';
import { CursorError, StatementError } from '@vestibule/views';
import { RefusedError, refusalBody } from './refusal';
import { refusalFor, retryAfter } from './refusal.filter';

const sql = (code: string) => new StatementError('select 1', Object.assign(new Error(), { code }));

test.each([
  ['a page that never was', new CursorError(), 'BAD_CURSOR'],
  ['no such route', new NotFoundException('Cannot GET /'), 'NOT_FOUND'],
  ['too large a body', { type: 'entity.too.large' }, 'TOO_LARGE'],
  ['a compressed body', { type: 'encoding.unsupported' }, 'JSON_ONLY'],
  ['no database', sql('ECONNREFUSED'), 'BUSY'],
  ['no table yet', sql('42P01'), 'BUSY'],
  ['a database that ends', sql('57P01'), 'BUSY'],
])('%s has a code', (_, error, code) => expect(refusalFor(error)?.code).toBe(code));

test.each([
  ['a wrong statement', sql('42601')],
  ['a bug', new TypeError('x is not a function')],
  ['a fault of Nest', new InternalServerErrorException()],
  ['nothing at all', null],
])('%s is ours, and not told', (_, error) => expect(refusalFor(error)).toBeUndefined());

test('a refusal says when to come again where time helps', () => {
  const slow = new RefusedError('SLOW_DOWN', { retryAtMs: 10_400 });
  expect(retryAfter(slow, 10_000)).toBe(1);
  expect(retryAfter(slow, 1_000)).toBe(10);
  expect(retryAfter(new RefusedError('BUSY'), 0)).toBe(2);
  expect(retryAfter(new RefusedError('BAD_SCHEMA'), 0)).toBeUndefined();
  expect(refusalBody(slow)).toEqual({
    code: 'SLOW_DOWN',
    text: "You're sending too fast. Try again later.",
    retryAtMs: 10_400,
  });
});
