import type { NoticeKind } from '@vestibule/domain';

/** What is told on the topic. `{name}` is the other account's, put in where it is shown. */
export const textOf: Readonly<Record<NoticeKind, string>> = {
  'request-received': 'You have a new message request.',
  'message-received': '{name} sent you a message.',
  'request-accepted': '{name} accepted your message request.',
};

/** Where the name cannot be had. */
const namelessTextOf: Readonly<Record<NoticeKind, string>> = {
  'request-received': textOf['request-received'],
  'message-received': 'You have a new message.',
  'request-accepted': 'Your message request was accepted.',
};

const previewMax = 120;

/** The beginning of what was written, on one line; null where there are no words. */
export const previewOf = (text: string): string | null => {
  const line = text.replaceAll(/\s+/gu, ' ').trim();
  if (line === '') return null;
  const characters = [...new Intl.Segmenter('en').segment(line.slice(0, 8 * previewMax))];
  if (characters.length <= previewMax) return line.slice(0, 8 * previewMax);
  return `${characters
    .slice(0, previewMax)
    .map(({ segment }) => segment)
    .join('')
    .trimEnd()}…`;
};

/** What a person reads. A request names nobody and repeats nothing. */
export const pushedText = (
  kind: NoticeKind,
  { name, preview }: { readonly name: string | null; readonly preview: string | null },
): string => {
  if (kind === 'request-received') return textOf[kind];
  if (name === null) return namelessTextOf[kind];
  if (kind === 'message-received' && preview !== null) return `${name}: ${preview}`;
  return textOf[kind].replace('{name}', () => name);
};
