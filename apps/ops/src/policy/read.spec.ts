import { presets } from '@vestibule/domain';
import { NotFoundError, UsageError } from '../failures';
import { changeLines, proposalLines, versionLines } from './draw';
import { dataOf } from './fields';
import { inForceAt, policyNamed } from './named';
import { knownIn, versionsOf } from './read';

const told = { atMs: 1, commandId: 'c', issuedAtMs: 1, soonestAtMs: 2, operator: 'omar' };
const data = dataOf(presets.open);
const published = (version: number, effectiveAtMs: number) => ({
  type: 'PolicyPublished',
  data: {
    ...told,
    proposalId: `p${version}`,
    version,
    preset: 'open',
    effectiveAtMs,
    data,
    publishedBy: 'nora',
    approvedBy: 'omar',
  },
});
const proposed = (id: string) => ({
  type: 'PolicyProposed',
  data: { ...told, commandId: id, preset: 'open', data, effectiveAtMs: null },
});
const retired = (version: number, effectiveAtMs: number) => ({
  type: 'PolicyRetired',
  data: { ...told, version, effectiveAtMs },
});

const known = (...events: readonly object[]) => knownIn(events as never);
const standings = (events: readonly object[], nowMs: number) =>
  versionsOf(known(...events), nowMs).map(({ standing }) => standing);

describe('a version', () => {
  test.each([
    [[], ['in force']],
    [[published(2, 100)], ['built in', 'in force']],
    [[published(2, 101)], ['in force', 'coming']],
    [
      [published(2, 10), published(3, 20)],
      ['built in', 'superseded', 'in force'],
    ],
    [
      [published(2, 10), retired(2, 101)],
      ['built in', 'retiring'],
    ],
    [
      [published(2, 10), retired(2, 100)],
      ['in force', 'retired'],
    ],
    [
      [{ type: 'CommandFailed', data: {} }, published(2, 10)],
      ['built in', 'in force'],
    ],
  ])('stands where its dates and its neighbours put it: %j', (events, expected) => {
    expect(standings(events, 100)).toEqual(expected);
  });

  test('is shown with its dates and its two operators', () => {
    const lines = versionLines(versionsOf(known(published(2, 86_400_000)), 0));
    expect(lines[2]).toMatch(/^ +2 +coming +open +1970-01-02T00:00:00.000Z +- +nora +omar$/u);
  });
});

describe('a policy is named', () => {
  const state = known(published(2, 10), proposed('01a0c450-6c00-7a11-9c01-4b5f2d7e801a'));

  test('by version, proposal or preset', () => {
    const words = ['2', '01a0c450-6c00-7a11-9c01-4b5f2d7e801a', 'open'];
    for (const word of words) expect(policyNamed(state, word).data).toEqual(data);
    expect(inForceAt(state, 9).name).toBe('version 1');
    expect(inForceAt(state, 10).name).toBe('version 2');
  });

  test('or is told how to find it', () => {
    expect(() => policyNamed(state, '3')).toThrow(NotFoundError);
    expect(() => policyNamed(state, '01a0c450-0000-7a11-9c01-4b5f2d7e801a')).toThrow('policy ls');
    expect(() => policyNamed(state, 'closed')).toThrow(UsageError);
  });
});

test('a proposal that waits is shown until it is approved', () => {
  const { state } = known(proposed('p2'), proposed('p3'), published(2, 10));
  const waiting = state.proposals.filter(({ version }) => version === null);
  expect(proposalLines(waiting).join('\n')).toMatch(/p3 +open +soon after approval +omar$/u);
  expect(proposalLines([])).toEqual([]);
});

test('changes are shown old and new, foreign text on one line', () => {
  const change = { field: 'request.limit', before: '3', after: '"\n"' };
  expect(changeLines([change], ['old', 'new'])).toEqual([
    'field          old  new',
    'request.limit  3    "\\n"',
  ]);
  expect(changeLines([], ['old', 'new'])).toEqual(['new is the same as old']);
});
