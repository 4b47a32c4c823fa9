import { setTimeout as wait } from 'node:timers/promises';

const pauseMinMs = 50;
const pauseMaxMs = 1_000;

/** Pauses longer after each failure in a row, up to a second, with jitter; not when `ended`. */
export const backOff = async (failures: number, ended: AbortSignal): Promise<void> => {
  const pauseMs = Math.min(pauseMinMs * 2 ** failures, pauseMaxMs);
  const jitterMs = pauseMs * (0.5 + Math.random() / 2);
  await wait(jitterMs, undefined, { signal: ended }).catch(() => undefined);
};
