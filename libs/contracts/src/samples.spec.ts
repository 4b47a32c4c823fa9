import { createHash } from 'node:crypto';
import { type CloudEvent, Kafka } from 'cloudevents';
import { headerNames } from './headers';
import { isUnreadable, reader } from './read';
import { checksums, golden, goldenSamples, recordOf } from './samples.words';
import type { Topic } from './topic';
import { allTopics } from './topics';
import { write } from './write';

const messages = allTopics.flatMap((topic: Topic) =>
  Object.keys(topic.messages).map((type) => ({ topic, type, path: `${topic.name}/${type}` })),
);

const topicOf = (path: string): Topic =>
  allTopics.find(({ name }) => path.startsWith(`${name}/`)) ?? allTopics[0];

const readers = new Map(allTopics.map((topic: Topic) => [topic.name, reader(topic)]));

const readSample = (topic: Topic, path: string) =>
  readers.get(topic.name)?.(recordOf(golden(path))) ?? { reason: 'INTERNAL', detail: 'no reader' };

const samples = Object.keys(goldenSamples).map((path) => ({ path, topic: topicOf(path) }));

const metadataOf = (text: string | undefined) => JSON.parse(text ?? '{}') as object;

describe('golden samples', () => {
  test('stand for every message', () => {
    expect(messages.filter(({ path }) => !goldenSamples[path])).toEqual([]);
  });

  test('are never edited, only joined by others', () => {
    const digest = (value: unknown) =>
      createHash('sha256').update(JSON.stringify(value)).digest('hex');
    const now = Object.entries(goldenSamples).map(([path, sample]) => [path, digest(sample)]);
    expect(Object.fromEntries(now)).toEqual(checksums);
  });

  test.each(samples)('$path is understood', ({ path, topic }) => {
    const sample = golden(path);
    const found = readSample(topic, path);
    expect(found).toMatchObject({
      topic: topic.name,
      type: sample.headers[headerNames.type],
      id: sample.headers[headerNames.id],
      key: sample.key,
      data: sample.value,
    });
  });

  test.each(samples)('$path is written again as it was read', ({ path, topic }) => {
    const { key, headers, value } = golden(path);
    const found = readSample(topic, path);
    if (isUnreadable(found)) throw new Error(found.detail);
    const atMs = Date.parse(headers[headerNames.time] ?? '');
    const again = write(topic, { ...found, atMs });
    expect(again.headers).toEqual(headers);
    expect(again).toEqual({ topic: topic.name, key, value: JSON.stringify(value), headers });
  });

  test.each(samples)('$path is a CloudEvent in binary mode', ({ path, topic }) => {
    const { headers, key, value } = golden(path);
    const message = { headers, key, value, body: JSON.stringify(value), timestamp: 'ignored' };
    const event = Kafka.toEvent(message) as CloudEvent;
    expect(event.validate()).toBe(true);
    expect(event).toMatchObject({
      id: headers[headerNames.id],
      type: headers[headerNames.type],
      source: headers[headerNames.source],
      specversion: '1.0',
      time: headers[headerNames.time],
      datacontenttype: 'application/json',
      data: value,
    });
    expect(event['stream']).toBe(topic.coordinates ? headers[headerNames.stream] : undefined);
  });

  test('carry the metadata of stored events unchanged', () => {
    const [{ topic, path }] = samples.filter(({ topic: { coordinates } }) => coordinates) as [
      (typeof samples)[number],
    ];
    const found = readSample(topic, path);
    const { headers } = golden(path);
    expect(found).toMatchObject({
      coordinates: {
        stream: headers[headerNames.stream],
        revision: Number(headers[headerNames.revision]),
        metadata: metadataOf(headers[headerNames.metadata]),
      },
    });
  });
});
