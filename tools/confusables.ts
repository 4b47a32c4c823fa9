import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A table as `libs/content` keeps it: what letters look like, to the letters that look so. */
type Table = {
  readonly unicode: string;
  readonly source: string;
  readonly licence: string;
  /** Code points in hexadecimal; of a prototype of several, joined by `+`. */
  readonly prototypes: Readonly<Record<string, string>>;
};

const hex = (text: string): string[] =>
  [...text].map((char) => (char.codePointAt(0) ?? 0).toString(16));

const textOf = (codes: readonly string[]): string =>
  String.fromCodePoint(...codes.map((code) => Number.parseInt(code, 16)));

/** A line of Unicode's own file: `0430 ;	0061 ;	MA`, or of the crate's table in Rust. */
const lineOfUnicode = /^([0-9A-F]+) ;\t([0-9A-F ]+) ;\tMA/gmu;
const rowOfCrate = /\('\\u\{([0-9a-f]+)\}',\s*&\[([^\]]*)\]\)/gu;

const pairsIn = (text: string): readonly (readonly [string, string])[] => {
  const rows = [...text.matchAll(lineOfUnicode), ...text.matchAll(rowOfCrate)];
  return rows.map(([, from = '', to = '']) => [
    textOf([from]),
    textOf(to.match(/[0-9a-f]{2,}/giu) ?? []),
  ]);
};

/** ASCII means what it says: the rest of the table does not depend on what this Node knows. */
const isKept = ([from]: readonly [string, string]): boolean => (from.codePointAt(0) ?? 0) > 0x7f;

const versionIn = (text: string): string =>
  /^# Version: ([0-9.]+)/mu.exec(text)?.[1] ??
  (/UNICODE_VERSION[^=]*= \(([^)]+)\)/u.exec(text)?.[1] ?? '').replaceAll(', ', '.');

/**
 * `text` is Unicode's `confusables.txt`, or the `tables.rs` of the crate `unicode-security`. What
 * Unicode writes as "rn" is an m again, because a "burn" is no "bum".
 */
export const confusablesFrom = (text: string): Table => {
  const prototypes: Record<string, string> = {};
  const pairs = pairsIn(text).filter(isKept);
  for (const [from, to] of pairs.toSorted(([one], [two]) => (one < two ? -1 : 1))) {
    const key = hex(to.replaceAll('rn', 'm')).join('+');
    prototypes[key] = `${prototypes[key] ?? ''} ${hex(from).join('')}`.trim();
  }
  return {
    unicode: versionIn(text),
    source: 'Unicode Security Mechanisms (UTS #39), confusables.txt',
    licence: 'Unicode-3.0, see NOTICE',
    prototypes,
  };
};

/** The crate where cargo has fetched it, the newest first; null on a machine without. */
export const confusablesSource = (): string | null => {
  const registry = join(process.env['CARGO_HOME'] ?? join(homedir(), '.cargo'), 'registry/src');
  if (!existsSync(registry)) return null;
  const crates = readdirSync(registry).flatMap((index) =>
    readdirSync(join(registry, index))
      .filter((name) => name.startsWith('unicode-security-'))
      .map((name) => join(registry, index, name, 'src/tables.rs')),
  );
  const newest = crates.toSorted().at(-1);
  return newest === undefined ? null : readFileSync(newest, 'utf8');
};
