import confusables from './confusables.json';

/** What one character is to the matcher. */
export type Letter = {
  /**
   * `letter`, and `weak`: a digit or symbol that may stand for one (`0`, `$`) · `vowel`: a mark that
   * spells in its script · `space` and `stroke` separate, the one words, the other letters · `nothing`
   * is not seen at all.
   */
  readonly kind: 'letter' | 'weak' | 'vowel' | 'space' | 'stroke' | 'nothing';
  /** The letters that it looks like, as code points, lower case; empty where it separates. */
  readonly looks: readonly number[];
  /**
   * The same when it is first put in lower case: a Greek capital is no Latin one. Empty if weak, and
   * the very same list if nothing differs.
   */
  readonly written: readonly number[];
  /** Of a script that puts no spaces between words. */
  readonly unspaced: boolean;
};

const textOf = (codes: string): string =>
  String.fromCodePoint(...codes.split('+').map((code) => Number.parseInt(code, 16)));

const prototypes: ReadonlyMap<string, string> = new Map(
  Object.entries(confusables.prototypes).flatMap(([to, from]) =>
    from.split(' ').map((one) => [textOf(one), textOf(to)] as const),
  ),
);

/** What people write for letters and Unicode does not call confusable. */
const standIns: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '0': 'o',
    '1': 'l',
    '2': 'z',
    '3': 'e',
    '4': 'a',
    '5': 's',
    '6': 'b',
    '7': 't',
    '8': 'b',
    '9': 'g',
    '@': 'a',
    $: 's',
    '!': 'l',
    '|': 'l',
    '+': 't',
    '€': 'e',
    '£': 'l',
  }),
);

/** First letters of alphabets that are letters in a frame and do not decompose: 🅐, 🅰, 🇦. */
const framed = [0x1f150, 0x1f170, 0x1f1e6] as const;
const isNothing = /^[\p{Default_Ignorable_Code_Point}\p{Cf}]$/u;
const isControl = /^\p{Cc}$/u;
const isSpace = /^[\s\p{Z}]$/u;
const isMark = /^\p{M}$/u;
const isStrong = /^[\p{L}\p{Nl}]$/u;
const isSpelled = /^[\p{L}\p{N}\p{M}]+$/u;
const isUnspaced =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]$/u;

/** Where the scripts begin whose vowels are marks: those of India and South-East Asia. */
export const brahmic = 0x900;
/** There a vowel is a mark that says something; elsewhere marks are ornaments. */
const isVowel = (char: string): boolean =>
  (char.codePointAt(0) ?? 0) >= brahmic && /^(?=\p{Alphabetic})\p{M}$/u.test(char);

/** Full case folding, near enough: ß is ss, ſ is s, and final sigma is no other sigma. */
export const fold = (text: string): string => text.toUpperCase().toLowerCase().replaceAll('ς', 'σ');

const unframed = (char: string): string => {
  const code = char.codePointAt(0) ?? 0;
  const first = framed.find((one) => code >= one && code < one + 26);
  return first === undefined ? char : String.fromCodePoint(0x61 + code - first);
};

/** The prototype, if it is letters: ノ looks like a slash and is none the less a letter. */
const seen = (char: string): string => {
  const prototype = prototypes.get(char);
  if (prototype === undefined || isMark.test(char)) return char;
  return isSpelled.test(prototype.normalize('NFKD')) ? prototype : char;
};

const each = (text: string, change: (char: string) => string): string =>
  [...text.normalize('NFKD')].map(change).join('');

/** Prototypes are folded and looked up again until nothing changes, which takes two steps. */
const settled = (text: string): string => {
  const next = fold(each(text, seen));
  return next === text ? text : settled(next);
};

const lettersIn = (text: string): readonly number[] =>
  [...text.normalize('NFKD')]
    .map((char) => standIns.get(char) ?? char)
    .filter((char) => (isMark.test(char) ? isVowel(char) : isSpelled.test(char)))
    .map((char) => char.codePointAt(0) ?? 0);

const unread: readonly number[] = [];
const separator = (kind: 'space' | 'stroke' | 'nothing'): Letter => ({
  kind,
  looks: unread,
  written: unread,
  unspaced: false,
});
const [space, stroke, nothing] = [separator('space'), separator('stroke'), separator('nothing')];

/** A letter, or one in a frame or a style; ™ and ½ are none, though they can be read. */
const isLetter = (char: string, plain: string): boolean =>
  isStrong.test(char) || isStrong.test(plain.normalize('NFKD'));

const kindOf = (char: string, plain: string): Letter['kind'] => {
  if (isMark.test(char)) return 'vowel';
  return isLetter(char, plain) ? 'letter' : 'weak';
};

const judged = (char: string): Letter => {
  if (isNothing.test(char)) return nothing;
  if (isSpace.test(char)) return space;
  const plain = unframed(char);
  const looks = lettersIn(settled(plain));
  if (looks.length === 0) return isMark.test(char) || isControl.test(char) ? nothing : stroke;
  const kind = kindOf(char, plain);
  const written = kind === 'weak' ? unread : lettersIn(settled(fold(plain.normalize('NFKD'))));
  const isSame = written.join() === looks.join();
  return { kind, looks, written: isSame ? looks : written, unspaced: isUnspaced.test(char) };
};

/** What was judged before, in pages of 256: texts use few of them, and use them again. */
const pages: (Letter | undefined)[][] = [];

/**
 * What a code point is to the matcher: NFKC, no invisible characters, case folded, the skeleton of
 * UTS #39, no combining marks, look-alikes of digits and symbols; all of it by the character alone,
 * so that the shadow of a text is the row of the shadows of its characters.
 */
export const letterOf = (code: number): Letter => {
  const page = (pages[code >> 8] ??= []);
  return (page[code & 0xff] ??= judged(String.fromCodePoint(code)));
};
