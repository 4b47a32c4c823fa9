import type { Topics } from './topics';
import { freshTopic, numbered, record, settings } from './topics.words';

/** What is true of topics and their settings on any bus. */
export const settingsContract = (bus: () => Topics): void => {
  test('T20 topics are made with their settings, twice without an error', async () => {
    const wanted = [settings(3), settings(5, false)];
    expect(await bus().create(wanted)).toEqual([]);
    expect(await bus().create(wanted)).toEqual([]);
    for (const { name, partitions } of wanted)
      expect(await bus().ends(name)).toEqual(Array.from({ length: partitions }, () => 0n));
  });

  test('T20 a setting that differs is reported and left alone', async () => {
    const wanted = settings(2);
    await bus().create([wanted]);
    const drift = await bus().create([{ ...wanted, partitions: 3, retentionMs: 60_000 }]);
    expect(drift).toHaveLength(2);
    expect(drift.every((line) => line.startsWith(`${wanted.name}: `))).toBe(true);
    expect(await bus().ends(wanted.name)).toHaveLength(2);
  });

  test('browsing shows the oldest records and moves nobody', async () => {
    const topic = await freshTopic(bus(), 3);
    expect(await bus().browse(topic, 10)).toEqual([]);
    await bus().send(numbered(topic, 30));
    expect(await bus().browse(topic, 5)).toHaveLength(5);
    expect(await bus().browse(topic, 100)).toHaveLength(30);
  });

  test('a closed bus takes nothing', async () => {
    const topic = await freshTopic(bus(), 1);
    await bus().close();
    await expect(bus().send([record(topic, 'k', 'late')])).rejects.toThrow('closed');
  });
};
