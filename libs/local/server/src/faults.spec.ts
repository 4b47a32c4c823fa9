import { faultTable } from './faults';

test('a fault happens once where it fits, and is counted', () => {
  const faults = faultTable();
  faults.add({ kind: 'drop', match: { stream: 's', method: 'append' } });
  expect(faults.take(['drop'], { stream: 'other', method: 'append' })).toBeUndefined();
  expect(faults.take(['silence'], { stream: 's', method: 'append' })).toBeUndefined();
  expect(faults.counts()).toEqual({});
  expect(faults.take(['silence', 'drop'], { stream: 's', method: 'append' })?.kind).toBe('drop');
  expect(faults.take(['drop'], { stream: 's', method: 'append' })).toBeUndefined();
  expect(faults.counts()).toEqual({ drop: 1 });
});

test('a fault skips and repeats as often as it says', () => {
  const faults = faultTable();
  faults.add({ kind: 'lag', after: 2, times: 3 });
  const happened = Array.from({ length: 7 }, () => faults.take(['lag'], {}) !== undefined);
  expect(happened).toEqual([false, false, true, true, true, false, false]);
});

test('faults are matched in the order in which they were added, until they are cleared', () => {
  const faults = faultTable();
  faults.add({ kind: 'error', code: 1 });
  faults.add({ kind: 'error', code: 2 });
  faults.add({ kind: 'error', code: 3 });
  expect([faults.take(['error'], {})?.code, faults.take(['error'], {})?.code]).toEqual([1, 2]);
  faults.clear();
  expect(faults.take(['error'], {})).toBeUndefined();
  expect(faults.counts()).toEqual({ error: 2 });
});
