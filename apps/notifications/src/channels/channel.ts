import type { Device, NoticeKind } from '@vestibule/domain';
import type { Ports } from '@vestibule/service';

/** What a channel is given. */
export type Push = {
  /** Cause and channel: the same for a second call. */
  readonly noticeId: string;
  readonly person: string;
  readonly kind: NoticeKind;
  readonly text: string;
  readonly conversationId: string;
  /** Lets a channel show everything of one conversation in one place. */
  readonly collapseId: string;
  readonly happenedAtMs: number;
  /** Where to, for channels that push to devices. */
  readonly device?: Device;
};

/** What became of a call; `gone`: there is nobody there any more, and never will be. */
export type Answer = 'sent' | 'failed' | 'not-now' | 'gone';

/** A way to reach a person. */
export type Channel = {
  readonly name: ChannelName;
  /** Whether the text reaches the person alone: only then does it hold names and previews. */
  readonly isPrivate: boolean;
  /**
   * Resolves within 10 s with what became of it; rejects when that is not known. What it rejects
   * with goes to the log, so it may hold no address, no key and no text.
   */
  readonly push: (push: Push, ports: Pick<Ports, 'log' | 'system'>) => Promise<Answer>;
};

export const channelNames = ['console', 'webhook', 'web-push'] as const;
export type ChannelName = (typeof channelNames)[number];

/** No channel may take longer than this, so that a second call never overtakes the first. */
export const answerWithinMs = 10_000;

/** Nobody knows whether the call was made good. Says why, and nothing of what was called. */
export class UnansweredError extends Error {
  override readonly name = 'UnansweredError';

  constructor(channel: ChannelName, code: string) {
    super(`The channel ${channel} gave no answer: ${code}.`);
  }
}

const codePattern = /^[A-Z][A-Z0-9_]{1,40}$/u;

/** The code of what a client threw: its message may hold an address. */
export const codeOf = (error: unknown): string => {
  const { code, name } = error as { readonly code?: unknown; readonly name?: unknown };
  if (name === 'TimeoutError') return 'TIMEOUT';
  return typeof code === 'string' && codePattern.test(code) ? code : 'UNKNOWN';
};

/** Connections that were never made: nothing was asked, so the answer is a definite one. */
const neverAsked: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/**
 * What a failed call means: a no where the device's key is none, "not now" where nobody was reached,
 * otherwise that nobody knows.
 */
export const unanswered = (channel: ChannelName, error: unknown): Answer => {
  const code = codeOf(error);
  if (code.startsWith('ERR_CRYPTO_')) return 'failed';
  if (neverAsked.has(code)) return 'not-now';
  throw new UnansweredError(channel, code);
};
