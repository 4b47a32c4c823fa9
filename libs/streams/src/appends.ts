import type { Connection } from './connection';
import { reconnect, type Reconnect } from './reconnect';
import { senderOn, type Attempt, type Sender } from './sender';
import { appendBytesMax, bytesOf, serialise } from './serialise';
import type { Appended, Streams } from './streams';

export type AppendsOptions = Reconnect & { readonly timeoutMs: number };

export type Appends = {
  readonly append: Streams['append'];
  readonly close: () => Promise<void>;
};

const closedError = (): Error => new Error('The streams were closed.');

/**
 * Appends through one connection at a time. A connection that ended or fell silent is given up as a
 * whole, and only when it is gone the next one is opened: the client keeps all pending appends of a
 * process in one table, which the failure of any call clears (E4).
 */
export const appends = (options: AppendsOptions, first: Connection): Appends => {
  const { timeoutMs, trouble } = options;
  const closing = new AbortController();
  const waiting = new Set<Attempt>();
  let current: Sender | undefined;

  const serve = async (connection: Connection): Promise<void> => {
    const sender = senderOn(connection);
    current = sender;
    waiting.forEach(sender.send);
    waiting.clear();
    if (!closing.signal.aborted) await connection.over;
    current = undefined;
    sender.abandon();
    await connection.retire();
  };

  const run = async (): Promise<void> => {
    let connection: Connection | undefined = first;
    while (connection) {
      await serve(connection);
      if (!closing.signal.aborted) trouble('the connection for appends ended', undefined);
      connection = await reconnect(options, closing.signal);
    }
  };

  const running = run();

  const giveUp = (attempt: Attempt): void => {
    const cause = new Error(`No answer to an append to ${attempt.stream} within ${timeoutMs} ms.`);
    const { connection, isSilentSince } = current ?? {};
    if (connection && isSilentSince?.(attempt)) void connection.retire();
    attempt.settle({ type: 'unknown', cause });
  };

  const begin = (attempt: Attempt): void => {
    if (current) current.send(attempt);
    else if (closing.signal.aborted) attempt.settle({ type: 'unknown', cause: closedError() });
    else waiting.add(attempt);
  };

  return {
    append: async (stream, expected, events) => {
      const written = serialise(events);
      if (bytesOf(written) > appendBytesMax) return { type: 'tooLarge' };
      return new Promise<Appended>((resolve) => {
        // The client's own deadline is not enforced (E1).
        const timer = setTimeout(() => giveUp(attempt), timeoutMs);
        const settle = (result: Appended): void => {
          clearTimeout(timer);
          waiting.delete(attempt);
          resolve(result);
        };
        const attempt: Attempt = { stream, expected, events: written, settle, sentAs: 0 };
        begin(attempt);
      });
    },
    close: async () => {
      closing.abort();
      await current?.connection.retire();
      await running;
      waiting.forEach(({ settle }) => settle({ type: 'unknown', cause: closedError() }));
    },
  };
};
