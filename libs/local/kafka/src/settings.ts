import type { PartitionRules } from './log/rules';

export type Settings = Readonly<Record<string, string>>;

type Setting = { readonly value: string; readonly allows?: (value: string) => boolean };

const whole =
  (min: number, max = Number.MAX_SAFE_INTEGER) =>
  (value: string): boolean =>
    /^-?\d{1,19}$/.test(value) && Number(value) >= min && Number(value) <= max;
const oneOf =
  (...values: readonly string[]) =>
  (value: string): boolean =>
    values.includes(value);

const forEver = '9223372036854775807';

/**
 * The topic settings of Kafka 4.x with their defaults (segments are 64 MiB here, not 1 GiB).
 * A setting without `allows` does nothing, so only its default is accepted.
 */
// prettier-ignore
const known: Readonly<Record<string, Setting>> = {
  'cleanup.policy':                 { value: 'delete', allows: oneOf('delete', 'compact', 'compact,delete', 'delete,compact') },
  'max.message.bytes':              { value: '1048588', allows: whole(0, 16_000_000) },
  'message.timestamp.type':         { value: 'CreateTime', allows: oneOf('CreateTime', 'LogAppendTime') },
  'retention.bytes':                { value: '-1', allows: whole(-1) },
  'retention.ms':                   { value: '604800000', allows: whole(-1) },
  'segment.bytes':                  { value: '67108864', allows: whole(1_048_576, 2_147_483_647) },
  'segment.ms':                     { value: '604800000', allows: whole(1) },
  'compression.gzip.level':         { value: '-1' },
  'compression.lz4.level':          { value: '9' },
  'compression.type':               { value: 'producer' },
  'compression.zstd.level':         { value: '3' },
  'delete.retention.ms':            { value: '86400000' },
  'file.delete.delay.ms':           { value: '60000' },
  'flush.messages':                 { value: forEver },
  'flush.ms':                       { value: forEver },
  'index.interval.bytes':           { value: '4096' },
  'max.compaction.lag.ms':          { value: forEver },
  'message.timestamp.after.max.ms': { value: '3600000' },
  'message.timestamp.before.max.ms': { value: forEver },
  'min.cleanable.dirty.ratio':      { value: '0.5' },
  'min.compaction.lag.ms':          { value: '0' },
  'min.insync.replicas':            { value: '1' },
  'preallocate':                    { value: 'false' },
  'remote.storage.enable':          { value: 'false' },
  'segment.index.bytes':            { value: '10485760' },
  'segment.jitter.ms':              { value: '0' },
  'unclean.leader.election.enable': { value: 'false' },
};

/** Why settings cannot be taken, as one sentence, or null. */
export const settingsRefusal = (given: Settings): string | null => {
  const wrong = Object.entries(given).find(([name, value]) => {
    const setting = known[name];
    return !setting || (value !== setting.value && !setting.allows?.(value));
  });
  if (!wrong) return null;
  const [name, value] = wrong;
  const setting = known[name];
  if (!setting) return `Unknown topic setting ${name}.`;
  return setting.allows
    ? `Invalid value ${value} for topic setting ${name}.`
    : `Topic setting ${name} has no effect here: only ${setting.value} is accepted.`;
};

/** All settings of a topic: its own and the defaults. */
export const allSettings = (own: Settings): Settings => ({
  ...Object.fromEntries(Object.entries(known).map(([name, { value }]) => [name, value])),
  ...own,
});

export const isCompacted = (own: Settings): boolean =>
  (own['cleanup.policy'] ?? '').includes('compact');

export const rulesOf = (own: Settings): PartitionRules => {
  const all = allSettings(own);
  const number = (name: string) => Number(all[name]);
  const keepsAll = all['cleanup.policy'] === 'compact';
  return {
    bytesMax: number('max.message.bytes'),
    appendTime: all['message.timestamp.type'] === 'LogAppendTime',
    keyed: isCompacted(own),
    segmentBytes: number('segment.bytes'),
    segmentMs: number('segment.ms'),
    retentionMs: keepsAll ? -1 : number('retention.ms'),
    retentionBytes: keepsAll ? -1 : number('retention.bytes'),
  };
};
