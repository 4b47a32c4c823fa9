import { policyWith } from '../conversation.words';
import { conversation } from '../decide';
import { broken } from './broken';
import { brokenActs, brokenDeep } from './broken-acts';
import { exhaustives } from './suites';
import { annsMoves, compareAll } from './twins';

const searches = exhaustives(Number(process.env['VESTIBULE_SEARCH'] ?? 1));

test.each(searches)('$name', ({ run }) => {
  const { violation, steps } = run(conversation);
  expect(violation).toBeNull();
  expect(steps).toBeGreaterThan(500);
});

test('I25: below the limit an open no is told from silence, as the rulebook says', () => {
  const policy = policyWith({ request: { declineMode: 'refuse' } });
  const moves = annsMoves.slice(0, 1);
  const { violation } = compareAll(conversation, { policy, first: moves, moves, length: 1 });
  expect(violation).toContain('NOT_ACCEPTING_MESSAGES');
});

describe('a search finds rules in which', () => {
  const [state, pairs] = ['every state:', 'every pair of worlds:'] as const;

  // prettier-ignore
  test.each([
    ['the cap does not bind who believes the chat open',       state,   'limit 1, what people do'],
    ['a block lets messages through',                          state,   'limit 1, what people do'],
    ['a withdrawal gives the slots back',                      state,   'limit 1, what people do'],
    ['a follow overrides a decline',                           state,   'limit 1, follows'],
    ['an import overrides a no',                               state,   'limit 1, void and import'],
    ['voiding consent leaves the request lying there',         state,   'limit 1, void and import'],
    ['what stands before a report answers it too',             state,   'limit 2, expiry and reports'],
    ['a suppressed message is no yes of its sender',           pairs,   'limit 1, what people do'],
    ['a block of the own request is no withdrawal',            pairs,   'limit 1, what people do'],
    ['the exemption looks at the stance',                      pairs,   'limit 1, what people do'],
    ['an unsend tells what became of the message',             pairs,   'limit 1, what people do'],
    ['a report that blocks the own request is no withdrawal',  pairs,   'limit 2, expiry and reports'],
    ['an expired request is gone like a withdrawn one',        pairs,   'limit 2, expiry and reports'],
    ['a follow after a decline opens nothing',                 pairs,   'limit 1, follows'],
    ['a suppressed message does not count',                    'I21,',  'limit 3'],
    ['an unsend tells what became of the message',             'I21,',  'limit 3'],
    ['a no is answered openly',                                'I21,',  'limit 3'],
  ])('%s, by %s %s', (name, kind, where) => {
    const flaw = [...broken, ...brokenActs, ...brokenDeep].find((one) => one.flaw === name);
    const wanted = exhaustives(10).filter((one) => one.name.includes(`${kind} ${where}`));
    const rules = flaw?.rules ?? conversation;
    expect(wanted.some(({ run }) => run(rules).violation !== null)).toBe(true);
  });
});
