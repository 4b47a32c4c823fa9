import type { PackedRecord } from '../bytes';
import type { Entry } from './request';

export type Gatherer = {
  /** Resolves when all are delivered; rejects with the first refusal, when the rest is delivered. */
  readonly send: (records: readonly PackedRecord[]) => Promise<void>;
  /** Resolves when nothing is waiting or under way. */
  readonly drained: () => Promise<void>;
};

/** What is sent while `deliver` works, or within one turn of the event loop, goes together. */
export const gatherer = (deliver: (entries: readonly Entry[]) => Promise<void>): Gatherer => {
  let waiting: Entry[] = [];
  let running: Promise<void> | undefined;

  const run = async () => {
    await new Promise(setImmediate);
    while (waiting.length > 0) {
      const taken = waiting;
      waiting = [];
      await deliver(taken);
    }
    running = undefined;
  };

  const send = async (records: readonly PackedRecord[]): Promise<void> => {
    if (records.length === 0) return;
    await new Promise<void>((resolve, reject) => {
      let left = records.length;
      let refused: Error | undefined;
      const settle = (refusal?: Error) => {
        refused ??= refusal;
        left -= 1;
        if (left > 0) return;
        if (refused === undefined) resolve();
        else reject(refused);
      };
      records.forEach((record) => waiting.push({ record, settle }));
      running ??= run();
    });
  };

  return { send, drained: async () => running };
};
