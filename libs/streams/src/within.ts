/** Lets `work` go on, but waits no longer than `ms` for it. */
export const within = async <T>(work: Promise<T>, ms: number, what: string): Promise<T> =>
  new Promise((resolve, reject) => {
    const late = (): void => reject(new Error(`${what} took longer than ${ms} ms.`));
    const timer = setTimeout(late, ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
