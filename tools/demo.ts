import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, styleText } from 'node:util';
import type { CommandDecided } from '@vestibule/contracts';
import { limitNotice } from '@vestibule/contracts';
import { until } from '../e2e/until';
import { wireGround } from '../e2e/wire-ground';
import { type Person, type World, openWorld } from '../e2e/world';
import { startStack } from './stack/stack';

const help = `npm run demo

Tells the story of a message request on a fresh stack, through the Kafka topics, as another
internal service would. Ends with 0 when everything came as told, with 1 when anything differs.
  --keep    leaves the data directory, and says where it is`;

const { values: options } = parseArgs({
  options: { keep: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
});

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
const style = (format: Parameters<typeof styleText>[0], text: string): string =>
  process.stdout.isTTY ? styleText(format, text) : text;

/** What the story promised and what came; the demo ends with 1 at the first difference. */
class Different extends Error {
  override readonly name = 'Different';
}

const expect = (what: string, found: unknown, promised: unknown): void => {
  const [came, wanted] = [JSON.stringify(found), JSON.stringify(promised)];
  if (came !== wanted) throw new Different(`${what}: promised ${wanted}, came ${came}`);
  say(style('green', `     ✓ ${what}`));
};

const chapter = (text: string): void => say(`\n${style('bold', text)}`);

const told = ({ result, code, view, used, limit, notice, text }: CommandDecided): string =>
  [result, code, view && `view ${view}`, used && `${used} of ${limit}`, notice ?? text]
    .filter(Boolean)
    .join(' · ');

/** One direct message, and the answer its sender gets. */
const writes = async (
  names: readonly [string, string],
  pair: readonly [Person, Person],
  text: string,
) => {
  const [from, to] = pair;
  const outcome = await from.asks(to, 'SendMessage', { kind: 'text', text });
  say(`   ${names[0]} → ${names[1]}: “${text}”   ${style('dim', told(outcome))}`);
  return outcome;
};

const inFolder = async (person: Person, other: Person, folder: string): Promise<string> =>
  until(`folder ${folder}`, async () =>
    (await person.folder(other)) === folder ? folder : undefined,
  );

const request = async ([ann, bob]: readonly [Person, Person]): Promise<void> => {
  chapter('Ann is a stranger to Bob. She may put three messages before him.');
  const write = async (text: string) => writes(['Ann', 'Bob'], [ann, bob], text);
  expect('the first passes', (await write('Hello Bob, I liked your video.')).result, 'sent');
  expect('the second passes', (await write('It is about the one on lighthouses.')).used, 2);
  const third = await write('May I ask you something?');
  expect('the third passes, with the notice', third.notice, limitNotice(3));
  const fourth = await write('Are you there?');
  expect('the fourth is refused', fourth.code, 'REQUEST_LIMIT_REACHED');
  expect('… with the exact text', fourth.text, limitNotice(3));

  chapter('Bob finds one request, with three messages, and was told of it once.');
  expect('it lies in requests', await inFolder(bob, ann, 'requests'), 'requests');
  const texts = await until('three texts', async () => {
    const found = await bob.reads(ann);
    return found.length === 3 ? found : undefined;
  });
  for (const text of texts) say(`   Bob reads: “${text}”`);
  await until('the notice', () => bob.told().length || undefined);
  expect('one notice, without a word of hers', bob.told(), ['request-received']);
};

const conversation = async ([ann, bob]: readonly [Person, Person]): Promise<void> => {
  chapter('Bob accepts: now both write freely.');
  expect('Bob accepts', await bob.accepts(ann), 'done');
  expect('the request moves to the inbox', await inFolder(bob, ann, 'inbox'), 'inbox');
  await until('the news', () => ann.told().includes('request-accepted') || undefined);
  expect('Ann is told that he accepted', ann.told(), ['request-accepted']);
  const answer = await writes(['Bob', 'Ann'], [bob, ann], 'Sure, ask away.');
  expect('Bob writes', answer.view, 'open');
  await until('the news', () => ann.told().includes('message-received') || undefined);
  const back = await writes(['Ann', 'Bob'], [ann, bob], 'Where was it filmed?');
  expect('Ann writes, and nothing is counted', [back.result, back.used ?? null], ['sent', null]);
};

const silence = async (world: World, [ann, bob]: readonly [Person, Person]): Promise<void> => {
  chapter('Bob blocks Ann. She cannot notice.');
  const strip = ({ result, view, used, limit, notice }: CommandDecided) => ({
    result,
    view,
    used,
    limit,
    notice,
  });
  const before = strip(await writes(['Ann', 'Bob'], [ann, bob], 'And when?'));
  expect('Bob blocks', await bob.blocks(ann), 'done');
  const after = strip(await writes(['Ann', 'Bob'], [ann, bob], 'Hello?'));
  expect('her answer is the same, byte for byte', after, before);
  await world.settled();
  expect('nobody told her anything', ann.told(), ['request-accepted', 'message-received']);
  expect('Bob never sees it', (await bob.reads(ann)).includes('Hello?'), false);
  expect('she has her own copy', (await ann.reads(bob)).at(-1), 'Hello?');
};

const tell = async (world: World): Promise<void> => {
  chapter('Two people register (identity.commands.v1), confirm a phone, open their settings.');
  const [ann, bob] = await world.people({ name: 'Ann' }, { name: 'Bob' });
  if (!ann || !bob) throw new Different('nobody came');
  say(`   Ann is ${ann.id}\n   Bob is ${bob.id}`);
  await request([ann, bob]);
  await conversation([ann, bob]);
  await silence(world, [ann, bob]);
};

const main = async (): Promise<number> => {
  if (options.help) {
    say(help);
    return 0;
  }
  const began = performance.now();
  const data = mkdtempSync(join(tmpdir(), 'vestibule-demo-'));
  say(style('dim', 'Starting a fresh stack …'));
  const stack = await startStack({
    data,
    env: { ...process.env, LOG_LEVEL: 'warn' },
    apps: ['identity', 'gating', 'delivery', 'notifications'],
    onStep: (text) => say(style('dim', `  ${text}`)),
  });
  const world = await openWorld(await wireGround(stack.addresses));
  try {
    await tell(world);
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

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${String((error as Error).stack)}\n`);
    process.exit(1);
  },
);
