import { type Broker, type Caller, eachPartition, switchedError } from '../broker';
import { errors } from '../errors';
import type { Partition } from '../log/partition';
import type { AnsweredOf, AskedOf } from '../wire/api';
import type * as schemas from '../wire/record-schemas';

type Asked = AskedOf<typeof schemas.fetch>;
type Answered = AnsweredOf<typeof schemas.fetch>;
type AskedPartition = Asked['topics'][number]['partitions'][number];

const answerBytesMax = 50 * 1024 * 1024;
const noPlace = { highWatermark: -1, lastStable: -1, logStart: -1, records: [] };

const errorOf = (log: Partition | undefined, { offset, leaderEpoch }: AskedPartition): number => {
  if (!log) return errors.UNKNOWN_TOPIC_OR_PARTITION;
  if (leaderEpoch > 0) return errors.UNKNOWN_LEADER_EPOCH;
  return offset < log.start || offset > log.end ? errors.OFFSET_OUT_OF_RANGE : errors.NONE;
};

const read = (broker: Broker, { bytesMax, topics }: Asked): Answered => {
  let left = Math.min(bytesMax, answerBytesMax);
  return {
    topics: eachPartition(topics, (topic, asked) => {
      const { index } = asked;
      const log = broker.topics.partition(topic, index);
      const switched = switchedError(broker, 'Fetch', { topic, partition: index });
      const error = switched || errorOf(log, asked);
      if (error !== errors.NONE || !log) return { index, error, ...noPlace };
      const records = left > 0 ? log.read(asked.offset, Math.min(asked.bytesMax, left)) : [];
      left -= records.reduce((sum, { length }) => sum + length, 0);
      return {
        index,
        error,
        highWatermark: log.end,
        lastStable: log.end,
        logStart: log.start,
        records,
      };
    }),
  };
};

type Place = { readonly log: Partition; readonly asked: AskedPartition };

/** The logs to wait for; none if something has to be said at once. */
const placesToWait = (broker: Broker, { topics }: Asked): readonly Place[] => {
  const all = topics.flatMap(({ name, partitions }) =>
    partitions.map((asked) => ({ log: broker.topics.partition(name, asked.index), asked })),
  );
  const known = all.flatMap(({ log, asked }) => (log ? [{ log, asked }] : []));
  return known.some(({ log, asked }) => errorOf(log, asked) !== errors.NONE) ? [] : known;
};

const isEnough = (places: readonly Place[], bytesMin: number): boolean => {
  let bytes = 0;
  return places.some(({ log, asked }) => {
    bytes += log.bytesFrom(asked.offset, bytesMin - bytes);
    return bytes >= bytesMin;
  });
};

/** Answers as soon as enough can be read, or something is wrong, or the time is over. */
export const fetch = (
  broker: Broker,
  asked: Asked,
  { onClose }: Caller,
): Answered | Promise<Answered> => {
  if (asked.session !== 0) return { error: errors.FETCH_SESSION_NOT_FOUND, topics: [] };
  const places = placesToWait(broker, asked);
  if (places.length === 0 || asked.waitMs <= 0 || isEnough(places, asked.bytesMin))
    return read(broker, asked);

  return new Promise((resolve, reject) => {
    let [isOver, isWoken] = [false, false];
    const end = () => {
      if (isOver) return;
      isOver = true;
      stopTimer();
      onClose.delete(end);
      places.forEach(({ log }) => log.waiting.delete(wake));
      try {
        resolve(read(broker, asked));
      } catch (error) {
        reject(error);
      }
    };
    // At the end of the turn, so that what is appended in it goes out together.
    const look = () => {
      isWoken = false;
      if (placesToWait(broker, asked).length === 0 || isEnough(places, asked.bytesMin)) end();
    };
    const wake = () => {
      if (!isWoken) setImmediate(look);
      isWoken = true;
    };
    const stopTimer = broker.clock.after(asked.waitMs, end);
    onClose.add(end);
    places.forEach(({ log }) => log.waiting.add(wake));
  });
};
