import { flaws } from './simulation/volume/flaws';
import { gatingWith } from './simulation/volume/rules';
import { type Options, simulate } from './simulation/volume/simulate';

/** How far to search: 1 in every run of the unit tests, more for a release. */
const factor = Number(process.env['VESTIBULE_SEARCH'] ?? 1);
const seedsMax = Math.ceil(25 * factor);
const patienceMs = 120_000 * Math.max(1, factor);

/** The first seed at which something is wrong, and what. */
const search = async (options: Options, upTo: number) => {
  for (let seed = 1; seed <= upTo; seed += 1) {
    const problems = await simulate(seed, options);
    if (problems.length > 0) return { seed, problems };
  }
  return null;
};

describe('reserve, append, close, give back: with crashes at any call, repeats and two owners', () => {
  test(
    'I13, I14, edges 64 and 65: no window overflows, and at rest charged is what counted',
    async () => {
      expect(await search({ service: gatingWith() }, seedsMax)).toBeNull();
    },
    patienceMs,
  );
});

describe('the search finds that', () => {
  test.each(flaws)(
    '$flaw',
    async ({ found, service, store }) => {
      const options = store ? { service, store } : { service };
      const { problems = [] } = (await search(options, 40)) ?? {};
      expect(problems).toContainEqual(expect.stringContaining(found));
    },
    patienceMs,
  );
});
