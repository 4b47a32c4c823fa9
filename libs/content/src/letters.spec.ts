import { letterOf } from './letters';

const seen = (char: string): readonly [string, string] => {
  const { kind, looks } = letterOf(char.codePointAt(0) ?? 0);
  return [kind, String.fromCodePoint(...looks)];
};

test.each([
  ['a', 'letter', 'a'],
  ['Q', 'letter', 'q'],
  ['m', 'letter', 'm'], // which Unicode's own table spells "rn"
  ['а', 'letter', 'a'], // Cyrillic
  ['Ν', 'letter', 'n'], // a Greek capital
  ['ν', 'letter', 'v'],
  ['ß', 'letter', 'ss'],
  ['ﬁ', 'letter', 'fi'],
  ['đ', 'letter', 'd'],
  ['æ', 'letter', 'ae'],
  ['𝔟', 'letter', 'b'],
  ['ⓐ', 'letter', 'a'],
  ['🅰', 'letter', 'a'],
  ['🇦', 'letter', 'a'],
  ['ノ', 'letter', 'ノ'], // which looks like a slash
  ['ำ', 'letter', 'ํา'], // with its vowel mark
  ['4', 'weak', 'a'],
  ['$', 'weak', 's'],
  ['½', 'weak', 'lz'],
  ['™', 'weak', 'tm'],
  ['ि', 'vowel', 'ि'],
  ['\u0301', 'nothing', ''],
  ['\u0651', 'nothing', ''], // Arabic
  ['\u200b', 'nothing', ''],
  ['\u202e', 'nothing', ''],
  ['\0', 'nothing', ''],
  ['\u00a0', 'space', ''],
  ['\n', 'space', ''],
  ['-', 'stroke', ''],
  ['🙂', 'stroke', ''],
  ['\ud800', 'stroke', ''],
])('%j is a %s: %s', (char, kind, letters) => {
  expect(seen(char)).toEqual([kind, letters]);
});

test('the shadow of a shadow is itself', () => {
  const codes = [...Array(0x30000).keys()];
  const restless = codes.filter((code) =>
    letterOf(code).looks.some((one) => letterOf(one).looks.join() !== String(one)),
  );
  expect(restless).toEqual([]);
});
