import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Fault, faultTable } from '@vestibule/local-server';
import { type Clock, systemClock } from '../clock';
import { crc32c } from '../wire/crc32c';
import { writeI64 } from '../wire/writer';
import { Disk } from './disk';
import { Partition } from './partition';
import type { PartitionRules } from './rules';
import { batchesOf } from './search';
import { TailCache } from './tail';

export type Draft = {
  readonly values: readonly string[];
  readonly keyed?: boolean;
  readonly timesMs?: readonly number[];
  readonly producer?: number;
  readonly epoch?: number;
  readonly sequence?: number;
  readonly attributes?: number;
  /** Changes the finished bytes before the checksum is taken. */
  readonly change?: (batch: Buffer) => void;
};

const varint = (value: number): Buffer => {
  const bytes: number[] = [];
  let rest = value >= 0 ? value * 2 : -value * 2 - 1;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return Buffer.from([...bytes, rest]);
};

type Deltas = readonly [offset: number, time: number];

const record = (value: string, [delta, timeDelta]: Deltas, keyed: boolean): Buffer => {
  const key = keyed ? Buffer.concat([varint(3), Buffer.from('key')]) : varint(-1);
  const text = Buffer.from(value);
  const times = [varint(timeDelta), varint(delta)];
  const body = Buffer.concat([Buffer.of(0), ...times, key, varint(text.length), text, varint(0)]);
  return Buffer.concat([varint(body.length), body]);
};

/** A record batch as a client would send it, checksum included. */
export const batch = (draft: Draft): Buffer => {
  const { values, keyed = true, producer = -1, epoch = 0, sequence = -1, attributes = 0 } = draft;
  const times = draft.timesMs ?? values.map(() => 1_000);
  const first = times[0] ?? 0;
  const records = values.map((value, i) => record(value, [i, (times[i] ?? 0) - first], keyed));
  const header = Buffer.alloc(61);
  const bytes = Buffer.concat([header, ...records]);
  bytes.writeInt32BE(bytes.length - 12, 8);
  bytes.writeInt8(2, 16);
  bytes.writeInt16BE(attributes, 21);
  bytes.writeInt32BE(values.length - 1, 23);
  writeI64(bytes, first, 27);
  writeI64(bytes, Math.max(...times), 35);
  writeI64(bytes, producer, 43);
  bytes.writeInt16BE(epoch, 51);
  bytes.writeInt32BE(sequence, 53);
  bytes.writeInt32BE(values.length, 57);
  draft.change?.(bytes);
  bytes.writeUInt32BE(crc32c(bytes, 21), 17);
  return bytes;
};

export const rules: PartitionRules = {
  bytesMax: 1_000_000,
  appendTime: false,
  keyed: false,
  segmentBytes: 1_000_000,
  segmentMs: 3_600_000,
  retentionMs: -1,
  retentionBytes: -1,
};

export type Setting = Partial<PartitionRules> & {
  readonly clock?: Clock;
  readonly faults?: readonly Fault[];
  readonly sync?: 'none' | 'commit';
  readonly tailBytes?: number;
  readonly truncateAt?: string;
};

const directories: string[] = [];

export const directory = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'local-kafka-log-'));
  directories.push(made);
  return made;
};

export const removeAll = (): void =>
  directories.splice(0).forEach((made) => rmSync(made, { recursive: true, force: true }));

/** A partition in `at`, with its disk. A sync or an undo that fails is thrown. */
export const opened = (at: string, setting: Setting = {}) => {
  const {
    clock = systemClock,
    faults: armed = [],
    sync = 'none',
    tailBytes = 0,
    truncateAt,
    ...own
  } = setting;
  const faults = faultTable();
  armed.forEach(faults.add);
  const fatal = (reason: string) => {
    throw new Error(reason);
  };
  const disk = new Disk({ sync, faults, clock, fatal });
  const tools = { disk, clock, tails: new TailCache(tailBytes), truncateAt };
  const log = new Partition(join(at, '0'), { ...rules, ...own }, tools);
  return { log, disk, faults };
};

/** Base offset and size of every batch that can be read. */
export const contents = (log: Partition): readonly (readonly [number, number])[] => {
  const found: (readonly [number, number])[] = [];
  for (let offset = log.start; offset < log.end;) {
    const batches = batchesOf(log.read(offset, 1));
    for (const one of batches) {
      found.push([Number(one.readBigInt64BE(0)), one.length]);
      offset = Number(one.readBigInt64BE(0)) + one.readInt32BE(57);
    }
  }
  return found;
};

export const segmentFiles = (at: string): readonly string[] =>
  readdirSync(join(at, '0'))
    .filter((name) => name.endsWith('.log'))
    .toSorted()
    .map((name) => join(at, '0', name));

export const bytesOf = (path: string): Buffer => readFileSync(path);
