import { deadLetterTopic } from '@vestibule/contracts';
import type { IncomingRecord, OutgoingRecord, Topics } from '@vestibule/topics';
import type { LetterOf } from './letter';
import type { Metrics } from './metrics';

/** Keeps records that could not be understood or decided where operators find them. */
export type Letters = (letters: readonly LetterOf<IncomingRecord>[]) => Promise<void>;

const detailMax = 2_000;

/**
 * Writes dead letters to `<topic>.<group>.dlq`: key, bytes and headers as they were, and why.
 * Resolves when all are acknowledged; only then may the records' offsets be committed.
 */
export const letters = (
  topics: Topics,
  group: string,
  { version, metrics }: { readonly version: string; readonly metrics: Metrics },
): Letters => {
  const letterOf = ({ item, reason, detail }: LetterOf<IncomingRecord>): OutgoingRecord => ({
    topic: deadLetterTopic({ name: item.topic }, group).name,
    key: item.key,
    value: item.value,
    headers: {
      ...item.headers,
      dlq_reason: reason,
      dlq_detail: detail.slice(0, detailMax),
      dlq_topic: item.topic,
      dlq_partition: String(item.partition),
      dlq_offset: item.offset,
      dlq_version: version,
    },
  });
  return async (all) => {
    if (all.length === 0) return;
    await topics.send(all.map(letterOf));
    metrics.count('letters', all.length);
  };
};
