import { styleText } from 'node:util';

export type Format = Parameters<typeof styleText>[0];
/** Colours a text, or leaves it as it is. */
export type Paint = (format: Format, text: string) => string;

export const plain: Paint = (_, text) => text;

type Terminal = { readonly isTTY?: boolean };

/** Colours only what a person looks at, and not if NO_COLOR says so (https://no-color.org). */
export const paintFor = (
  { isTTY = false }: Terminal,
  env: Readonly<Record<string, string | undefined>>,
): Paint =>
  isTTY && !env['NO_COLOR'] && env['TERM'] !== 'dumb'
    ? (format, text) => styleText(format, text, { validateStream: false })
    : plain;

/** Foreign text on one line: nothing in it can move the cursor or turn the writing around. */
export const printable = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, (character) => {
    if (character === '\n') return '\\n';
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });

export const writeLines = (lines: readonly string[]): void => {
  if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`);
};

/** One JSON document per line. */
export const writeJson = (...documents: readonly object[]): void =>
  writeLines(documents.map((document) => JSON.stringify(document)));

/** A word to the operator that is no result. */
export const note = (text: string): void => {
  process.stderr.write(`${text}\n`);
};
