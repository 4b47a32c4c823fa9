/** The header of a record whose batch could not be read; its value is the codec's name. */
export const unreadCodecHeader = 'unread-codec';

// More records than a batch can hold that anybody sends: a batch with more ends the consumer.
const placeholdersMax = 131_072;

const zigZag = (value: number): readonly number[] => {
  let left = value * 2;
  const bytes: number[] = [];
  for (; left > 0x7f; left = Math.floor(left / 128)) bytes.push((left % 128) | 0x80);
  bytes.push(left);
  return bytes;
};

const varBytes = (text: string): readonly number[] => [
  ...zigZag(Buffer.byteLength(text)),
  ...Buffer.from(text),
];

/** Records without key and value, one for each offset, that say in a header why. */
const placeholders = (codec: string): Buffer => {
  const header = [...zigZag(1), ...varBytes(unreadCodecHeader), ...varBytes(codec)];
  const nothing = 1; // the length -1 of a null key or value
  const records = Array.from({ length: placeholdersMax }, (_, offset) => {
    const body = [0, 0, ...zigZag(offset), nothing, nothing, ...header];
    return Buffer.from([...zigZag(body.length), ...body]);
  });
  return Buffer.concat(records);
};

/**
 * Stands in for a codec that the client does not have. Each record of the batch keeps its offset
 * and comes without key and value, with the header `unread-codec`: the reader makes it a dead
 * letter and goes on, instead of ending for good. Our own topics hold plain or gzip batches.
 */
export const unreadCodec = (codec: string) => {
  let made: Buffer | undefined;
  return {
    compress: async (): Promise<Buffer> => {
      throw new Error(`Nothing is sent with the codec ${codec}.`);
    },
    decompress: async (): Promise<Buffer> => (made ??= placeholders(codec)),
  };
};
