import { type Letter, brahmic, letterOf } from './letters';

/** How a text is read: as it looks, or as it is written; there digits and symbols only separate. */
export type Reading = 'looks' | 'written';

/** The letters of a text as the matcher sees them, and what stands between them. */
export type Shadow = {
  /** Code points; `i` is an `l`, because `1`, `I` and `|` stand for both. */
  readonly letters: readonly number[];
  /** Where in the text the character of each letter begins. */
  readonly begins: readonly number[];
  /** For each letter the sum of `edge`, `weak` and `wide`. */
  readonly marks: readonly number[];
  /** Whether the other reading may find something else. */
  readonly isAmbiguous: boolean;
};

/** A word may end before this letter and another may begin with it. */
export const edge = 1;
/** A digit or symbol that may be a letter. */
export const weak = 2;
/** A space that parts two words stands before it; one between single letters does not. */
export const wide = 4;

type Growing = {
  readonly letters: number[];
  readonly begins: number[];
  readonly marks: number[];
  /** The first letter of each word between spaces, and whether all its letters are one. */
  readonly words: number[];
  readonly isSingle: boolean[];
  readonly reading: Reading;
  gap: 'none' | 'stroke' | 'space';
  /** The last letter lets a word end behind it: it is weak, or of a script without spaces. */
  isLoose: boolean;
  isAmbiguous: boolean;
};

const [i, l] = [0x69, 0x6c] as const;

const add = (into: Growing, letter: number, mark: number): void => {
  const { letters, words, isSingle, marks } = into;
  const at = letters.length;
  if (into.gap === 'space') {
    words.push(at);
    isSingle.push(true);
  } else if (letters[at - 1] !== letter) isSingle[isSingle.length - 1] = false;
  letters.push(letter);
  marks.push(into.gap === 'none' && !into.isLoose ? mark : mark | edge);
  into.gap = 'none';
};

const addAll = (into: Growing, found: Letter, at: number): void => {
  const isWeak = found.kind === 'weak';
  const isLoose = isWeak || found.unspaced;
  const mark = (isWeak ? weak : 0) | (isLoose ? edge : 0);
  for (const code of into.reading === 'looks' ? found.looks : found.written) {
    add(into, code === i ? l : code, mark);
    into.begins.push(at);
    into.isLoose = isLoose;
  }
};

/** A vowel mark behind a letter of another script spells nothing. */
const isStray = (into: Growing): boolean => (into.letters.at(-1) ?? 0) < brahmic;

const take = (into: Growing, found: Letter, at: number): void => {
  switch (found.kind === 'weak' && into.reading === 'written' ? 'stroke' : found.kind) {
    case 'nothing':
      return;
    case 'space':
      into.gap = 'space';
      return;
    case 'stroke':
      if (into.gap === 'none') into.gap = 'stroke';
      return;
    case 'vowel':
      if (!isStray(into)) addAll(into, found, at);
      return;
    case 'weak':
    case 'letter':
      addAll(into, found, at);
  }
};

/** A space between two single letters is no space between words: "b a d" is spelled out. */
const widen = ({ marks, words, isSingle }: Growing): void => {
  for (const [index, at] of words.entries())
    if (index > 0 && !(isSingle[index - 1] && isSingle[index])) marks[at] = (marks[at] ?? 0) | wide;
};

/**
 * The shadow of a text. It takes one step for each character, and the shadow of a text is the row of
 * the shadows of its characters: what is put in between and is not seen changes nothing.
 */
export const shadowOf = (text: string, reading: Reading): Shadow => {
  const into: Growing = {
    letters: [],
    begins: [],
    marks: [],
    words: [],
    isSingle: [],
    reading,
    gap: 'space',
    isLoose: false,
    isAmbiguous: false,
  };
  for (let at = 0; at < text.length; at += 1) {
    const code = text.codePointAt(at) ?? 0;
    const found = letterOf(code);
    if (found.looks !== found.written) into.isAmbiguous = true;
    take(into, found, at);
    if (code > 0xffff) at += 1;
  }
  widen(into);
  return into;
};
