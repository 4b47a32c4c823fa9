import type { Decider } from '@vestibule/decider';
import { evolve, initial } from './evolve';
import type { PolicyCommand, PolicyEvent, PolicyState } from './policy';
import { presets } from './presets';
import { problemOf, proposalIn } from './rules';

type Data<Type extends PolicyCommand['type']> = Extract<PolicyCommand, { type: Type }>['data'];

/** What every event says about the command that it answers. */
const told = (data: PolicyCommand['data']) => {
  const { commandId, issuedAtMs, operator, ingestedAtMs: atMs, soonestAtMs } = data;
  return { atMs, commandId, issuedAtMs, operator, soonestAtMs };
};

/** Publications take effect in the order of their numbers, so that a number tells all lists. */
const inTurn = (soonestAtMs: number, { words }: PolicyState): number =>
  Math.max(soonestAtMs, ...words.map(({ effectiveAtMs }) => effectiveAtMs));

/** Numbers rise by one and are never used again, retired or not. */
const next = (dated: readonly { readonly version: number }[], before: number): number =>
  Math.max(before, ...dated.map(({ version }) => version)) + 1;

const published = (data: Data<'ApprovePolicy'>, state: PolicyState): readonly PolicyEvent[] => {
  const proposal = proposalIn(state, data.proposalId);
  if (!proposal) return [];
  const { id: proposalId, preset, data: policy, effectiveAtMs, operator: publishedBy } = proposal;
  const version = {
    proposalId,
    version: next(state.policies, presets.seed.version),
    preset,
    effectiveAtMs: effectiveAtMs ?? data.soonestAtMs,
    data: policy,
    publishedBy,
    approvedBy: data.operator,
  };
  return [{ type: 'PolicyPublished', data: { ...told(data), ...version } }];
};

const happened = ({ type, data }: PolicyCommand, state: PolicyState): readonly PolicyEvent[] => {
  switch (type) {
    case 'ProposePolicy': {
      const { preset, data: policy, effectiveAtMs } = data;
      const proposed = { preset, data: policy, effectiveAtMs };
      return [{ type: 'PolicyProposed', data: { ...told(data), ...proposed } }];
    }
    case 'ApprovePolicy':
      return published(data, state);
    case 'RetirePolicy': {
      const retired = { version: data.version, effectiveAtMs: data.soonestAtMs };
      return [{ type: 'PolicyRetired', data: { ...told(data), ...retired } }];
    }
    case 'PublishWords': {
      const { listId, words, allow } = data;
      const effectiveAtMs = inTurn(data.soonestAtMs, state);
      const list = { listId, version: next(state.words, 0), words, allow, effectiveAtMs };
      return [{ type: 'WordsPublished', data: { ...told(data), ...list } }];
    }
  }
};

const decide = (command: PolicyCommand, state: PolicyState): readonly PolicyEvent[] => {
  const problem = problemOf(command, state);
  if (problem === null) return happened(command, state);
  const { type, data } = command;
  return [{ type: 'PolicyCommandRefused', data: { ...told(data), command: type, ...problem } }];
};

/**
 * Decides about the policy and its word lists: one stream, every command gives exactly one event.
 * It is asked under no policy itself.
 */
export const policies = (): Decider<PolicyState, PolicyCommand, PolicyEvent> => ({
  initial,
  evolve,
  decide,
});
