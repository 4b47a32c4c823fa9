import { presets } from '@vestibule/domain';
import { heardPolicies } from './heard-policies';

const { version: _version, preset, effectiveAtMs: _from, ...data } = presets.open;

const published = (version: number, revision: number) => ({
  type: 'PolicyPublished',
  data: { version, preset, effectiveAtMs: 100, data, publishedBy: 'nora', approvedBy: 'omar' },
  coordinates: { stream: 'policy', revision, metadata: {} },
});

test('what the topic has told is in force from its time on', () => {
  const { policyAt, hear } = heardPolicies();
  expect(policyAt(100)).toBe(presets.seed);
  hear(published(2, 0));
  expect(policyAt(99)).toBe(presets.seed);
  expect(policyAt(100)).toMatchObject({ version: 2, preset: 'open' });
});

test('what comes again, or is nothing but news of the host, changes nothing', () => {
  const { policyAt, hear } = heardPolicies();
  hear(published(2, 0));
  hear({ ...published(3, 1), type: 'Unspoken' });
  hear({ ...published(3, 1), type: 'CommandFailed' });
  hear(published(4, 1));
  expect(policyAt(100).version).toBe(2);
});
