import { codeOf } from '../gateway.words';
import { bodyOf } from './body';

const request = (body: string | Buffer, type = 'application/json') => ({
  headers: { 'content-type': type },
  body: Buffer.from(body as string),
});

test('a body is a JSON object, and none is an empty one', () => {
  expect(bodyOf(request('{"text":"héllo"}'))).toEqual({ text: 'héllo' });
  expect(bodyOf(request('{}', 'application/json; charset=utf-8'))).toEqual({});
  expect(bodyOf({ headers: {} })).toEqual({});
});

test.each([
  ['a form', request('text=hello', 'application/x-www-form-urlencoded'), 'JSON_ONLY'],
  ['no type at all', { headers: {}, body: Buffer.from('{}') }, 'JSON_ONLY'],
  ['a type that only begins like JSON', request('{}', 'application/jsonlines'), 'JSON_ONLY'],
  ['half a text', request('{"text":'), 'NOT_JSON'],
  ['a list', request('[]'), 'NOT_JSON'],
  ['null', request('null'), 'NOT_JSON'],
  ['Latin-1', request(Buffer.from('{"text":"h\xe9llo"}', 'latin1')), 'NOT_UTF8'],
])('a body is refused that is %s', async (_, body, code) => {
  expect(await codeOf(() => bodyOf(body))).toBe(code);
});
