import type { Recorded, Streams } from '@vestibule/streams';
import type { IncomingRecord, OutgoingRecord } from '@vestibule/topics';
import type { Flaws } from './process';

type Each = NonNullable<Flaws['each']>;
type Topics = NonNullable<Flaws['topics']>;

/** The ids of commands are not there any more when a stream is read, if they are so old. */
export const forgetting =
  (afterMs = -Infinity): NonNullable<Flaws['streams']> =>
  (own, time) => ({
    ...own,
    read: async (...args) => {
      const events = await own.read(...args);
      return events.map((event): Recorded => {
        const { $correlationId, $causationId, ingestedAtMs = 0 } = event.metadata;
        if (time.nowMs() - ingestedAtMs < afterMs) return event;
        return { ...event, metadata: { $correlationId, $causationId } };
      });
    },
  });

/** Whatever the stream has become, it is written behind it. */
export const anywhere = (own: Streams): Streams => ({
  ...own,
  append: async (stream, expected, events) => {
    if (!stream.startsWith('pair-')) return own.append(stream, expected, events);
    const last = await own.last(stream);
    return own.append(stream, last?.revision ?? -1, events);
  },
});

export const believing = (own: Streams): Streams => ({
  ...own,
  append: async (stream, expected, events) => {
    const answer = await own.append(stream, expected, events);
    if (answer.type !== 'conflict' || stream.startsWith('checkpoint-')) return answer;
    return { type: 'appended', revision: expected + events.length };
  },
});

export const twice = (own: Streams): Streams => ({
  ...own,
  append: async (stream, expected, events) => {
    const answer = await own.append(stream, expected, events);
    if (answer.type !== 'appended' || !stream.startsWith('pair-')) return answer;
    return own.append(stream, answer.revision, events);
  },
});

/** The place of a relay is where the log ends when it begins. */
export const fromTheEnd = (own: Streams): Streams => ({
  ...own,
  last: async (stream) => {
    const last = await own.last(stream);
    const position = await own.head();
    return last && { ...last, data: { ...last.data, position, settled: position } };
  },
});

/** Records lie in a buffer for a while, and nobody waits until they are gone. */
export const buffered: Topics = (own, time) => ({
  ...own,
  send: async (records) => {
    time.after(3_000, () => void own.send(records));
  },
});

export const sending =
  (change: (records: readonly OutgoingRecord[]) => readonly OutgoingRecord[]): Topics =>
  (own) => ({ ...own, send: async (records) => own.send(change(records)) });

export const early: Each = (each) => async (batch) => {
  void each(batch).catch(() => 0);
  return batch.records.length;
};

/** What was handed over once is not looked at again, whatever became of it. */
export const skipping: Each = (each) => {
  const seen = new Map<string, number>();
  return async (batch) => {
    const place = `${batch.topic}/${batch.partition}`;
    const isFresh = ({ offset }: IncomingRecord) => Number(offset) > (seen.get(place) ?? -1);
    const records = batch.records.filter(isFresh);
    seen.set(place, Math.max(seen.get(place) ?? -1, Number(batch.records.at(-1)?.offset)));
    const known = batch.records.length - records.length;
    return records.length === 0 ? known : known + (await each({ ...batch, records }));
  };
};

/** Nothing behind what cannot be read is ever taken. */
export const stumbling: Each = (each) => async (batch) => {
  const bad = batch.records.findIndex(({ value }) => value?.toString() === '{');
  if (bad === -1) return each(batch);
  return bad === 0 ? 0 : each({ ...batch, records: batch.records.slice(0, bad) });
};
