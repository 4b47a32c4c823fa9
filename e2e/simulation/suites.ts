import { gatingWith } from './volume/rules';
import { simulate as simulateQuota } from './volume/simulate';
import { simulate } from './whole/simulate';

/** A world to be played by seed: what is wrong with it, and how much was recorded. */
export type Simulation = {
  readonly name: string;
  /** How many seeds are as much as the other searches do in the same time. */
  readonly seeds: number;
  readonly play: (seed: number) => Promise<{
    readonly problems: readonly string[];
    readonly events: number;
  }>;
};

/** The simulations with faults, by what they look for. */
export const simulations: readonly Simulation[] = [
  {
    name: 'I7, I10, I30 to I33, I40, I41, I43, I44, I50 to I52, I57: all services, with faults',
    seeds: 8,
    play: simulate,
  },
  {
    name: 'I13, I14: gating and its volume, with faults',
    seeds: 25,
    play: async (seed) => {
      const problems = await simulateQuota(seed, { service: gatingWith() });
      return { problems, events: 0 };
    },
  },
];
