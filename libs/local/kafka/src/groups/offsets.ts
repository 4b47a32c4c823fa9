import { existsSync, openSync, readFileSync, truncateSync } from 'node:fs';
import type { Disk } from '../log/disk';
import { saveFile } from '../log/file';
import { DamageError, giveUpAt } from '../log/recover';
import { crc32c } from '../wire/crc32c';

export type Committed = {
  readonly topic: string;
  readonly index: number;
  readonly offset: number;
  readonly leaderEpoch: number;
  readonly metadata: string | null;
};

/** A journal entry: a commit, or the end of a group, of a topic. */
type Entry =
  | ({ readonly group: string } & Committed)
  | { readonly group: string; readonly topic?: undefined }
  | { readonly group?: undefined; readonly topic: string };

const compactBytes = 32 * 1024 * 1024;
const sumDigits = 8;
const keyOf = (topic: string, index: number) => `${topic}/${index}`;

const lineOf = (entry: Entry): string => {
  const json = JSON.stringify(entry);
  return `${crc32c(Buffer.from(json)).toString(16).padStart(sumDigits, '0')} ${json}\n`;
};

const entryOf = (line: string): Entry | undefined => {
  const json = line.slice(sumDigits + 1);
  const sum = crc32c(Buffer.from(json)).toString(16).padStart(sumDigits, '0');
  return line.slice(0, sumDigits) === sum ? (JSON.parse(json) as Entry) : undefined;
};

/** The offsets that groups have committed: in memory, and in a journal that is written first. */
export class Offsets {
  private readonly groups = new Map<string, Map<string, Committed>>();
  private fd = -1;
  private size = 0;

  constructor(
    private readonly path: string,
    private readonly disk: Disk,
    truncateAt?: string,
  ) {
    if (truncateAt) giveUpAt(path, truncateAt);
    if (existsSync(path)) this.load(readFileSync(path));
    this.compact();
  }

  groupIds(): readonly string[] {
    return [...this.groups.keys()];
  }

  get(group: string, topic: string, index: number): Committed | undefined {
    return this.groups.get(group)?.get(keyOf(topic, index));
  }

  allOf(group: string): readonly Committed[] {
    return [...(this.groups.get(group)?.values() ?? [])];
  }

  /** False: no space, and nothing is committed. */
  commit(group: string, commits: readonly Committed[]): boolean {
    return this.write(commits.map((committed) => ({ group, ...committed })));
  }

  forgetGroup(group: string): boolean {
    return !this.groups.has(group) || this.write([{ group }]);
  }

  forgetTopic(topic: string): void {
    this.write([{ topic }]);
  }

  close(): void {
    this.disk.release(this.fd);
  }

  private write(entries: readonly Entry[]): boolean {
    const lines = Buffer.from(entries.map(lineOf).join(''));
    if (!this.disk.write(this.fd, [lines], this.size)) return false;
    this.size += lines.length;
    entries.forEach((entry) => this.apply(entry));
    if (this.size > compactBytes) this.compact();
    return true;
  }

  private apply(entry: Entry): void {
    if (entry.group === undefined) {
      const { topic: gone } = entry;
      this.groups.forEach((offsets) =>
        offsets.forEach(({ topic }, key) => topic === gone && offsets.delete(key)),
      );
      return;
    }
    if (entry.topic === undefined) {
      this.groups.delete(entry.group);
      return;
    }
    const { group, ...committed } = entry;
    const offsets = this.groups.get(group) ?? new Map<string, Committed>();
    this.groups.set(group, offsets.set(keyOf(committed.topic, committed.index), committed));
  }

  private load(journal: Buffer): void {
    for (let from = 0; from < journal.length;) {
      const end = journal.indexOf('\n', from);
      const entry = end < 0 ? undefined : entryOf(journal.toString('utf8', from, end));
      if (!entry) return this.cutOff(journal, from);
      this.apply(entry);
      from = end + 1;
    }
  }

  /** A bad line is the torn end of a write, unless a good one follows. */
  private cutOff(journal: Buffer, from: number): void {
    const rest = journal.toString('utf8', from).split('\n').slice(1, -1);
    if (rest.some((line) => entryOf(line)))
      throw new DamageError(this.path, from, 'a bad line with good ones behind it');
    truncateSync(this.path, from);
  }

  /** Writes the journal anew, without what was overwritten since. */
  private compact(): void {
    const entries = [...this.groups].flatMap(([group, offsets]) =>
      [...offsets.values()].map((committed) => ({ group, ...committed })),
    );
    const content = entries.map(lineOf).join('');
    saveFile(this.path, content, this.disk.synced);
    if (this.fd >= 0) this.disk.release(this.fd);
    this.fd = openSync(this.path, 'r+');
    this.size = Buffer.byteLength(content);
  }
}
