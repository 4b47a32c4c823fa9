import type { ContentVerdict } from '@vestibule/domain';

const segments = new Intl.Segmenter('en', { granularity: 'grapheme' });
const ascii = /^[\x20-\x7e]*$/;
/** Linear in the text: no repetition inside a repetition. */
const link =
  /https?:\/\/|www\.|[\p{L}\p{N}]\.(?:com|net|org|io|me|ru|cn|info|biz|xyz|top|shop|link)\b/iu;

const graphemesOf = (text: string): number =>
  ascii.test(text) ? text.length : [...segments.segment(text)].length;

/** The verdict on a text. The rules see this; the text itself they never see. */
export const inspect = (text: string, attachment: string | null): ContentVerdict => ({
  lists: [],
  links: link.test(text),
  graphemes: graphemesOf(text),
  bytes: Buffer.byteLength(text),
  attached: attachment !== null,
  listsVersion: 0,
});
