import type { Answer } from './foresee';

/**
 * What stands on the other's profile: `message` where a conversation is open, `send-message` where a
 * request may be written, `none` where the other person takes none from the caller.
 */
export const buttons = ['send-message', 'message', 'none'] as const;
export type Button = (typeof buttons)[number];

/** What a caller who asks "may I write?" is told. */
export type MayWrite = {
  /** What sending would be answered. */
  readonly answer: Answer;
  /** How many of the limit would be left after it; null where it does not count. */
  readonly remaining: number | null;
  readonly button: Button;
};

/** What the caller itself must mend is no reason to hide the button: the answer says what it is. */
const buttonFor = ({ code, view }: Answer): Button => {
  if (code === 'NOT_ACCEPTING_MESSAGES') return 'none';
  return view === 'open' ? 'message' : 'send-message';
};

export const mayWrite = (answer: Answer): MayWrite => {
  const { used, limit } = answer;
  const isCounted = used !== undefined && limit !== undefined;
  const remaining = isCounted ? Math.max(limit - used, 0) : null;
  return { answer, remaining, button: buttonFor(answer) };
};
