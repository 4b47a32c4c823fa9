import { randomUUID } from 'node:crypto';
import {
  clientFor,
  closeClient,
  onBatchCall,
  ownConnection,
  WrongExpectedVersionError,
  type BatchCall,
  type Client,
} from './client';
import { reachable } from './reachable';
import { signal } from './signal';
import { within } from './within';

/** One client with its one batch call, from its first answer until the call ends. */
export type Connection = {
  readonly client: Client;
  /** Resolves when nothing sent on it is answered any more; a cancelled call is over at once. */
  readonly over: Promise<void>;
  /** Ends it, and resolves when it is over: before that, no other client may append. */
  readonly retire: () => Promise<void>;
};

export type ConnectionOptions = {
  readonly url: string;
  readonly timeoutMs: number;
  /** The client's inner state is in doubt: the process must end. */
  readonly onFatal: (cause: unknown) => void;
};

const probeStream = 'vestibule-probe';
const probeRevision = 1_000_000_000n;
const cancelMs = 1_000;

/**
 * A first append that can only be refused: it writes nothing, and its refusal proves that address,
 * credentials, the capability call (E2) and the batch call work.
 */
const probe = async (client: Client): Promise<void> => {
  const event = {
    id: randomUUID(),
    type: 'Probe',
    contentType: 'application/json' as const,
    data: {},
    metadata: {},
  };
  try {
    await client.appendToStream(probeStream, [event], { expectedRevision: probeRevision });
  } catch (error) {
    if (!(error instanceof WrongExpectedVersionError)) throw error;
  }
};

/**
 * An answer to an id that the client does not know throws in the middle of its listener (E5), after
 * which its table of pending appends cannot be trusted.
 */
const guardAnswers = (call: BatchCall, onFatal: (cause: unknown) => void): void => {
  const [hear] = call.listeners('data');
  if (!hear) throw new Error('The client does not listen to its batch call.');
  call.removeAllListeners('data');
  call.on('data', (answer: unknown) => {
    try {
      hear.call(call, answer);
    } catch (error) {
      call.cancel();
      onFatal(error);
    }
  });
};

/**
 * The client queues writes while the call is full, and rejects what it queued when the call ends: in
 * promises that nobody holds, which ends the process (E22). So to it the call is never full; what
 * can wait in it is bounded by the 256 appends that a service has in flight.
 */
const neverFull = (call: BatchCall): void => {
  const write = call.write.bind(call) as (message: unknown) => boolean;
  call.write = (message: unknown) => {
    write(message);
    return true;
  };
};

/** Opens a client and waits until it answered an append. Rejects with what kept it from that. */
export const connect = async ({
  url,
  timeoutMs,
  onFatal,
}: ConnectionOptions): Promise<Connection> => {
  await reachable(url);
  const client = clientFor(ownConnection(url));
  const over = signal();
  let made: BatchCall | undefined;
  onBatchCall(client, (call) => {
    made = call;
    guardAnswers(call, onFatal);
    neverFull(call);
    call.once('status', over.raise);
  });

  const retire = async (): Promise<void> => {
    closeClient(client);
    if (made) await within(over.raised, cancelMs, 'Cancelling the batch call').catch(over.raise);
  };

  try {
    await within(probe(client), timeoutMs, 'A first append');
    if (made) return { client, over: over.raised, retire };
    throw new Error('The event store does not offer batch appends; version 21.10 or newer does.');
  } catch (error) {
    await retire();
    throw error;
  }
};
