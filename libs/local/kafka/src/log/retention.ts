import type { PartitionRules } from './rules';
import type { Segment } from './segment';

export const bytesOf = (segments: readonly Segment[]): number =>
  segments.reduce((sum, { size }) => sum + size, 0);

export const isOld = (
  { lastTimeMs }: Segment,
  { retentionMs }: PartitionRules,
  nowMs: number,
): boolean => retentionMs >= 0 && lastTimeMs >= 0 && nowMs - lastTimeMs > retentionMs;

/** How many of the oldest segments a topic does not keep; the newest one always stays. */
export const expired = (
  segments: readonly Segment[],
  rules: PartitionRules,
  nowMs: number,
): number => {
  let bytes = bytesOf(segments);
  const isKept = (segment: Segment): boolean => {
    bytes -= segment.size;
    const isTooMuch = rules.retentionBytes >= 0 && bytes >= rules.retentionBytes;
    return !isTooMuch && !isOld(segment, rules, nowMs);
  };
  const kept = segments.slice(0, -1).findIndex(isKept);
  return kept < 0 ? Math.max(0, segments.length - 1) : kept;
};

/** Whether a segment is too large for one batch more, or too old. */
export const isFull = (
  { size, createdAtMs }: Segment,
  { segmentBytes, segmentMs }: PartitionRules,
  { batch, nowMs }: { readonly batch: Buffer; readonly nowMs: number },
): boolean => size > 0 && (size + batch.length > segmentBytes || nowMs - createdAtMs > segmentMs);
