import { readFileSync } from 'node:fs';
import { UsageError } from '../failures';

/** The words of a text, one per line, each once. Empty lines and comments (`#`) do not count. */
export const wordsIn = (text: string): readonly string[] => {
  const lines = text.split(/\r?\n/u).map((line) => line.trim());
  return [...new Set(lines.filter((line) => line !== '' && !line.startsWith('#')))];
};

export const wordsInFile = (file: string): readonly string[] => {
  try {
    return wordsIn(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new UsageError(`${file} cannot be read: name a file with one word per line.`, { cause });
  }
};
