import { pack } from '../bytes';
import { record } from '../topics.words';
import { moment } from '../within';
import { gatherer } from './gather';
import type { Entry } from './request';

const one = (value: string) => [pack(record('t', 'k', value))];

const valuesOf = (entries: readonly Entry[]) => entries.map((entry) => String(entry.record.value));

test('what is sent in one turn goes together, and later sends wait their turn', async () => {
  const deliveries: string[][] = [];
  const open = moment();
  const { send } = gatherer(async (entries) => {
    deliveries.push(valuesOf(entries));
    await open.happened;
    entries.forEach(({ settle }) => settle());
  });
  const early = [send(one('a')), send(one('b'))];
  await new Promise(setImmediate);
  const late = [send(one('c')), send([...one('d'), ...one('e')])];
  open.happen();
  await Promise.all([...early, ...late]);
  expect(deliveries).toEqual([
    ['a', 'b'],
    ['c', 'd', 'e'],
  ]);
});

test('a send is settled with its last record, and rejects with its first refusal', async () => {
  const { send, drained } = gatherer(async (entries) => {
    entries.forEach(({ settle, record: { value } }) =>
      settle(value === 'bad' ? new Error('refused') : undefined),
    );
  });
  const answers = await Promise.allSettled([
    send([...one('good'), ...one('bad'), ...one('good')]),
    send(one('good')),
    send([]),
  ]);
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  await expect(drained()).resolves.toBeUndefined();
});
