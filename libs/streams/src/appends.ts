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

/** A store that answers, if slowly, gets so many timeouts: 6 s, below a lane's deadline of 8 s. */
const triesMax = 3;

const closedError = (): Error => new Error('The streams were closed.');

/**
 * Appends through one connection at a time. A connection that ended or fell silent is given up as a
 * whole, and only when it is gone the next one is opened.
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

  /**
   * Nobody waits longer than the timeout for a silent store, or for an answer that was lost. While
   * it answers those before, it is only slow: giving up then would make it be read and asked again,
   * which is the last that it needs.
   */
  const mayStillCome = (attempt: Attempt, tries: number): boolean =>
    current !== undefined &&
    attempt.sentAs > 0 &&
    tries < triesMax &&
    !current.isOvertaken(attempt) &&
    !current.isSilentFor(timeoutMs);

  const giveUp = (attempt: Attempt, tries: number): void => {
    const { stream, sentAs, settle } = attempt;
    const isLostAlone = current?.isOvertaken(attempt) ?? true;
    if (sentAs > 0 && !isLostAlone && current?.isSilentFor(timeoutMs))
      void current.connection.retire();
    const cause = new Error(`No answer to an append to ${stream} within ${tries * timeoutMs} ms.`);
    settle({ type: 'unknown', cause });
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
        let timer: NodeJS.Timeout | undefined;
        const settle = (result: Appended): void => {
          clearTimeout(timer);
          waiting.delete(attempt);
          resolve(result);
        };
        const attempt: Attempt = { stream, expected, events: written, settle, sentAs: 0 };
        // The client's own deadline is not enforced (E1). One more turn first: after a long one of
        // our own, the answer may lie in the socket.
        const watch = (tries: number): void => {
          timer = setTimeout(() => setImmediate(look, tries), timeoutMs);
        };
        const look = (tries: number): void => {
          if (mayStillCome(attempt, tries)) watch(tries + 1);
          else giveUp(attempt, tries);
        };
        watch(1);
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
