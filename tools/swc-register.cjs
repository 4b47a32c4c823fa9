/**
 * Lets Node run our TypeScript sources as they are (`node -r ./tools/swc-register.cjs file.ts`).
 * What was translated once is kept by content, so that a process which finds everything there never
 * loads the compiler: that saves each of the local stack's processes 60 MB and half a second.
 */
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { join } = require('node:path');

const { version } = require('@swc/core/package.json');
const kept = join(__dirname, '../node_modules/.cache/vestibule/swc');
const settings = readFileSync(join(__dirname, '../.swcrc'), 'utf8');

const translated = (source, filename) => {
  const { transformSync } = require('@swc/core');
  const options = { filename, module: { type: 'commonjs' }, sourceMaps: 'inline' };
  return transformSync(source, options).code;
};

/** The JavaScript of one file, from the cache or new. */
const codeOf = (filename) => {
  const source = readFileSync(filename, 'utf8');
  const about = [version, settings, filename, source].join('\0');
  const file = join(kept, `${createHash('sha256').update(about).digest('hex')}.js`);
  try {
    return readFileSync(file, 'utf8');
  } catch {
    const code = translated(source, filename);
    mkdirSync(kept, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, code); // renamed, so nobody reads half a file
    renameSync(`${file}.${process.pid}`, file);
    return code;
  }
};

process.setSourceMapsEnabled(true);
Module._extensions['.ts'] = (module, filename) => {
  module._compile(codeOf(filename), filename);
};

module.exports = { codeOf };
