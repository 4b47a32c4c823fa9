/**
 * Runs one app of a bundle: `node launch.cjs <app> <bundle>`. What V8 made of the text is kept beside
 * it when the process ends in order, for those that come after.
 */
const { readFileSync, renameSync, writeFileSync } = require('node:fs');
const { createRequire, wrap } = require('node:module');
const { dirname } = require('node:path');
const { Script } = require('node:vm');

const [app, file] = process.argv.slice(2);
const kept = `${file}.${app}`;

const known = () => {
  try {
    return readFileSync(kept);
  } catch {
    return undefined; // the first one
  }
};

const cachedData = known();
const script = new Script(wrap(readFileSync(file, 'utf8')), { filename: file, cachedData });
if (cachedData === undefined || script.cachedDataRejected)
  process.on('exit', () => {
    writeFileSync(`${kept}.${process.pid}`, script.createCachedData());
    renameSync(`${kept}.${process.pid}`, kept); // so nobody reads half a file
  });
const load = script.runInThisContext();
load({}, createRequire(file), { exports: {} }, file, dirname(file));
