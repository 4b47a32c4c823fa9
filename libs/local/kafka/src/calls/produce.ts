import { type Broker, type Caller, durable, eachPartition, switchedError } from '../broker';
import { errors } from '../errors';
import type { AnsweredOf, AskedOf } from '../wire/api';
import type * as schemas from '../wire/record-schemas';

type Asked = AskedOf<typeof schemas.produce>;
type Answered = AnsweredOf<typeof schemas.produce>;

const lowestVersion = 3;

const requestError = ({ acks, transactionalId }: Asked): number => {
  if (acks < -1 || acks > 1) return errors.INVALID_REQUIRED_ACKS;
  return transactionalId === null ? errors.NONE : errors.TRANSACTIONS_REFUSED;
};

const noPlace = { baseOffset: -1, appendTimeMs: -1, logStart: -1 };

/** Each partition's batch is stored whole or not at all, whatever happens to the others. */
export const produce = async (
  broker: Broker,
  asked: Asked,
  { version }: Caller,
): Promise<Answered | null> => {
  if (version < lowestVersion) throw new RangeError('record formats before version 2');
  const refusal = requestError(asked);
  const topics = eachPartition(asked.topics, (topic, { index, records }) => {
    const log = broker.topics.partition(topic, index);
    const missing = log ? errors.NONE : errors.UNKNOWN_TOPIC_OR_PARTITION;
    const switched = switchedError(broker, 'Produce', { topic, partition: index });
    const error = refusal || switched || missing || (records ? 0 : errors.INVALID_RECORD);
    if (error !== errors.NONE || !log || !records) return { index, error, ...noPlace };
    const { base, timeMs, ...appended } = log.append(records);
    const logStart = appended.error === errors.NONE ? log.start : -1;
    return { index, error: appended.error, baseOffset: base, appendTimeMs: timeMs, logStart };
  });
  if (broker.disk.synced) await durable(broker.disk);
  if (asked.acks !== 0) return { topics };
  // Without an answer, the end of the connection is the only way to tell.
  if (topics.some(({ partitions }) => partitions.some(({ error }) => error !== errors.NONE)))
    throw new Error('a refused produce request without acknowledgement');
  return null;
};
