import { flaws } from './simulation/whole/flaws';
import { type Played, simulate, traceOf } from './simulation/whole/simulate';

/** How far to search: 1 in every run of the unit tests, more for a release. */
const factor = Number(process.env['VESTIBULE_SEARCH'] ?? 1);
const seedsMax = Math.ceil(8 * factor);
const patienceMs = 120_000 * Math.max(1, factor);
/** So many seeds on, at most, a flaw has to be found. */
const untilFound = 30;

const invariants = [
  ['I7', 'what is suppressed is in no output for its recipient'],
  ['I10', 'nothing comes into an inbox without a yes before it'],
  ['I30', 'each command has one outcome, the last of its events'],
  ['I31', 'an answer never changes, and each is said, in order'],
  ['I32', 'no outcome without a command, and for its actor alone'],
  ['I33', 'outcomes of one actor in a pair are in the order of their commands'],
  ['I40', 'revisions have no gap and no repeat'],
  ['I41', 'what is said first is what was recorded, in order, without gap'],
  ['I43', 'each record ends as an outcome, a repeat of one, or a letter that says why'],
  ['I44', 'whoever starts again from the beginning records nothing and calls nobody'],
  ['I50', 'each call has its own claim before it, and two at most no known result'],
  ['I51', 'nothing is pushed that is suppressed, muted, turned off, gone or old'],
  ['I52', 'a request is pushed once, whatever the number of its messages'],
  ['I57', 'after faults stop, nothing lies undecided'],
  ['delivery', 'everything sent is placed once with each of the two, in order'],
  ['notices', 'all that is news is told or kept back'],
] as const;

describe('all services, with processes that die anywhere, two owners, repeats and lost answers', () => {
  const played = new Map<number, Played>();

  beforeAll(async () => {
    for (let seed = 1; seed <= seedsMax; seed += 1) played.set(seed, await simulate(seed));
  }, patienceMs);

  test.each(invariants)('%s: %s', (name) => {
    const broken = [...played].flatMap(([seed, { problems }]) =>
      problems.filter((one) => one.startsWith(`${name}:`)).map((one) => `seed ${seed}: ${one}`),
    );
    expect(broken).toEqual([]);
  });

  test('every problem is of one of these kinds', () => {
    const known = invariants.map(([name]) => `${name}:`);
    const others = [...played.values()]
      .flatMap(({ problems }) => problems)
      .filter((one) => !known.some((name) => one.startsWith(name)));
    expect(others).toEqual([]);
  });

  test('the seeds reach what is searched', () => {
    const met = new Set([...played.values()].flatMap((one) => [...one.met]));
    // prettier-ignore
    expect([...met]).toEqual(expect.arrayContaining([
      'MessageSent', 'MessageSuppressed', 'RequestAccepted', 'AccountBlocked', 'RequestWithdrawn',
      'MessageUnsent', 'RequestMoved', 'MessageTakenBack', 'ConversationLeft', 'ConversationMuted',
      'NoticeSent', 'NoticeFailed', 'NoticePostponed', 'NoticeOvertaken', 'NoticeSuppressed',
      'NOT_JSON', 'ID_REUSED',
    ]));
  });

  test('the same seed is the same world, byte for byte', async () => {
    const [one, other] = [await traceOf(2), await traceOf(2)];
    expect(one === other).toBe(true);
  });
});

describe('the search finds that', () => {
  const search = async ({ found, from = 1, ...rest }: (typeof flaws)[number]) => {
    for (let seed = from; seed < from + untilFound; seed += 1) {
      const { problems } = await simulate(seed, rest);
      const hit = problems.find((one) => one.startsWith(`${found}:`));
      if (hit !== undefined) return hit;
    }
    return null;
  };

  test.each(flaws)(
    '$flaw ($found)',
    async (flawed) => {
      expect(await search(flawed)).not.toBeNull();
    },
    patienceMs,
  );

  test('something is wrong about every invariant', () => {
    const missed = invariants
      .map(([name]) => name)
      .filter((name) => !flaws.some(({ found }) => found === name));
    expect(missed).toEqual([]);
  });
});
