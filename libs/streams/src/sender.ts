import type { Connection, Request } from './connection';
import type { Appended } from './streams';

/** An append on its way. */
export type Attempt = Request & {
  /** The first result counts. */
  readonly settle: (result: Appended) => void;
  /** Its place among the appends sent on this connection; 0 while it waits for one. */
  sentAs: number;
};

/** Only a soft-deleted stream counts on from elsewhere (E16), and nobody deletes ours. */
const checked = ({ stream, expected, events }: Attempt, said: Appended): Appended => {
  const revision = expected + events.length;
  if (said.type !== 'appended' || said.revision === revision) return said;
  const cause = new Error(`${stream} ended at ${said.revision}, not at ${revision}.`);
  return { type: 'unknown', cause };
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

/** Sends on one connection; when it is over every attempt is settled. */
export const senderOn = (connection: Connection): Sender => {
  const unanswered = new Set<Attempt>();
  let sent = 0;
  let lastAnswered = 0;
  let answeredAtMs = performance.now();

  const answered = (attempt: Attempt, said: Appended): void => {
    answeredAtMs = performance.now();
    lastAnswered = Math.max(lastAnswered, attempt.sentAs);
    unanswered.delete(attempt);
    attempt.settle(checked(attempt, said));
  };

  return {
    connection,
    send: (attempt) => {
      // Quiet before the first question is no silence.
      if (unanswered.size === 0) answeredAtMs = performance.now();
      sent += 1;
      attempt.sentAs = sent;
      unanswered.add(attempt);
      connection.ask(attempt, (said) => answered(attempt, said));
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
