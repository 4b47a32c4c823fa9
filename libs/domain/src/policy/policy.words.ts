import { type Expected, scenarios } from '@vestibule/decider';
import { policies } from './decide';
import type { PolicyCommand, PolicyData, PolicyEvent, PolicyReason } from './policy';
import { presets } from './presets';

/** 15 June 2025, noon. */
export const startMs = 1_749_988_800_000;
/** How far ahead of the deciding host's clock anything takes effect, in these stories. */
export const leadMs = 60_000;

/** The data of a preset, without what a version adds. */
export const dataOf = (preset: keyof typeof presets): PolicyData => {
  const { version: _version, preset: _preset, effectiveAtMs: _from, ...data } = presets[preset];
  return data;
};

type Part = Partial<{ readonly [Key in keyof PolicyData]: Partial<PolicyData[Key]> }>;

/** The seed's data with some numbers and switches changed. */
export const seedWith = (changes: Part): PolicyData => {
  const seed = dataOf('seed') as Readonly<Record<string, unknown>>;
  const changed = Object.entries(changes).map(([key, part]) => [
    key,
    typeof part === 'object' && part !== null ? { ...(seed[key] as object), ...part } : part,
  ]);
  return { ...dataOf('seed'), ...(Object.fromEntries(changed) as object) };
};

export type Asked = {
  readonly operator?: string;
  readonly atMs?: number;
  readonly id?: string;
};

let count = 0;
const asking = ({ operator = 'nora', atMs = startMs, id = `c${(count += 1)}` }: Asked) => ({
  commandId: id,
  operator,
  issuedAtMs: atMs,
  ingestedAtMs: atMs,
  soonestAtMs: atMs + leadMs,
});

export const propose = (
  id: string,
  data: PolicyData = dataOf('instagram'),
  { effectiveAtMs = null, ...asked }: Asked & { readonly effectiveAtMs?: number | null } = {},
): PolicyCommand => ({
  type: 'ProposePolicy',
  data: { ...asking({ ...asked, id }), preset: 'instagram', data, effectiveAtMs },
});

export const approve = (proposalId: string, asked: Asked = {}): PolicyCommand => ({
  type: 'ApprovePolicy',
  data: { ...asking({ operator: 'omar', ...asked }), proposalId },
});

export const retire = (version: number, asked: Asked = {}): PolicyCommand => ({
  type: 'RetirePolicy',
  data: { ...asking(asked), version },
});

export const publish = (
  listId: string,
  words: readonly string[],
  { allow = [], ...asked }: Asked & { readonly allow?: readonly string[] } = {},
): PolicyCommand => ({
  type: 'PublishWords',
  data: { ...asking(asked), listId, words, allow },
});

export const refused = (
  reason: PolicyReason,
  field: string | null = null,
): Expected<PolicyEvent> => ({ type: 'PolicyCommandRefused', data: { reason, field } });

export const { after, given } = scenarios(policies(), {
  asked: ({ data }) => data,
  outcome: ({ data }) => data.commandId,
});
