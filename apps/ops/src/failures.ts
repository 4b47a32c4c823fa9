/** Something that the operator must correct before anything can be done. */
export class UsageError extends Error {
  override readonly name: string = 'UsageError';
}

/** A value that an option does not take; by its code commander tells it with the option's name. */
export class InvalidArgumentError extends UsageError {
  override readonly name = 'InvalidArgumentError';
  readonly code = 'commander.invalidArgument';
}

/** What was asked for is not there. */
export class NotFoundError extends Error {
  override readonly name = 'NotFoundError';
}

/** 0: done, and nothing differs. */
export const exitCodes = { failed: 1, usage: 2 } as const;

/** What commander throws where it would have ended the process; it has told why by then. */
const commanderExit = (error: object): number | null => {
  if (!('code' in error) || !String(error.code).startsWith('commander.')) return null;
  return 'exitCode' in error && error.exitCode === 0 ? 0 : exitCodes.usage;
};

const messagesOf = (error: unknown): readonly string[] => {
  if (!(error instanceof Error)) return typeof error === 'string' ? [error] : [];
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause;
  return [error.message, ...messagesOf(inner)].filter(Boolean);
};

/** Bugs are told with their stack, everything else in words. */
const isBug = (error: unknown): boolean =>
  error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;

const isAway = (messages: readonly string[]): boolean =>
  messages.some((message) => /ECONNREFUSED|ENOTFOUND|ETIMEDOUT|no answer from/.test(message));

const advice =
  'Is it running? `npm start` starts a local stack; other servers are named by KAFKA_BROKERS, ' +
  'EVENTSTORE_URL and DATABASE_URL.';

/** How a command that threw ends: the exit code, and what there is to say that nobody said yet. */
export const endingOf = (error: unknown): { readonly code: number; readonly said: string } => {
  if (typeof error === 'object' && error !== null) {
    const code = commanderExit(error);
    if (code !== null) return { code, said: '' };
  }
  if (isBug(error)) return { code: exitCodes.failed, said: `${(error as Error).stack}\n` };
  const messages = [...new Set(messagesOf(error))];
  const [first = 'failed without a word', ...causes] = messages;
  const lines = [`error: ${first}`, ...causes.map((cause) => `  because: ${cause}`)];
  const said = `${[...lines, ...(isAway(messages) ? [advice] : [])].join('\n')}\n`;
  return { code: error instanceof UsageError ? exitCodes.usage : exitCodes.failed, said };
};
