import { presets } from '@vestibule/domain';
import { UsageError } from '../failures';
import { changesBetween, dataOf, fieldsOf, withSetting } from './fields';

const seed = dataOf(presets.seed);

test('every number and switch of a policy has a path', () => {
  expect(fieldsOf(seed)).toMatchObject({
    phoneRequired: true,
    'request.limit': 3,
    'business.window': null,
    'request.allow': ['text', 'platform'],
  });
});

test.each([
  ['request.limit=5', 'request.limit', 5],
  ['request.links=refuse', 'request.links', 'refuse'],
  ['request.allow=["text"]', 'request.allow', ['text']],
  ['business.window={"hours":48,"messages":10}', 'business.window', { hours: 48, messages: 10 }],
  ['phoneRequired=false', 'phoneRequired', false],
  ['request.ttlDays=null', 'request.ttlDays', null],
])('%s changes that field and no other', (setting, field, value) => {
  const changed = withSetting(seed, setting);
  expect(fieldsOf(changed)[field]).toEqual(value);
  expect(changesBetween(seed, changed).map((change) => change.field)).toEqual(
    setting === 'request.ttlDays=null' ? [] : [field],
  );
});

test('a window that is set can be taken out again', () => {
  const { business } = dataOf(presets['tiktok-2025']);
  const before = { ...seed, business };
  const changed = withSetting(before, 'business.window=null');
  expect(changesBetween(before, changed)).toEqual([
    { field: 'business.window', before: '{"hours":48,"messages":10}', after: 'null' },
  ]);
});

test.each(['limit=5', 'request=5', 'request.limit', '=5', '__proto__.x=1'])(
  '%s names no field, and is told which there are',
  (setting) => {
    expect(() => withSetting(seed, setting)).toThrow(UsageError);
    expect(() => withSetting(seed, setting)).toThrow('request.limit');
  },
);
