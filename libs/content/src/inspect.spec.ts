import { inspect } from './inspect';
import { compile } from './matcher';

/** Harmless stand-ins for what a list would hold. */
const fruit = {
  id: 'fruit',
  action: 'hide',
  words: ['bad', 'kill', 'ass', '*plum*', 'lemon tree', '1488', 'νίκος', 'вор', '傻瓜', 'balls'],
  allow: ['plumber*', 'bails', 'сор'],
};
const severe = { id: 'severe', action: 'refuse', words: ['pear', '!?'], allow: [] };
const matcher = compile({ version: 7, lists: [fruit, severe] });
const listsIn = (text: string): readonly string[] =>
  inspect(text, null, matcher).lists.map(({ id }) => id);

describe('seed 27: banned words are flagged', () => {
  test.each([
    'bad',
    'BAD!',
    'you,bad.',
    'b.a-d',
    'b__a__d',
    'b a d',
    'b. a. d.',
    'baaad',
    'bаd',
    'b4d',
    'b@d',
    'ｂａｄ',
    'ⓑⓐⓓ',
    '🅱🅰🅳',
    'bád',
    'b̷̢a̴d',
    'b!a!d',
    'b🙂a🙂d',
    'bad1',
    'bad™',
    'kiIl',
    'k1ll',
    'K!LL',
    'a$$',
    'a55',
    'unplumbed',
    'lemon-tree',
    'Lemon  Tree',
    'lemontree',
    'ΝΊΚΟΣ',
    'ВОР',
    '你是傻瓜吗',
    '1488!',
  ])('in %s', (text) => {
    expect(listsIn(text)).toEqual(['fruit']);
  });

  test.each([
    'badly',
    'embad',
    'club ad',
    'b ad',
    'as',
    'kil',
    '455',
    '$455',
    'lemon',
    'tree lemon',
    'plumber',
    'Two PLUMBERS',
    'bails',
    'сор',
    '14888',
    '21488',
    'labb',
    'воровать',
    'pen is',
    '',
    '   ',
    '🙂',
    '\ud800',
  ])('and not in %s', (text) => {
    expect(listsIn(text)).toEqual([]);
  });

  test('and forgiven only inside the innocent word', () => {
    expect(listsIn('a plumber with plums')).toEqual(['fruit']);
    expect(listsIn('ba1ls')).toEqual(['fruit']);
    expect(listsIn('p1umber')).toEqual(['fruit']);
  });

  test('and each list is named once, in its order, with its action, without the word', () => {
    expect(inspect('pear, bad pear, bad', null, matcher)).toEqual({
      lists: [
        { id: 'fruit', action: 'hide' },
        { id: 'severe', action: 'refuse' },
      ],
      links: false,
      graphemes: 19,
      bytes: 19,
      attached: false,
      listsVersion: 7,
    });
  });
});

test('edge 41: another version of the lists judges the next text, and names itself', () => {
  const later = compile({ version: 8, lists: [{ ...fruit, words: ['fig'] }] });
  expect(inspect('a bad fig', null, later)).toMatchObject({
    listsVersion: 8,
    lists: [{ id: 'fruit' }],
  });
  expect(inspect('a bad pear', null, later)).toMatchObject({ listsVersion: 8, lists: [] });
});

test('without lists there is still a verdict on form', () => {
  const none = compile({ version: 0, lists: [] });
  expect(inspect('héllo 👩‍👩‍👧', 'photo', none)).toEqual({
    lists: [],
    links: false,
    graphemes: 7,
    bytes: 25,
    attached: true,
    listsVersion: 0,
  });
});
