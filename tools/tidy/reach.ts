import { posix } from 'node:path';
import { importsOf } from './imports';
import { type Parsed, type Problem, type Source, isTest } from './sources';

/** Started by name or by a tool: nobody imports them. */
const isEntry = (file: string): boolean =>
  /\/(?:main|index)\.ts$|\.d\.ts$/u.test(file) || (isTest(file) && file.endsWith('.spec.ts'));

/** The files that a file imports by a relative path, or starts by a name in quotes. */
const reachedFrom = (parsed: Parsed): readonly string[] => {
  const folder = posix.dirname(parsed.file);
  const imported = importsOf(parsed)
    .filter(({ from }) => from.startsWith('.'))
    .map(({ from }) => `${posix.join(folder, from)}.ts`);
  const started = [...parsed.text.matchAll(/'([\w./-]+\.ts)'/gu)].map(([, path = '']) =>
    posix.join(folder, path),
  );
  return [...imported, ...started];
};

/** Files of code that nothing imports, starts or runs; `texts` are the files that may name one. */
export const unreachedProblems = (
  files: readonly Parsed[],
  texts: readonly Source[],
): readonly Problem[] => {
  const reached = new Set(files.flatMap(reachedFrom));
  return files
    .filter(({ file }) => !isEntry(file) && !reached.has(file))
    .filter(({ file }) => !texts.some(({ text }) => text.includes(posix.basename(file))))
    .map(({ file }) => `${file}: nothing reaches it; use it or take it out`);
};
