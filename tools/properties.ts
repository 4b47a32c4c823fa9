import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import * as fc from 'fast-check';
import { simulations } from '../e2e/simulation/suites';
import type { Found } from '../libs/domain/src/conversation/properties/explore';
import type { Rules } from '../libs/domain/src/conversation/properties/scripts';
import { exhaustives, properties } from '../libs/domain/src/conversation/properties/suites';
import { conversation } from '@vestibule/domain';

const help = `npm run test:properties [-- --size <n>] [-- --seed <n>] [-- --only <text>]

Looks for a script of two people's acts that breaks an invariant of the rulebook: at random, and
through every state and every pair of worlds of some size; and for a seed at which a simulation of
the services, with crashes and repeats, breaks one. Ends with 1 when one is found.
  --size   how much longer than in the unit tests (default: VESTIBULE_SEARCH, or 20)
  --seed   of the random scripts (default: 42); the first one of the simulations is 1
  --only   just what has this in its name, for example I20`;

const { values: options } = parseArgs({
  options: {
    size: { type: 'string', default: process.env['VESTIBULE_SEARCH'] ?? '20' },
    seed: { type: 'string', default: '42' },
    only: { type: 'string', default: '' },
    help: { type: 'boolean', default: false },
  },
});

const scriptsAtOnce = 200;

/** One thing to look through; `tick` hears which part of it is done, from 0 to 1. */
type Suite = {
  readonly name: string;
  readonly run: (tick: (part: number) => void) => Found | Promise<Found>;
};

/** The rules, with every decision counted. */
const counting = (): { readonly rules: Rules; readonly steps: () => number } => {
  let steps = 0;
  const rules: Rules = (policy) => {
    const { decide, ...rest } = conversation(policy);
    return {
      ...rest,
      decide: (command, state) => {
        steps += 1;
        return decide(command, state);
      },
    };
  };
  return { rules, steps: () => steps };
};

const atRandom = (size: number, seed: number): readonly Suite[] =>
  Object.entries(properties).map(([name, property]) => ({
    name,
    run: (tick) => {
      const { rules, steps } = counting();
      const said = (scripts: number, violation: string | null): Found => ({
        states: 0,
        scripts,
        steps: steps(),
        whole: false,
        violation,
      });
      for (let round = 0; round < size; round += 1) {
        const settings = { seed: seed + round, numRuns: scriptsAtOnce };
        const found = fc.check(property(rules), settings);
        const scripts = round * scriptsAtOnce + found.numRuns;
        if (found.failed) return said(scripts, fc.defaultReportMessage(found) ?? 'failed');
        tick((round + 1) / size);
      }
      return said(size * scriptsAtOnce, null);
    },
  }));

const throughAll = (size: number): readonly Suite[] =>
  exhaustives(size).map(({ name, run }) => ({
    name,
    run: (tick) => run(conversation, (states) => tick(Math.min(states / (500 * size), 1))),
  }));

const inWorlds = (size: number): readonly Suite[] =>
  simulations.map(({ name, seeds, play }) => ({
    name,
    run: async (tick) => {
      let steps = 0;
      for (let seed = 1; seed <= seeds * size; seed += 1) {
        const { problems, events } = await play(seed);
        steps += events;
        const found = { states: 0, scripts: seed, steps, whole: false };
        if (problems.length > 0)
          return { ...found, violation: `seed ${seed}: ${problems.join('\n')}` };
        tick(seed / (seeds * size));
      }
      return { states: 0, scripts: seeds * size, steps, whole: false, violation: null };
    },
  }));

const count = (value: number): string => value.toLocaleString('en').padStart(12);

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const main = async (): Promise<number> => {
  if (options.help) {
    say(help);
    return 0;
  }
  const size = Math.max(1, Math.floor(Number(options.size)) || 1);
  const all = [...atRandom(size, Number(options.seed)), ...throughAll(size), ...inWorlds(size)];
  const suites = all.filter(({ name }) => name.includes(options.only));
  const bar = new SingleBar({
    stream: process.stderr,
    format: '[{bar}] {percentage} %, {duration_formatted} · {name}',
    hideCursor: true,
    clearOnComplete: true,
  });
  bar.start(suites.length, 0, { name: '' });
  const found: (Found & { readonly name: string })[] = [];
  for (const [index, { name, run }] of suites.entries()) {
    found.push({ name, ...(await run((part) => bar.update(index + part, { name }))) });
    bar.update(index + 1, { name });
  }
  bar.stop();

  say(['scripts', 'states', 'steps'].map((title) => title.padStart(12)).join(''));
  for (const { name, scripts, states, steps, whole } of found)
    say(`${count(scripts)}${count(states)}${count(steps)}  ${name}${whole ? ' (all)' : ''}`);
  const sum = (key: 'scripts' | 'states' | 'steps') =>
    count(found.reduce((total, one) => total + one[key], 0));
  const wrong = found.filter(({ violation }) => violation !== null);
  say(`${sum('scripts')}${sum('states')}${sum('steps')}  in all, ${wrong.length} violations`);
  for (const { name, violation } of wrong) say(`\n${name}\n${violation}`);
  return wrong.length > 0 ? 1 : 0;
};

const run = async (): Promise<void> => {
  process.exitCode = await main();
};

void run();
