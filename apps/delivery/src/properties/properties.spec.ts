import * as fc from 'fast-check';
import { delivery } from '../delivery';
import { broken } from './broken';
import { play } from './play';
import {
  acceptedFirst,
  openOnBothSides,
  type Property,
  receiptsInOpen,
  suppressedUnseen,
  worstDecides,
} from './properties';
import { script } from './script';

const numRuns = Math.ceil(150 * Number(process.env['VESTIBULE_SEARCH'] ?? 1));

const properties = {
  'I7: seed 30: a suppressed message is in no output for its recipient': suppressedUnseen,
  'I10: what is shown in the inbox was accepted, and is released once': acceptedFirst,
  'I26: seed 36: receipts are shown of reads in an open chat that both allow': receiptsInOpen,
  'edge 42: seed 14: the worst message decides for the whole request': worstDecides,
  'both inboxes remember a yes exactly while the pair is open': openOnBothSides,
} as const satisfies Record<string, Property>;

test.each(Object.entries(properties))('%s', (_, property) => {
  fc.assert(property(delivery), { seed: 42, numRuns });
});

test('the scripts reach what is searched', () => {
  const played = fc
    .sample(script, { seed: 42, numRuns: 100 })
    .flatMap((steps) => play(delivery, steps));
  const noted = new Set(played.flatMap((one) => one.noted.map(({ event }) => event.type)));
  const pair = new Set(played.flatMap((one) => one.pair.map(({ type }) => type)));
  expect([...noted].toSorted()).toEqual([
    'ConversationCleared',
    'ConversationEnded',
    'ConversationLeft',
    'ConversationMuted',
    'ConversationOpened',
    'ConversationReturned',
    'InboxUnchanged',
    'MessageDeleted',
    'MessagePlaced',
    'MessageRead',
    'MessageTakenBack',
    'ReceiptShown',
    'ReceiptWithheld',
    'RequestAccepted',
    'RequestMoved',
  ]);
  for (const type of ['MessageSuppressed', 'RequestExpired', 'ConsentVoided', 'ConsentImported'])
    expect(pair).toContain(type);
});

describe('a property finds a delivery in which', () => {
  test.each(broken)('$flaw', ({ service, found }) => {
    const [, property] = Object.entries(properties).find(([name]) => name.startsWith(found)) ?? [];
    const search = { seed: 7, numRuns: 3_000, endOnFailure: true };
    expect(() => property && fc.assert(property(service), search)).toThrow('Property failed');
  });

  test('one is wrong for every property', () => {
    const missed = Object.keys(properties).filter(
      (name) => !broken.some(({ found }) => name.startsWith(found)),
    );
    expect(missed).toEqual([]);
  });
});
