import { type Cursor, advance } from './automaton';
import { type Matcher, type Sought, plainOf } from './matcher';
import { type Shadow, edge, weak, wide } from './shadow';

const isSpeltBefore = /[\p{L}\p{N}]$/u;
const isSpeltBehind = /^[\p{L}\p{N}]/u;

/** Letters of a shadow, from one to before another. */
type Span = { readonly from: number; readonly to: number };

/** A word of a list where it stands. */
type Found = Span & { readonly list: number; readonly isInnocent: boolean };

/** One walk over one text. */
type Walk = Cursor & {
  readonly text: string;
  readonly matcher: Matcher;
  readonly shadow: Shadow;
  /** Where each run of equal letters begins; a space between words is a run of none. */
  readonly runs: number[];
  readonly found: Found[];
  /** Lists that have matched and forgive nothing: one match is enough. */
  readonly settled: number[];
};

const isEdge = ({ marks, letters }: Shadow, at: number): boolean =>
  at === letters.length || ((marks[at] ?? 0) & edge) > 0;

/** The first place from `from` to `to` where a word may begin or end, in the given direction. */
const edgeFrom = (walk: Walk, from: number, to: number): number | null => {
  const step = from <= to ? 1 : -1;
  for (let at = from; at !== to + step; at += step) {
    walk.steps += 1;
    if (isEdge(walk.shadow, at)) return at;
  }
  return null;
};

/** Where the run at an index of `runs` ends, when `end` is where the last one does. */
const runEnd = ({ runs }: Walk, index: number, end: number): number => runs[index + 1] ?? end;

const hasRuns = (walk: Walk, { runs }: Sought, end: number): boolean => {
  const first = walk.runs.length - runs.length;
  return runs.every((least, index) => {
    walk.steps += 1;
    return runEnd(walk, first + index, end) - (walk.runs[first + index] ?? 0) >= least;
  });
};

/** The most letters that a word may take whose last run ends before `end`. */
const spanOf = (walk: Walk, word: Sought, end: number): Span | null => {
  if (word.hasDoubles && !hasRuns(walk, word, end)) return null;
  const first = walk.runs.length - word.runs.length;
  const begin = walk.runs[first] ?? 0;
  const latest = runEnd(walk, first, end) - (word.runs[0] ?? 0);
  const from = word.isFreeBefore ? begin : edgeFrom(walk, begin, latest);
  if (from === null) return null;
  const last = word.runs.length === 1 ? from : (walk.runs.at(-1) ?? 0);
  const to = word.isFreeBehind ? end : edgeFrom(walk, end, last + (word.runs.at(-1) ?? 0));
  return to === null ? null : { from, to };
};

/** Where in the text the character ends that the letter before `to` belongs to. */
const endOf = ({ text, shadow }: Walk, to: number): number => {
  const last = shadow.begins[to - 1] ?? 0;
  return last + ((text.codePointAt(last) ?? 0) > 0xffff ? 2 : 1);
};

/** What is matched as it is written is no part of a longer word or number, unless it may be. */
const saysPlainly = (walk: Walk, word: Sought, { from, to }: Span): boolean => {
  const { text, shadow } = walk;
  const [begin, end] = [shadow.begins[from] ?? 0, endOf(walk, to)];
  walk.steps += end - begin;
  if (plainOf(text.slice(begin, end)) !== word.plain) return false;
  if (!word.isFreeBefore && isSpeltBefore.test(text.slice(Math.max(0, begin - 2), begin)))
    return false;
  return word.isFreeBehind || !isSpeltBehind.test(text.slice(end, end + 2));
};

const hasLetter = (walk: Walk, { from, to }: Span): boolean => {
  for (let at = from; at < to; at += 1) {
    walk.steps += 1;
    if (((walk.shadow.marks[at] ?? 0) & weak) === 0) return true;
  }
  return false;
};

const isMeant = (walk: Walk, word: Sought, span: Span): boolean => {
  return word.plain === null ? hasLetter(walk, span) : saysPlainly(walk, word, span);
};

const visit = (walk: Walk, word: Sought, end: number): void => {
  const { list, isInnocent } = word;
  const span = walk.settled.includes(list) ? null : spanOf(walk, word, end);
  if (span === null || !isMeant(walk, word, span)) return;
  walk.found.push({ from: span.from, to: span.to, list, isInnocent });
  if (!walk.matcher.forgives[list]) walk.settled.push(list);
};

/** Visits all words that end with the run that ends before `end`. */
const visitAll = (walk: Walk, node: number, end: number): void => {
  const { exits, fails, words } = walk.matcher.automaton;
  for (let at = node; at > 0; at = exits[fails[at] ?? 0] ?? 0)
    for (const word of words[at] ?? []) visit(walk, word, end);
};

/** How far the innocent words reach that begin at or before each letter. */
const reachOf = (spans: readonly Span[], size: number): Int32Array => {
  const reach = new Int32Array(size);
  for (const { from, to } of spans) reach[from] = Math.max(reach[from] ?? 0, to);
  for (let at = 1; at < size; at += 1) reach[at] = Math.max(reach[at] ?? 0, reach[at - 1] ?? 0);
  return reach;
};

const isGuilty = (walk: Walk, list: number): boolean => {
  const own = walk.found.filter((one) => one.list === list);
  const innocent = own.filter(({ isInnocent }) => isInnocent);
  if (innocent.length === 0) return own.length > 0;
  walk.steps += walk.shadow.letters.length + own.length;
  const reach = reachOf(innocent, walk.shadow.letters.length);
  return own.some(({ from, to, isInnocent }) => !isInnocent && (reach[from] ?? 0) < to);
};

const endOfRun = ({ letters, marks }: Shadow, begin: number): number => {
  const letter = letters[begin];
  let end = begin + 1;
  while (letters[end] === letter && ((marks[end] ?? wide) & wide) === 0) end += 1;
  return end;
};

/** Takes one run after the other through the automaton. */
const walkOver = (walk: Walk): void => {
  const { runs, shadow, matcher } = walk;
  const { letters, marks } = shadow;
  const { automaton } = matcher;
  const size = letters.length;
  for (let at = 0, end = 0; at < size; at = end) {
    end = endOfRun(shadow, at);
    if (((marks[at] ?? 0) & wide) > 0) {
      advance(automaton, walk, 0x20);
      runs.push(at);
    }
    runs.push(at);
    advance(automaton, walk, letters[at] ?? 0);
    const exit = automaton.exits[walk.node] ?? 0;
    if (exit > 0) visitAll(walk, exit, end);
  }
};

/**
 * The places of the lists that match a shadow of `text`, and how many steps it took: for given lists
 * at most so many for each letter, whatever the text.
 */
export const scan = (
  matcher: Matcher,
  text: string,
  shadow: Shadow,
): { readonly lists: readonly number[]; readonly steps: number } => {
  const walk: Walk = { text, matcher, shadow, runs: [], found: [], settled: [], node: 0, steps: 0 };
  walkOver(walk);
  const places = new Set(walk.found.map(({ list }) => list));
  return { lists: [...places].filter((list) => isGuilty(walk, list)), steps: walk.steps };
};
