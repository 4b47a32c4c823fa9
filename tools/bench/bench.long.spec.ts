import { ratiosOf, tableOf, toldTable } from './report';
import { runBench } from './run';
import { quickSilence, runSilence } from './silence';
import { quick } from './sizes';

const positive = expect.any(Number) as number;

test('a quick run measures every part, and tells it', async () => {
  const said: string[] = [];
  const found = await runBench(quick, (text) => said.push(text));

  expect(found.raw.count).toBe(quick.records);
  expect(found.appends.count).toBe(quick.appends);
  expect(found.naive.count).toBe(quick.naive - Math.ceil(quick.naive / 3));
  expect(found.pipeline.count).toBe(quick.commands);
  expect(found.alone.count).toBe(quick.commands);
  expect(Object.keys(found.alone.cpuUs)).not.toContain('delivery');
  expect(found.latency.answered).toBe(quick.pacedPerSecond * quick.pacedSeconds);
  const processes = ['kafka', 'eventstore', 'postgres'];
  const services = ['identity', 'gating', 'delivery', 'notifications'];
  expect(Object.keys(found.pipeline.settledCpuUs).toSorted()).toEqual(
    [...processes, ...services].toSorted(),
  );
  expect(found.pipeline.stages).toMatchObject({
    'gating.commands.v1': positive,
    'dm.outcomes.v1': positive,
    'delivery.events.v1': positive,
  });
  for (const { is } of ratiosOf(found)) expect(Number.isFinite(is)).toBe(true);

  const table = tableOf(found);
  for (const part of ['raw kafkajs', 'textbook', 'to outcome ÷ appends', 'p99'])
    expect(table).toContain(part);
  expect(said.length).toBeGreaterThan(5);
}, 60_000);

test('a quick run tells what a sender sees in time of delivered and suppressed messages', async () => {
  const found = await runSilence(quickSilence, () => {});
  expect(found.map(({ what }) => what)).toEqual(['the answer', 'the own copy']);
  for (const { auc, delivered, suppressed } of found) {
    expect([delivered, suppressed]).toEqual([quickSilence.pairs, quickSilence.pairs]);
    expect(auc).toBeGreaterThan(0);
    expect(auc).toBeLessThan(1);
  }
  expect(toldTable(found)).toContain('by the own copy');
}, 60_000);
