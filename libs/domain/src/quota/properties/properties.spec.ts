import * as fc from 'fast-check';
import { quota } from '../decide';
import { broken } from './broken';
import { type Property, closedAsCounted, windowsHold } from './ledger';
import { type Charging, byOutcome, chargesAreEqual } from './twins';

const numRuns = Math.ceil(500 * Number(process.env['VESTIBULE_SEARCH'] ?? 1));

const properties: Readonly<Record<string, Property>> = {
  'I13: no window ever holds more than it may': windowsHold,
  'I14: at rest, charged is what counted, less what was given back': closedAsCounted,
};

test.each(Object.entries(properties))('%s', (_, property) => {
  fc.assert(property(quota), { seed: 42, numRuns });
});

describe('a property finds that', () => {
  test.each(broken)('$flaw', ({ rules, found }) => {
    const [, property] = Object.entries(properties).find(([name]) => name.startsWith(found)) ?? [];
    const search = { seed: 7, numRuns: 5_000, endOnFailure: true };
    expect(() => property && fc.assert(property(rules), search)).toThrow('Property failed');
  });
});

describe('I15: charges', () => {
  test('are equal in two worlds that differ only in private acts of the recipient', () => {
    fc.assert(chargesAreEqual(byOutcome), { seed: 42, numRuns });
  });

  const flawed: Readonly<Record<string, Charging>> = {
    'what is kept from its recipient is not charged': (event) =>
      event.type === 'MessageSuppressed' ? [] : byOutcome(event),
    'a new recipient is charged only who gets the message': (event) =>
      event.type === 'MessageSuppressed' && event.data.used === 1
        ? ['request-message']
        : byOutcome(event),
  };
  test.each(Object.entries(flawed))('tell private acts where %s', (_, charging) => {
    const search = { seed: 7, numRuns: 5_000, endOnFailure: true };
    expect(() => fc.assert(chargesAreEqual(charging), search)).toThrow('Property failed');
  });
});
