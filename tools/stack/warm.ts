import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');

/** Translates all sources once, here, so that none of the processes to come loads the compiler. */
export const warm = (): void => {
  const { codeOf } = require('../swc-register.cjs') as { codeOf: (file: string) => string };
  for (const folder of ['apps', 'libs', 'tools'])
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }))
      if (/^(?!.*(?:node_modules|dist)\b).*(?<!\.spec|\.contract|\.words)\.ts$/.test(name))
        codeOf(join(root, folder, name));
};
