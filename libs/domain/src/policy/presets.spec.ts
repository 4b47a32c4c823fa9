import { dayMs, hourMs, periodMs } from './period';
import { policyAt } from './in-force';
import { euMemberStates, presets } from './presets';

describe('the policy of a moment', () => {
  const later = { ...presets.seed, version: 2, effectiveAtMs: 1000 };
  const latest = { ...presets.open, version: 3, effectiveAtMs: 500 };

  test('is the highest version in force, in whatever order they come', () => {
    expect(policyAt([later, presets.seed], 999)).toBe(presets.seed);
    expect(policyAt([later, presets.seed], 1000)).toBe(later);
    expect(policyAt([latest, later, presets.seed], 2000)).toBe(latest);
    expect(policyAt([later, latest, presets.seed], 2000)).toBe(latest);
  });

  test('is the seed where none is in force', () => {
    expect(policyAt([], 0)).toBe(presets.seed);
    expect(policyAt([later], 0)).toBe(presets.seed);
  });
});

describe('the presets', () => {
  test.each(Object.entries(presets))(
    '%s is a first version from the beginning of time',
    (name, policy) => {
      expect(policy).toMatchObject({ version: 1, preset: name, effectiveAtMs: 0 });
      expect(JSON.parse(JSON.stringify(policy))).toStrictEqual(policy);
      expect(Object.keys(policy).toSorted()).toEqual(Object.keys(presets.seed).toSorted());
      expect(policy.volume.windows.every(({ per }) => periodMs(per) > 0)).toBe(true);
    },
  );

  // prettier-ignore
  test('differ where the rulebook says so', () => {
    const columns = Object.values(presets).map((policy) => [
      policy.age.minimumBand, policy.phoneRequired, policy.request.limit, policy.request.declineMode,
      policy.request.strangers, policy.request.ttlDays, policy.relation.senderMustFollow,
      policy.business.limit, policy.business.volumeFactor, policy.business.window?.hours ?? null,
      policy.placement.newRequestsPerDay, policy.placement.hideAccountsYoungerThanDays,
      policy.volume.refundOnAccept, policy.receipts.regionsOff.length,
    ]);
    expect(columns).toEqual([
      ['16-17',  true,  3, 'sink',   'request', null, true,  5, 2, null, 50,   0, true,  27],
      ['16-17',  true,  3, 'sink',   'request', null, false, 3, 2, 48,   50,   0, true,  27],
      ['18plus', true,  5, 'refuse', 'request', 30,   false, 5, 1, null, 20,   0, true,  27],
      ['16-17',  false, 1, 'sink',   'request', null, false, 1, 1, null, 50,   7, false, 0],
      ['16-17',  false, 3, 'sink',   'inbox',   null, false, 5, 1, null, null, 0, true,  0],
    ]);
  });
});

test('the European Union has 27 member states', () =>
  expect(new Set(euMemberStates).size).toBe(27));

test.each([
  ['PT1H', hourMs],
  ['P1D', dayMs],
  ['P7D', 7 * dayMs],
  ['P2W', 14 * dayMs],
  ['P1DT30M5S', dayMs + hourMs / 2 + 5000],
  ['a day', Number.NaN],
])('the period %s is %d ms', (text, expected) => expect(periodMs(text)).toBe(expected));
