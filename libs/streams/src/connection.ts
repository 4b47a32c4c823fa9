import { randomUUID } from 'node:crypto';
import { type Asked, decodeAnswer, encodeAppend } from './append-codec';
import { type BatchCall, clientFor, closeClient, openBatchCall, ownConnection } from './client';
import { reachable } from './reachable';
import { serialise, type Written } from './serialise';
import { signal } from './signal';
import type { Appended } from './streams';
import { within } from './within';

/** What is to be appended, and where. */
export type Request = {
  readonly stream: string;
  readonly expected: number;
  readonly events: readonly Written[];
};

/** Told what the store said; never, when the connection is over before. */
export type Hear = (said: Appended) => void;

/** One client with its one batch call, from its first answer until the call ends. */
export type Connection = {
  readonly ask: (request: Request, hear: Hear) => void;
  /** Resolves when nothing sent on it is answered any more; a cancelled call is over at once. */
  readonly over: Promise<void>;
  /** Ends it, and resolves when it is over. */
  readonly retire: () => Promise<void>;
};

export type ConnectionOptions = {
  readonly url: string;
  readonly timeoutMs: number;
};

const cancelMs = 1_000;
const deadlineMs = 10_000;

/** Ids of appends: never used again in this process, so that no answer can be taken for another. */
const idPrefix = randomUUID().slice(0, 24);
let asked = 0;

/**
 * Asks on one call and hands each answer to whoever waits for it. A call on which an answer comes
 * that nobody waits for, or one that cannot be read, is not to be trusted: it is cancelled.
 * The call may be full: 256 appends of a service bound what can wait in it.
 */
const asking = (call: BatchCall): Connection['ask'] => {
  const waiting = new Map<number, Hear>();

  const answered = (bytes: Buffer): void => {
    const { number, said } = decodeAnswer(bytes);
    const hear = waiting.get(number);
    if (!hear) throw new Error(`Nobody waits for an answer to append ${number}.`);
    waiting.delete(number);
    hear(said);
  };

  call.on('data', (bytes: Buffer) => {
    try {
      answered(bytes);
    } catch {
      call.cancel();
    }
  });
  return (request, hear) => {
    asked += 1;
    waiting.set(asked, hear);
    const about: Asked = { ...request, number: asked, deadlineAtMs: Date.now() + deadlineMs };
    call.write(encodeAppend(idPrefix, about));
  };
};

/**
 * A first append that can only be refused: it writes nothing, and its refusal proves that address,
 * credentials, the capability call (E2) and the batch call work.
 */
const probe = async ({ ask, over }: Omit<Connection, 'retire'>): Promise<void> => {
  const none = { $correlationId: '', $causationId: '' };
  const events = serialise([{ id: randomUUID(), type: 'Probe', data: {}, metadata: none }]);
  const said = await new Promise<Appended>((resolve, reject) => {
    ask({ stream: 'vestibule-probe', expected: 1_000_000_000, events }, resolve);
    void over.then(() => reject(new Error('The batch call ended before its first answer.')));
  });
  if (said.type === 'conflict') return;
  throw new Error(`A first append was ${said.type}.`, said.type === 'unknown' ? said : {});
};

/** Opens a client and waits until it answered an append. Rejects with what kept it from that. */
export const connect = async ({ url, timeoutMs }: ConnectionOptions): Promise<Connection> => {
  await reachable(url);
  const client = clientFor(ownConnection(url));
  const over = signal();
  let made: BatchCall | undefined;

  const open = async (): Promise<Connection['ask']> => {
    made = await openBatchCall(client);
    made.once('status', over.raise);
    made.on('error', () => undefined); // its status says as much
    const ask = asking(made);
    await probe({ ask, over: over.raised });
    return ask;
  };
  const retire = async (): Promise<void> => {
    closeClient(client);
    if (made) await within(over.raised, cancelMs, 'Cancelling the batch call').catch(over.raise);
  };

  try {
    const ask = await within(open(), timeoutMs, 'A first append');
    return { ask, over: over.raised, retire };
  } catch (error) {
    await retire();
    throw error;
  }
};
