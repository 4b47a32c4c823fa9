import type { Policy, PolicyEvent, PolicyState, Proposal } from './policy';

export const initial: PolicyState = { proposals: [], policies: [], words: [] };

type Published = Extract<PolicyEvent, { type: 'PolicyPublished' }>['data'];

const policyIn = ({ data, version, preset, effectiveAtMs }: Published): Policy => ({
  ...data,
  version,
  preset,
  effectiveAtMs,
});

const approved = (proposals: readonly Proposal[], { proposalId, version }: Published) =>
  proposals.map((proposal) => (proposal.id === proposalId ? { ...proposal, version } : proposal));

/** The policies after one more event. */
export const evolve = (state: PolicyState, { type, data }: PolicyEvent): PolicyState => {
  switch (type) {
    case 'PolicyProposed': {
      const { commandId: id, operator, preset, data: policy, effectiveAtMs } = data;
      const proposal = { id, operator, preset, data: policy, effectiveAtMs, version: null };
      return { ...state, proposals: [...state.proposals, proposal] };
    }
    case 'PolicyPublished': {
      const proposals = approved(state.proposals, data);
      return { ...state, proposals, policies: [...state.policies, policyIn(data)] };
    }
    case 'PolicyRetired': {
      const { version, effectiveAtMs: retiredAtMs } = data;
      const retire = (policy: Policy): Policy =>
        policy.version === version ? { ...policy, retiredAtMs } : policy;
      return { ...state, policies: state.policies.map(retire) };
    }
    case 'WordsPublished': {
      const { listId, version, words, allow, effectiveAtMs } = data;
      const list = { listId, version, words, allow, effectiveAtMs };
      return { ...state, words: [...state.words, list] };
    }
    case 'PolicyCommandRefused':
      return state;
  }
};
