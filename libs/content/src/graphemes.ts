const segments = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Characters that never join with a neighbour of this kind: no marks, joiners, jamo, flags, or
 * carriage returns, which are one with the line feed behind them.
 */
const loners =
  /^[\n\t\x20-\x7e\xa0-\u02ff\u0370-\u03ff\u0400-\u0482\u048a-\u0556\u05d0-\u05ea\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u3000-\u3029\u3041-\u3096\u30a0-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff9d\u{1f400}-\u{1f440}\u{1f442}-\u{1f4fc}\u{1f600}-\u{1f64f}\u{1f910}-\u{1f93a}]*$/u;

const pairs = /[\ud800-\udbff][\udc00-\udfff]/g;

const counted = (text: string): number => {
  let count = 0;
  for (const _ of segments.segment(text)) count += 1;
  return count;
};

/**
 * What a person counts as characters (UAX #29), in time linear in the text. Most texts are counted
 * without looking for what joins, which takes a hundredth of the time.
 */
export const graphemesOf = (text: string): number =>
  loners.test(text) ? text.length - (text.match(pairs)?.length ?? 0) : counted(text);
