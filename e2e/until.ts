import { setTimeout as wait } from 'node:timers/promises';

const [firstLookMs, looksMs] = [10, 100];
const patienceMs = 60_000;

/** Looks again and again until `look` gives something; rejects after a minute with what it waited for. */
export const until = async <Found>(
  what: string,
  look: () => Found | undefined | Promise<Found | undefined>,
): Promise<Found> => {
  const giveUpAtMs = Date.now() + patienceMs;
  for (
    let everyMs = firstLookMs;
    Date.now() < giveUpAtMs;
    everyMs = Math.min(1.5 * everyMs, looksMs)
  ) {
    const found = await look();
    if (found !== undefined) return found;
    await wait(everyMs);
  }
  throw new Error(`Waited ${patienceMs} ms in vain for ${what}.`);
};
