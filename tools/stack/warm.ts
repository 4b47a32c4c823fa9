import { join } from 'node:path';
import { root, sourcesIn } from './sources';

/** Translates all sources once, here, so that none of the processes to come loads the compiler. */
export const warm = (): void => {
  const { codeOf } = require('../swc-register.cjs') as { codeOf: (file: string) => string };
  for (const name of sourcesIn(['apps', 'libs', 'tools'])) codeOf(join(root, name));
};
