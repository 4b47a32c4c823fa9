import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { wireGround } from '../e2e/wire-ground';
import { openWorld } from '../e2e/world';
import type { Chapter } from './demo/chapter';
import { chapters } from './demo/chapters';
import { say, style } from './demo/teller';
import { startStack } from './stack/stack';

const help = `npm run demo [-- options]

Tells the story of a message request on a fresh stack, through the Kafka topics, as another
internal service would. Ends with 0 when everything came as told, with 1 when anything differs.
  --all              all chapters, one after the other
  --only <chapter>   this chapter; may be given more than once
  --list             the chapters
  --keep             leaves the data directory, and says where it is
  --help             this text`;

const { values: options } = parseArgs({
  options: {
    all: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
    list: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const wanted = (): readonly Chapter[] => {
  if (options.all) return chapters;
  if (options.only.length === 0) return [chapters[0]];
  return chapters.filter(({ name }) => options.only.includes(name));
};

const tellAll = async (told: readonly Chapter[]): Promise<number> => {
  const began = performance.now();
  const data = mkdtempSync(join(tmpdir(), 'vestibule-demo-'));
  say(style('dim', 'Starting a fresh stack …'));
  const stack = await startStack({
    brief: true,
    data,
    env: { ...process.env, LOG_LEVEL: 'warn' },
    apps: ['identity', 'gating', 'delivery', 'notifications'],
    onStep: (text) => say(style('dim', `  ${text}`)),
  });
  const world = await openWorld(await wireGround(stack.addresses));
  try {
    for (const { name, about, tell } of told) {
      if (told.length > 1) say(`\n${style('inverse', ` ${name}: ${about} `)}`);
      await tell(world);
    }
    say(`\nEverything came as told, in ${((performance.now() - began) / 1_000).toFixed(0)} s.`);
    return 0;
  } catch (error) {
    say(style('red', `\nIt differs. ${String(error)}`));
    return 1;
  } finally {
    await world.close();
    await stack.stop();
    if (options.keep) say(`Kept in ${data}`);
    else rmSync(data, { recursive: true, force: true });
  }
};

const main = async (): Promise<number> => {
  const unknown = options.only.filter((only) => !chapters.some(({ name }) => name === only));
  if (options.help || unknown.length > 0) {
    for (const name of unknown) say(`There is no chapter "${name}": see --list.\n`);
    say(help);
    return options.help ? 0 : 2;
  }
  if (!options.list) return tellAll(wanted());
  for (const { name, about } of chapters) say(`${name.padEnd(10)}${about}`);
  return 0;
};

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${String((error as Error).stack)}\n`);
    process.exit(1);
  },
);
