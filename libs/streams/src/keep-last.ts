import { randomUUID } from 'node:crypto';
import type { Streams } from './streams';

const triesMax = 5;

/**
 * Sets `$maxCount` beside whatever else the metadata of the stream says, and writes nothing when it
 * says so already. Rejects when the store gives no clear answer.
 */
export const keepLast =
  ({ last, append }: Pick<Streams, 'last' | 'append'>): Streams['keepLast'] =>
  async (stream, count) => {
    for (let attempt = 1; attempt <= triesMax; attempt += 1) {
      const now = await last(`$$${stream}`);
      if (now && '$maxCount' in now.data && now.data.$maxCount === count) return;

      const id = randomUUID();
      const metadata = { $correlationId: id, $causationId: id };
      const data = { ...now?.data, $maxCount: count };
      const draft = { id, type: '$metadata', data, metadata };
      const result = await append(`$$${stream}`, now?.revision ?? -1, [draft]);
      if (result.type === 'appended') return;
      if (result.type !== 'conflict')
        throw new Error(`The metadata of ${stream} could not be set.`, { cause: result });
    }
    throw new Error(`The metadata of ${stream} are set by somebody else all the time.`);
  };
