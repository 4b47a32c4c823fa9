import { deadLetterSentences, type DeadLetterReason } from '@vestibule/contracts';
import type { IncomingRecord } from '@vestibule/topics';

/** Bytes as operators read them: text where they are UTF-8, hexadecimal where they are not. */
export type Content = { readonly text: string } | { readonly hex: string };

/** A record that could not be understood or decided, and why. */
export type Letter = {
  /** Where the letter itself lies. */
  readonly offset: string;
  readonly atMs: number;
  readonly reason: string;
  /** What the reason means; null for one that this release does not know. */
  readonly meaning: string | null;
  readonly detail: string;
  /** Where the record was met. */
  readonly source: {
    readonly topic: string;
    readonly partition: number;
    readonly offset: string;
  };
  /** The release that gave up on it. */
  readonly version: string;
  readonly key: Content | null;
  /** Headers as they came with the record. */
  readonly headers: Readonly<Record<string, Content>>;
  readonly bytes: number;
  /** Null when the record has none. Holds what people wrote. */
  readonly value: Content | null;
};

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export const contentOf = (bytes: Buffer): Content => {
  try {
    return { text: decoder.decode(bytes) };
  } catch {
    return { hex: bytes.toString('hex') };
  }
};

const own = 'dlq_';
const sentences: Readonly<Record<string, string>> = deadLetterSentences;

const isReason = (reason: string): reason is DeadLetterReason => Object.hasOwn(sentences, reason);

/** What one record on a dead-letter topic says. Damaged ones are shown as well as they can be. */
export const letterOf = ({ offset, timestampMs, key, value, headers }: IncomingRecord): Letter => {
  const said = (name: string): string => headers[`${own}${name}`]?.toString('utf8') ?? '';
  const reason = said('reason') || 'NO_REASON';
  const foreign = Object.entries(headers).filter(([name]) => !name.startsWith(own));
  return {
    offset,
    atMs: timestampMs,
    reason,
    meaning: isReason(reason) ? deadLetterSentences[reason] : null,
    detail: said('detail'),
    source: {
      topic: said('topic'),
      partition: Number(said('partition') || -1),
      offset: said('offset'),
    },
    version: said('version'),
    key: key && contentOf(key),
    headers: Object.fromEntries(foreign.map(([name, bytes]) => [name, contentOf(bytes)])),
    bytes: value?.length ?? 0,
    value: value && contentOf(value),
  };
};

/** How often each reason occurs, the most frequent first. */
export const reasonCounts = (letters: readonly Letter[]): Readonly<Record<string, number>> => {
  const counts = new Map<string, number>();
  letters.forEach(({ reason }) => counts.set(reason, (counts.get(reason) ?? 0) + 1));
  return Object.fromEntries([...counts].toSorted(([, one], [, other]) => other - one));
};
