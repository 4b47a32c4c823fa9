import { policyAt, type PolicyData, presets } from '@vestibule/domain';
import { NotFoundError, UsageError } from '../failures';
import { dataOf } from './fields';
import type { Known } from './read';

/** A policy that an operator named, and what to call it. */
export type Named = { readonly name: string; readonly data: PolicyData; readonly preset: string };

const presetNames = Object.keys(presets) as readonly (keyof typeof presets)[];

/** The preset of this name. */
export const presetNamed = (name: string): Named => {
  const preset = presetNames.find((each) => each === name);
  if (!preset)
    throw new UsageError(`There is no preset ${name}; there are: ${presetNames.join(', ')}.`);
  return { name: `preset ${preset}`, preset, data: dataOf(presets[preset]) };
};

export const allPresets = (): readonly Named[] => presetNames.map(presetNamed);

export const inForceAt = ({ state }: Known, nowMs: number): Named => {
  const policy = policyAt(state.policies, nowMs);
  return { name: `version ${policy.version}`, preset: policy.preset, data: dataOf(policy) };
};

const versionNamed = ({ state }: Known, version: number): Named => {
  const policy = [presets.seed, ...state.policies].find((each) => each.version === version);
  if (!policy)
    throw new NotFoundError(`There is no version ${version}: \`vestibule policy ls\` names them.`);
  return { name: `version ${version}`, preset: policy.preset, data: dataOf(policy) };
};

/** A proposal by its id. */
export const proposalNamed = ({ state }: Known, id: string): Named => {
  const proposal = state.proposals.find((each) => each.id === id);
  if (!proposal)
    throw new NotFoundError(`There is no proposal ${id}: \`vestibule policy ls\` names them.`);
  return { name: `proposal ${id}`, preset: proposal.preset, data: proposal.data };
};

/** A version by its number, a proposal by its id, or a preset by its name. */
export const policyNamed = (known: Known, word: string): Named => {
  if (/^\d{1,9}$/.test(word)) return versionNamed(known, Number(word));
  return /^[0-9a-f]{8}-/.test(word) ? proposalNamed(known, word) : presetNamed(word);
};
