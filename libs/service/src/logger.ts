import { type Logger, pino } from 'pino';

export type { Logger };

/** One structured line on stdout per thing an operator may act on; never one per message. */
export const logger = (service: string, level: string): Logger =>
  pino({ level, base: { service }, formatters: { level: (label) => ({ level: label }) } });
