import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where the workspace lies. */
export const root = join(__dirname, '../..');

/** What runs of some folders of the workspace: all TypeScript but that of tests; paths from `root`. */
export const sourcesIn = (folders: readonly string[]): readonly string[] =>
  folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) =>
        /^(?!.*(?:node_modules|dist)\b).*(?<!\.spec|\.contract|\.words)\.ts$/.test(name),
      )
      .map((name) => join(folder, name)),
  );
