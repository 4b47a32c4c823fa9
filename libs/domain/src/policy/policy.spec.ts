import { policyAt, wordsAt } from './in-force';
import {
  after,
  approve,
  dataOf,
  given,
  leadMs,
  propose,
  publish,
  refused,
  retire,
  seedWith,
  startMs,
} from './policy.words';
import { presets } from './presets';

const soonestAtMs = startMs + leadMs;
const published = after(propose('p'), approve('p'));

describe('a proposal', () => {
  test('is in force for nobody before it is approved', () => {
    const { state } = given().when(propose('p'));
    expect(policyAt(state.policies, startMs + 10 * leadMs)).toBe(presets.seed);
  });

  test('becomes the next version by the word of a second operator', () =>
    after(propose('p'))
      .when(approve('p'))
      .then({
        type: 'PolicyPublished',
        data: {
          proposalId: 'p',
          version: 2,
          publishedBy: 'nora',
          approvedBy: 'omar',
          effectiveAtMs: soonestAtMs,
          data: dataOf('instagram'),
        },
      }));

  test.each(['nora', ' Nora'])('is not approved by its author, SAME_OPERATOR (%p)', (operator) =>
    after(propose('p')).when(approve('p', { operator })).then(refused('SAME_OPERATOR', 'operator')),
  );

  test('is approved once, ALREADY_APPROVED', () =>
    published.when(approve('p')).then(refused('ALREADY_APPROVED', 'proposalId')));

  test('must be there, NO_SUCH_PROPOSAL', () =>
    published.when(approve('q')).then(refused('NO_SUCH_PROPOSAL', 'proposalId')));

  test('takes effect when it asks to, and not before all have heard of it', () => {
    const at = (effectiveAtMs: number) => propose('p', dataOf('open'), { effectiveAtMs });
    after(at(soonestAtMs))
      .when(approve('p'))
      .then({
        type: 'PolicyPublished',
        data: { effectiveAtMs: soonestAtMs },
      });
    given()
      .when(at(soonestAtMs - 1))
      .then(refused('EFFECTIVE_TOO_SOON', 'effectiveAtMs'));
  });

  test('that waited too long for its approval is not late in force, EFFECTIVE_TOO_SOON', () =>
    after(propose('p', dataOf('open'), { effectiveAtMs: soonestAtMs }))
      .when(approve('p', { atMs: startMs + 1 }))
      .then(refused('EFFECTIVE_TOO_SOON')));
});

describe('a policy that makes no sense is not even proposed', () => {
  const window = { unit: 'new-recipient', per: 'P1D', max: 5 } as const;
  const banned = { id: 'banned', action: 'flag', when: 'always' } as const;

  // prettier-ignore
  test.each([
    ['BELOW_ONE',       'request.limit',            seedWith({ request: { limit: 0 } })],
    ['BELOW_ONE',       'request.ttlDays',          seedWith({ request: { ttlDays: 0 } })],
    ['BELOW_ONE',       'business.window.messages', seedWith({ business: { window: { hours: 1, messages: 0 } } })],
    ['BELOW_ONE',       'volume.windows.1.max',     seedWith({ volume: { windows: [window, { ...window, per: 'PT1H', max: 0 }] } })],
    ['PERIOD_INVALID',  'volume.windows.0.per',     seedWith({ volume: { windows: [{ ...window, per: 'a day' }] } })],
    ['PERIOD_INVALID',  'volume.windows.0.per',     seedWith({ volume: { windows: [{ ...window, per: 'PT0S' }] } })],
    ['NOTHING_ALLOWED', 'request.allow',            seedWith({ request: { allow: [] } })],
    ['LISTED_TWICE',    'request.allow',            seedWith({ request: { allow: ['text', 'text'] } })],
    ['LISTED_TWICE',    'volume.windows',           seedWith({ volume: { windows: [window, { ...window, per: 'PT24H' }] } })],
    ['LISTED_TWICE',    'content.lists',            seedWith({ content: { lists: [banned, { ...banned, action: 'hide' }] } })],
    ['LISTED_TWICE',    'receipts.regionsOff',      seedWith({ receipts: { regionsOff: ['NL', 'NL'] } })],
    ['FACTOR_INVALID',  'business.volumeFactor',    seedWith({ business: { volumeFactor: 0 } })],
    ['UNSEND_TOO_LONG', 'unsend.withinHours',       seedWith({ unsend: { withinHours: 25 } })],
  ] as const)('%s: %s', (reason, field, data) =>
    given().when(propose('p', data)).then(refused(reason, field)));

  test('nothing is wrong with any preset', () => {
    for (const name of Object.keys(presets) as (keyof typeof presets)[])
      expect(given().when(propose('p', dataOf(name))).events[0]?.type).toBe('PolicyProposed');
  });
});

describe('a version', () => {
  test('counts no longer from the lead on after it was retired', () => {
    const { state } = published.when(retire(2, { atMs: startMs + leadMs }));
    expect(policyAt(state.policies, startMs + 2 * leadMs - 1).version).toBe(2);
    expect(policyAt(state.policies, startMs + 2 * leadMs)).toBe(presets.seed);
  });

  test('that was retired leaves the highest that remains, and its number to no other', () => {
    const third = published.after(propose('q', dataOf('open')), approve('q'));
    const { state } = third.when(retire(3));
    expect(policyAt(state.policies, startMs + leadMs).version).toBe(2);
    const next = published.after(retire(2), propose('q', dataOf('open')));
    next.when(approve('q')).then({ type: 'PolicyPublished', data: { version: 3 } });
  });

  test('is retired once, and only if there is one', () => {
    published.after(retire(2)).when(retire(2)).then(refused('ALREADY_RETIRED', 'version'));
    published.when(retire(3)).then(refused('NO_SUCH_VERSION', 'version'));
  });

  test('that is built in stays, BUILT_IN_VERSION', () =>
    published.when(retire(1)).then(refused('BUILT_IN_VERSION', 'version')));
});

describe('words', () => {
  test('are numbered through, whichever list they are for', () => {
    const { state } = after(publish('banned', ['spam']), publish('severe', ['scam'])).when(
      publish('banned', ['spam', 'ham'], { allow: ['hamster'], atMs: startMs + 1 }),
    );
    expect(state.words.map(({ listId, version }) => [listId, version])).toEqual([
      ['banned', 1],
      ['severe', 2],
      ['banned', 3],
    ]);
    expect(wordsAt(state.words, soonestAtMs - 1)).toEqual({ version: 0, lists: [] });
    expect(wordsAt(state.words, soonestAtMs)).toEqual({
      version: 2,
      lists: [
        { id: 'banned', words: ['spam'], allow: [] },
        { id: 'severe', words: ['scam'], allow: [] },
      ],
    });
    expect(wordsAt(state.words, soonestAtMs + 1)).toEqual({
      version: 3,
      lists: [
        { id: 'banned', words: ['spam', 'ham'], allow: ['hamster'] },
        { id: 'severe', words: ['scam'], allow: [] },
      ],
    });
  });

  test('take effect in the order of their numbers, though clocks of hosts differ', () => {
    const before = after(publish('banned', ['spam'], { atMs: startMs + 5 }));
    before.when(publish('severe', ['scam'])).then({
      type: 'WordsPublished',
      data: { version: 2, effectiveAtMs: soonestAtMs + 5 },
    });
  });

  test('may be taken back by an empty list', () => {
    const { state } = after(publish('banned', ['spam'])).when(publish('banned', []));
    expect(wordsAt(state.words, soonestAtMs).lists).toEqual([
      { id: 'banned', words: [], allow: [] },
    ]);
  });

  test('have letters, digits or signs in them, WORD_BLANK', () => {
    given()
      .when(publish('banned', ['spam', ' ']))
      .then(refused('WORD_BLANK', 'words'));
    given()
      .when(publish('banned', ['🍆', '+1'], { allow: ['-'] }))
      .then(refused('WORD_BLANK', 'allow'));
  });

  test('are listed once, LISTED_TWICE', () => {
    given()
      .when(publish('banned', ['a', 'a']))
      .then(refused('LISTED_TWICE', 'words'));
    given()
      .when(publish('banned', ['a'], { allow: ['a'] }))
      .then(refused('LISTED_TWICE', 'allow'));
  });
});
