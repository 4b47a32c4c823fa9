// oxlint-disable-next-line no-restricted-imports -- the tests' vocabulary reads the golden files
import { readdirSync, readFileSync } from 'node:fs';
import type { Sample, Samples } from './asyncapi';
import type { ReadableRecord } from './bytes';
import { commandIdAtMs, isCommandId } from './ids';

const root = `${__dirname}/../samples`;

/** All golden samples, by `<topic>/<name>`. */
export const goldenSamples: Samples = Object.fromEntries(
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.includes('/'))
    .map((path) => [
      path.replace(/\.json$/, ''),
      JSON.parse(readFileSync(`${root}/${path}`, 'utf8')) as Sample,
    ]),
);

/** The checksums under which they were committed. */
export const checksums = JSON.parse(readFileSync(`${root}/checksums.json`, 'utf8')) as Readonly<
  Record<string, string>
>;

/** One of them, by its full name. */
export const golden = (name: string): Sample =>
  goldenSamples[name] ?? { key: '', headers: {}, value: {} };

/** The sample as a broker gives it, 40 ms after its command was issued. */
export const recordOf = ({ key, headers, value }: Sample): ReadableRecord => {
  const id = headers['ce_id'] ?? '';
  return {
    key: Buffer.from(key),
    value: Buffer.from(JSON.stringify(value)),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)]),
    ),
    timestampMs: isCommandId(id) ? commandIdAtMs(id) + 40 : 1_790_000_000_040,
  };
};
