import { appends } from './appends';
import { clientFor, closeClient, type Client } from './client';
import { connect, type Connection } from './connection';
import { follower } from './follow';
import { keepLast } from './keep-last';
import { reads } from './reads';
import { reconnect } from './reconnect';
import type { Following, Streams } from './streams';
import type { Trouble } from './trouble';

export type EventStoreOptions = {
  /** `esdb://user:password@host:2113?tls=true…`; credentials stand here or nowhere. */
  readonly url: string;
  /** How long an append may take before it is `unknown`; 2,000 unless told. */
  readonly appendTimeoutMs?: number;
  /** How long a read may take, and a subscription until it is confirmed; 10,000 unless told. */
  readonly readTimeoutMs?: number;
  /** How long the store may take to answer a first append; 10,000 unless told. */
  readonly openTimeoutMs?: number;
  /** A busy subscription hands over a batch at most this often; 5 unless told. */
  readonly gatherMs?: number;
  /** Connections and subscriptions that ended and are begun again: to be logged and counted. */
  readonly onTrouble?: Trouble;
};

type Settings = Required<EventStoreOptions>;

const settingsFrom = (options: EventStoreOptions): Settings => ({
  appendTimeoutMs: 2_000,
  readTimeoutMs: 10_000,
  openTimeoutMs: 10_000,
  gatherMs: 5,
  onTrouble: () => undefined,
  ...options,
});

const connectorOf = ({ url, appendTimeoutMs }: Settings) => {
  return async (): Promise<Connection> => connect({ url, timeoutMs: appendTimeoutMs });
};

/** The first connection; the address is told without its credentials. */
const opened = async (settings: Settings): Promise<Connection> => {
  const { url, openTimeoutMs, onTrouble } = settings;
  let cause: unknown;
  const trouble: Trouble = (what, why) => {
    cause = why;
    onTrouble(what, why);
  };
  const late = AbortSignal.timeout(openTimeoutMs);
  const first = await reconnect({ connect: connectorOf(settings), trouble }, late);
  if (first) return first;
  const address = url.replace(/\/\/[^/@]*@/, '//');
  throw new Error(`The event store at ${address} takes no appends.`, { cause });
};

const streamsOn = (settings: Settings, first: Connection, client: Client): Streams => {
  const { url, appendTimeoutMs, readTimeoutMs, gatherMs, onTrouble: trouble } = settings;
  const closed = new AbortController();
  const { read, last, head } = reads({
    url,
    client,
    timeoutMs: readTimeoutMs,
    closed: closed.signal,
  });
  const connecting = { connect: connectorOf(settings), timeoutMs: appendTimeoutMs, trouble };
  const { append, close } = appends(connecting, first);
  const begin = follower({ url, client, gatherMs, confirmMs: readTimeoutMs }, trouble);
  const followings = new Set<Following>();

  const follow: Streams['follow'] = (options, each) => {
    const following = begin(options, each);
    followings.add(following);
    const ended = following.ended.finally(() => followings.delete(following));
    return { ...following, ended };
  };

  return {
    read,
    last,
    append,
    follow,
    head,
    keepLast: keepLast({ last, append }),
    close: async () => {
      closed.abort();
      await Promise.all([...followings].map(async ({ stop }) => stop()));
      await close();
      closeClient(client);
    },
  };
};

/**
 * The store behind `@eventstore/db-client` 6.2.1. Resolves once an append was answered; rejects
 * when none was within `openTimeoutMs`, or for an address that cannot be right.
 */
export const eventStoreStreams = async (options: EventStoreOptions): Promise<Streams> => {
  const settings = settingsFrom(options);
  // Reads and subscriptions have a client of their own: their failures must not touch appends.
  const reader = clientFor(settings.url);
  return streamsOn(settings, await opened(settings), reader);
};
