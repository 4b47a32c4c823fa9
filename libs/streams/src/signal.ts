/** A promise that is resolved from outside; raising it again does nothing. */
export type Signal = { readonly raised: Promise<void>; readonly raise: () => void };

export const signal = (): Signal => {
  let raise = (): void => undefined;
  const raised = new Promise<void>((resolve) => {
    raise = resolve;
  });
  return { raised, raise };
};
