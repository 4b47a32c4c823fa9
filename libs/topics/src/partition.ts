const seed = 0x9747b28c;
const multiplier = 0x5bd1e995;

/**
 * The 32-bit murmur2 hash as the Java client computes it.
 * Source: Austin Appleby's MurmurHash2 (public domain), with the seed of Kafka's partitioner.
 */
const murmur2 = (bytes: Buffer): number => {
  const whole = bytes.length & ~3;
  let hash = seed ^ bytes.length;
  for (let at = 0; at < whole; at += 4) {
    const mixed = Math.imul(bytes.readInt32LE(at), multiplier);
    hash = Math.imul(hash, multiplier) ^ Math.imul(mixed ^ (mixed >>> 24), multiplier);
  }
  const left = bytes.length - whole;
  if (left > 0) {
    for (let at = left - 1; at >= 0; at -= 1) hash ^= (bytes[whole + at] ?? 0) << (8 * at);
    hash = Math.imul(hash, multiplier);
  }
  hash = Math.imul(hash ^ (hash >>> 13), multiplier);
  return hash ^ (hash >>> 15);
};

/**
 * The partition that every Kafka client with Java's default partitioner gives a key: 0 to
 * `partitions` - 1. Text is hashed as UTF-8.
 */
export const partitionOf = (key: string | Buffer, partitions: number): number => {
  const bytes = typeof key === 'string' ? Buffer.from(key) : key;
  return (murmur2(bytes) & 0x7fffffff) % partitions;
};
