import type { Recorded } from '@vestibule/streams';
import { keptAppends } from '../history/history.words';
import { checker } from './check';
import { foundLines } from './draw';

/** A kept history as the store gives it back. */
const recordedOf = (name: string): readonly Recorded[] =>
  keptAppends(name)
    .flatMap((events, append) => events.map((event) => ({ ...event, append })))
    .map(({ type, data, append }, revision) => ({
      id: `e${revision}`,
      type,
      data,
      metadata: { $correlationId: 'c', $causationId: 'c', commandId: `command-${append}` },
      stream: 'pair-p',
      revision,
      position: '',
    }));

const checked = (events: readonly Recorded[]) => {
  const check = checker([]);
  events.forEach(check.see);
  return check.found();
};

const history = recordedOf('conversation');

test('I36: a kept history is decided again as it was recorded: difference 0', () => {
  const found = checked(history);
  expect(found).toMatchObject({ conversations: 1, events: history.length, differences: [] });
  expect(found.decisions).toBeGreaterThan(10);
  expect(foundLines(found).at(-1)).toBe('difference 0');
});

test('I36: a decision that was tampered with is found, and nothing else', () => {
  const forged = history.map((event): Recorded => {
    const isFirst = event.revision === history.findIndex(({ type }) => type === 'SendRefused');
    return isFirst ? { ...event, data: { ...event.data, reason: 'PHONE_REQUIRED' } } : event;
  });
  const { differences } = checked(forged);
  expect(differences).toEqual([
    expect.objectContaining({ recorded: ['SendRefused'], again: ['SendRefused'] }),
  ]);
});

test('a decision under a version that nobody knows is told as such', () => {
  const [first] = history;
  if (!first) throw new Error('The history is empty.');
  const unknown = { ...first, data: { ...first.data, policyVersion: 99 } };
  const found = checked([unknown]);
  expect(found.differences).toMatchObject([{ again: [] }]);
  expect(foundLines(found).join('\n')).toContain('its policy version is not known');
});

test('what came from inside is folded, and not decided', () => {
  const followed = recordedOf('conversation-follow');
  const found = checked(followed);
  expect(found.differences).toEqual([]);
  expect(found.decisions).toBeLessThan(followed.length);
});
