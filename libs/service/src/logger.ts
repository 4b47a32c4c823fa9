import { type Logger, pino } from 'pino';

export type { Logger };

/**
 * One structured line on stdout per thing an operator may act on; never one per message.
 * Through the stream and not pino's own writer: that one waits in a loop, for ever, for a reader of
 * stdout who has died, and then neither a signal nor a timer ends the process.
 */
export const logger = (service: string, level: string): Logger =>
  pino(
    { level, base: { service }, formatters: { level: (label) => ({ level: label }) } },
    process.stdout,
  );
