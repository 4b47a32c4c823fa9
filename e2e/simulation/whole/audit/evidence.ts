import type { IncomingRecord } from '@vestibule/topics';
import type { Recorded } from '@vestibule/streams';
import type { Play } from '../play';

/** What stands in a message, of whatever kind: who looks has an idea of its own of what ought to. */
export type Said = {
  readonly atMs?: number;
  readonly ingestedAtMs?: number;
  readonly actor?: string;
  readonly other?: string;
  readonly by?: string;
  readonly from?: string;
  readonly to?: string;
  readonly commandId?: string;
  readonly asked?: Said | null;
  readonly command?: string;
  readonly conversationId?: string;
  readonly accountId?: string;
  readonly pairRevision?: number;
  readonly messageId?: string | null;
  readonly folder?: string;
  readonly first?: boolean;
  readonly forever?: boolean;
  readonly waiting?: number | null;
  readonly consents?: boolean;
  readonly shown?: boolean;
  readonly stance?: string;
  readonly noticeId?: string;
  readonly kind?: string;
  readonly happenedAtMs?: number;
  readonly requests?: boolean;
  readonly messages?: boolean;
};

export type Stored = Omit<Recorded, 'data'> & { readonly data: Said };

/** A record, read without any of the code that is looked at. */
export type Lying = {
  readonly record: IncomingRecord;
  readonly key: string;
  readonly id: string;
  readonly type: string;
  readonly revision: number;
  /** Everything that a reader gets: headers and value. */
  readonly bytes: string;
  readonly text: string;
  /** Null where it is no JSON. */
  readonly data: Said | null;
};

/** All that is left of a world at rest. */
export type Evidence = {
  readonly streams: ReadonlyMap<string, readonly Stored[]>;
  readonly stream: (name: string) => readonly Stored[];
  readonly on: (topic: string) => readonly Lying[];
  readonly play: Play;
};

const parsed = (text: string): Said | null => {
  try {
    return JSON.parse(text) as Said;
  } catch {
    return null;
  }
};

const lying = (record: IncomingRecord): Lying => {
  const header = (name: string): string => record.headers[name]?.toString() ?? '';
  const text = record.value?.toString() ?? '';
  return {
    record,
    key: record.key?.toString() ?? '',
    id: header('ce_id'),
    type: header('ce_type'),
    revision: Number(header('ce_revision')),
    bytes: `${Object.keys(record.headers).map(header).join('\n')}\n${text}`,
    text,
    data: parsed(text),
  };
};

/** Reads the whole store, in the order of its log. */
const everything = async ({ streams, time }: Play): Promise<readonly Recorded[]> => {
  const all: Recorded[] = [];
  const seen = { end: false };
  const caughtUp = (): void => {
    seen.end = true;
  };
  const prefixes = ['account-', 'pair-', 'inbox-', 'notice-'];
  const following = streams.follow({ prefixes, caughtUp }, async (events) => {
    all.push(...events);
  });
  while (!seen.end) await time.run(10);
  void following.stop();
  return all;
};

export const evidenceOf = async (play: Play): Promise<Evidence> => {
  const streams = new Map<string, Stored[]>();
  for (const event of await everything(play)) {
    const known = streams.get(event.stream) ?? [];
    known.push(event);
    streams.set(event.stream, known);
  }
  const topics = new Map(play.bus.topics().map((name) => [name, play.bus.all(name).map(lying)]));
  return {
    streams,
    stream: (name) => streams.get(name) ?? [],
    on: (topic) => topics.get(topic) ?? [],
    play,
  };
};

/** The values under their keys, in the order in which they came. */
export const grouped = <Value>(
  values: readonly Value[],
  keyOf: (value: Value) => string | undefined,
): ReadonlyMap<string, readonly Value[]> => {
  const groups = new Map<string, Value[]>();
  for (const value of values) {
    const key = keyOf(value);
    if (key === undefined) continue;
    const known = groups.get(key) ?? [];
    known.push(value);
    groups.set(key, known);
  }
  return groups;
};
