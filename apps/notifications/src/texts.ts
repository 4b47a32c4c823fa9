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

const charactersMax = 120;
/** Push services take 4 KiB; some characters are made of very many parts. */
const unitsMax = 600;

/** The beginning of what was written, on one line; null where there are no words. */
export const previewOf = (text: string): string | null => {
  const line = text.replaceAll(/\s+/gu, ' ').trim();
  if (line === '') return null;
  const beginning = line.slice(0, unitsMax);
  const characters = [...new Intl.Segmenter('en').segment(beginning)];
  // Where it was cut, the last one may be half of one.
  const whole = beginning === line ? characters : characters.slice(0, -1);
  if (beginning === line && characters.length <= charactersMax) return line;
  const shown = whole.slice(0, charactersMax).map(({ segment }) => segment);
  return `${shown.join('').trimEnd()}…`;
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
