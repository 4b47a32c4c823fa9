import type { Registry } from 'prom-client';
import { registryOf } from './metrics';
import { type Policies, type PoliciesNeeds, policies } from './policies';

/** What all services of one process have in common. */
export type Process = {
  readonly policies: Policies;
  /** Where operators' figures are scraped from. */
  readonly registry: Registry;
};

/** How long before it takes effect a change of the policy is recorded, unless told. */
export const policyLeadMsDefault = 60_000;

/** `name`: of its first service. Nothing is looked at yet: whoever asks first, or follows, looks. */
export const processOf = (name: string, needs: PoliciesNeeds): Process => ({
  policies: policies(needs),
  registry: registryOf(name),
});
