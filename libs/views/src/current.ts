/** Facts older than this are not used: whoever needs them waits, and never guesses. */
const behindMaxMs = 30_000;

/** The accounts' read model stands still: what is judged by it must wait until it moves again. */
class StaleFactsError extends Error {
  override readonly name = 'StaleFactsError';

  constructor(behindMs: number) {
    super(`The account facts are ${behindMs} ms behind; at most ${behindMaxMs} ms are taken.`);
  }
}

/** Throws `StaleFactsError` for facts that were last known to be true over 30 s before `nowMs`. */
export const mustBeCurrent = ({ seenAtMs }: { readonly seenAtMs: number }, nowMs: number): void => {
  const behindMs = nowMs - seenAtMs;
  if (behindMs > behindMaxMs) throw new StaleFactsError(behindMs);
};
