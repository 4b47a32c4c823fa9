import {
  MaxAppendSizeExceededError,
  StreamDeletedError,
  WrongExpectedVersionError,
  type Client,
} from './client';
import type { Connection } from './connection';
import type { Written } from './serialise';
import type { Appended } from './streams';

/** An append on its way. */
export type Attempt = {
  readonly stream: string;
  readonly expected: number;
  readonly events: readonly Written[];
  /** The first result counts. */
  readonly settle: (result: Appended) => void;
  /** Its place among the appends sent on this connection; 0 while it waits for one. */
  sentAs: number;
};

const encoder = new TextEncoder();

/** Metadata go as bytes, which the client passes on; data it insists on serialising once more. */
const proposal = ({ id, type, value, metadata }: Written) => ({
  id,
  type,
  contentType: 'application/json' as const,
  data: value as Record<string, unknown>,
  metadata: encoder.encode(metadata),
});

/** What a failure proves. Everything but these three may have been written all the same (E14). */
const verdictOn = (error: unknown): Appended => {
  if (error instanceof WrongExpectedVersionError)
    return {
      type: 'conflict',
      revision: error.actualVersion === 'no_stream' ? -1 : Number(error.actualVersion),
    };
  if (error instanceof StreamDeletedError) return { type: 'closed' };
  if (error instanceof MaxAppendSizeExceededError) return { type: 'tooLarge' };
  return { type: 'unknown', cause: error };
};

const appendOn = async (client: Client, attempt: Attempt): Promise<Appended> => {
  const { stream, expected, events } = attempt;
  try {
    const { nextExpectedRevision } = await client.appendToStream(stream, events.map(proposal), {
      expectedRevision: expected === -1 ? 'no_stream' : BigInt(expected),
    });
    const revision = expected + events.length;
    if (Number(nextExpectedRevision) === revision) return { type: 'appended', revision };
    // Only a soft-deleted stream counts on from elsewhere (E16), and nobody deletes ours.
    const cause = new Error(`${stream} ended at ${nextExpectedRevision}, not at ${revision}.`);
    return { type: 'unknown', cause };
  } catch (error) {
    return verdictOn(error);
  }
};

export type Sender = {
  readonly connection: Connection;
  readonly send: (attempt: Attempt) => void;
  /** Whether something sent later was answered already: the answer to this one is lost. */
  readonly isOvertaken: (attempt: Attempt) => boolean;
  /** Whether nothing at all was answered for so long: then nothing will be (E3). */
  readonly isSilentFor: (ms: number) => boolean;
  readonly abandon: () => void;
};

/** Sends on one connection; when it is over every attempt is settled, whatever the client does. */
export const senderOn = (connection: Connection): Sender => {
  const unanswered = new Set<Attempt>();
  let sent = 0;
  let lastAnswered = 0;
  let answeredAtMs = performance.now();

  const transmit = async (attempt: Attempt): Promise<void> => {
    const result = await appendOn(connection.client, attempt);
    answeredAtMs = performance.now();
    lastAnswered = Math.max(lastAnswered, attempt.sentAs);
    unanswered.delete(attempt);
    attempt.settle(result);
  };

  return {
    connection,
    send: (attempt) => {
      // Quiet before the first question is no silence.
      if (unanswered.size === 0) answeredAtMs = performance.now();
      sent += 1;
      attempt.sentAs = sent;
      unanswered.add(attempt);
      void transmit(attempt);
    },
    isOvertaken: ({ sentAs }): boolean => sentAs < lastAnswered,
    isSilentFor: (ms: number): boolean => performance.now() - answeredAtMs >= ms,
    abandon: (): void => {
      const cause = new Error('The connection ended before the answer came.');
      unanswered.forEach(({ settle }) => settle({ type: 'unknown', cause }));
      unanswered.clear();
    },
  };
};
