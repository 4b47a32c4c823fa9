/** Resolves with what `work` does, or after `ms` with `late`. The timer does not outlive it. */
export const within = async <Done, Late>(
  work: Promise<Done>,
  ms: number,
  late: Late,
): Promise<Done | Late> => {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<Late>((resolve) => {
    timer = setTimeout(() => resolve(late), ms);
  });
  try {
    return await Promise.race([work, passed]);
  } finally {
    clearTimeout(timer);
  }
};

/** A promise that rejects when told, and is nobody's unhandled rejection. */
export const failure = (): {
  readonly failed: Promise<never>;
  readonly fail: (why: Error) => void;
} => {
  let fail: (why: Error) => void = () => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failed.catch(() => {});
  return { failed, fail };
};

/** Something that happens once, and can be waited for. */
export const moment = (): {
  readonly happen: () => void;
  readonly happened: Promise<void>;
} => {
  let happen: () => void = () => {};
  const happened = new Promise<void>((resolve) => {
    happen = resolve;
  });
  return { happen, happened };
};
