import { backOff } from './back-off';
import type { Connection } from './connection';
import type { Trouble } from './trouble';

export type Reconnect = {
  readonly connect: () => Promise<Connection>;
  readonly trouble: Trouble;
};

/** Tries until it is connected or `ended`: the first appends after a failure may fail too (E11). */
export const reconnect = async (
  { connect, trouble }: Reconnect,
  ended: AbortSignal,
): Promise<Connection | undefined> => {
  for (let failures = 0; !ended.aborted; failures += 1) {
    try {
      return await connect();
    } catch (cause) {
      trouble('the event store takes no appends', cause);
      await backOff(failures, ended);
    }
  }
  return undefined;
};
