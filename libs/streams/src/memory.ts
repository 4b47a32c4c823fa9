import { keepLast } from './keep-last';
import { followLog, recorded } from './memory-follow';
import { memoryLog, type Stored } from './memory-log';
import { appendBytesMax, bytesOf, serialise } from './serialise';
import { StreamClosedError, type Following, type Streams } from './streams';

/** The twin, and what only a test may do to it. */
export type MemoryStreams = Streams & {
  /** Closes a stream for ever, as an operator does with a tombstone. */
  readonly tombstone: (stream: string) => Promise<void>;
};

export type MemoryOptions = {
  /** What every call waits for before it acts; the next turn of the event loop unless told. */
  readonly turn?: () => Promise<void>;
};

const nextTurn = (): (() => Promise<void>) => {
  let turn: Promise<void> | undefined;
  return async () => {
    turn ??= new Promise((resolve) => {
      setImmediate(() => {
        turn = undefined;
        resolve();
      });
    });
    return turn;
  };
};

/**
 * The store in memory, with the surprises of the real one: ids are compared only right behind the
 * expected revision and contents never, what `$maxCount` hides is no proof of a repetition, answers
 * come later than the call, positions have gaps, and what was read is a copy.
 */
export const memoryStreams = ({ turn = nextTurn() }: MemoryOptions = {}): MemoryStreams => {
  const log = memoryLog();
  const followings: Following[] = [];
  let open = true;

  const seen = async (stream: string): Promise<readonly Stored[]> => {
    await turn();
    if (!open) throw new Error('The streams were closed.');
    if (log.isClosed(stream)) throw new StreamClosedError(stream);
    return log.visible(stream);
  };

  const last: Streams['last'] = async (stream) => (await seen(stream)).slice(-1).map(recorded)[0];

  const append: Streams['append'] = async (stream, expected, events) => {
    const written = serialise(events);
    if (bytesOf(written) > appendBytesMax) return { type: 'tooLarge' };
    await turn();
    if (!open) return { type: 'unknown', cause: new Error('The streams were closed.') };
    return log.append(stream, expected, written);
  };

  return {
    read: async (stream, from = 0) =>
      (await seen(stream)).filter(({ revision }) => revision >= from).map(recorded),
    last,
    append,
    keepLast: keepLast({ last, append }),
    follow: (options, each) => {
      const following = followLog(log, turn)(options, each);
      followings.push(following);
      return following;
    },
    head: async () => {
      await turn();
      return log.at(log.size() - 1)?.position;
    },
    close: async () => {
      open = false;
      await Promise.all(followings.map(async ({ stop }) => stop()));
    },
    tombstone: async (stream) => {
      await turn();
      log.tombstone(stream);
    },
  };
};
