/** Numbers that look random and are the same for the same seed (xorshift, 32 bits). */
export const chanceOf = (seed: number) => {
  let state = (Math.imul(seed, 2_654_435_761) ^ 0x9e37_79b9) >>> 0 || 1;
  const next = (): number => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
  for (let warm = 0; warm < 8; warm += 1) next();
  const below = (count: number): number => next() % count;
  return {
    /** 0 to `count` - 1. */
    below,
    oneIn: (count: number): boolean => below(count) === 0,
    pick: <Each>(all: readonly Each[]): Each => all[below(all.length)] as Each,
  };
};

export type Chance = ReturnType<typeof chanceOf>;
