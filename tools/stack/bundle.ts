import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root, sourcesIn } from './sources';

const run = promisify(execFile);

const kept = join(root, 'node_modules/.cache/vestibule/bundles');

/** Whatever the services are made of: their sources, and by the lock file all packages. */
const sources = (): readonly string[] => [
  'package-lock.json',
  'rolldown.config.mjs',
  'tsconfig.base.json',
  ...sourcesIn(['apps', 'libs']).toSorted(),
];

const contentHash = (): string => {
  const hash = createHash('sha256').update(process.version);
  for (const name of sources()) hash.update(name).update(readFileSync(join(root, name)));
  return hash.digest('hex').slice(0, 16);
};

const entryFor = (apps: readonly string[]): string => {
  const mains = apps.map((name) => {
    const file = JSON.stringify(join(root, `apps/${name}/src/main.ts`));
    return `  ${name}: () => require(${file}),`;
  });
  return `({\n${mains.join('\n')}\n})[process.argv[2]]();\n`;
};

const oldAfterMs = 3_600_000;

/** Bundles are large, and of use for as long as no source changes. */
const dropOld = async (): Promise<void> => {
  for (const name of await readdir(kept)) {
    const { mtimeMs } = await stat(join(kept, name));
    if (mtimeMs < Date.now() - oldAfterMs) await rm(join(kept, name), { recursive: true });
  }
};

/**
 * All apps as one file, which is made once for what they consist of now. A service that is started
 * from it is there in a third of the time that its thousand modules take to be found and loaded.
 */
export const bundleOf = async (apps: readonly string[]): Promise<string> => {
  const made = join(kept, contentHash());
  if (!existsSync(made)) {
    await mkdir(kept, { recursive: true });
    await dropOld().catch(() => undefined); // somebody else does it just now
    const draft = `${made}.${randomUUID()}`;
    await mkdir(draft);
    await writeFile(join(draft, 'entry.js'), entryFor(apps));
    const cli = join(root, 'node_modules/rolldown/bin/cli.mjs');
    const args = ['-c', 'rolldown.config.mjs', '--input', join(draft, 'entry.js'), '--dir', draft];
    await run(process.execPath, [cli, ...args], { cwd: root });
    // Several may make it at once: whoever renames first wins, and all are the same.
    await rename(draft, made).catch(async () => rm(draft, { recursive: true }));
  }
  return join(made, 'main.js');
};
