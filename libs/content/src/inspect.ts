import { graphemesOf } from './graphemes';
import { hasLink } from './links';
import type { Matcher } from './matcher';
import { scan } from './scan';
import { shadowOf } from './shadow';

/** What the rules learn of a text; they never see the text, and the verdict never names a word. */
export type ContentVerdict = {
  /** The lists of which a word stands in it, with what the policy does about each. */
  readonly lists: readonly { readonly id: string; readonly action: string }[];
  readonly links: boolean;
  /** What a person counts as characters. */
  readonly graphemes: number;
  /** Of UTF-8. */
  readonly bytes: number;
  readonly attached: boolean;
  /** Version of the lists, 0 for none. */
  readonly listsVersion: number;
};

/** The places of the lists that match in either reading. */
const matched = (matcher: Matcher, text: string): readonly number[] => {
  if (matcher.lists.length === 0) return [];
  const shadow = shadowOf(text, 'looks');
  const { lists } = scan(matcher, text, shadow);
  if (!shadow.isAmbiguous) return lists;
  return [...lists, ...scan(matcher, text, shadowOf(text, 'written')).lists];
};

/**
 * The verdict on a text of any length, in time linear in it. Pure: the same text, attachment and
 * lists give the same verdict. Each list that matches is named once, in the order of the lists.
 */
export const inspect = (
  text: string,
  attachment: string | null,
  matcher: Matcher,
): ContentVerdict => {
  const found = matched(matcher, text);
  return {
    lists: matcher.lists.filter((_, list) => found.includes(list)),
    links: hasLink(text),
    graphemes: graphemesOf(text),
    bytes: Buffer.byteLength(text),
    attached: attachment !== null,
    listsVersion: matcher.version,
  };
};
