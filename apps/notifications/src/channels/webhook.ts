import { createHmac } from 'node:crypto';
import { type Answer, type Channel, type Push, answerWithinMs, unanswered } from './channel';

export type WebhookOptions = {
  readonly url: string;
  /** Shared with whoever receives it; signs each request. */
  readonly secret: string;
};

/** HMAC-SHA256 over `<timestamp>.<body>`, in hexadecimal digits. The receiver makes the same. */
export const signatureOf = (secret: string, timestamp: string, body: string): string =>
  createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');

const bodyOf = (push: Push): string => {
  const { noticeId, person, kind, text, conversationId, collapseId, happenedAtMs } = push;
  const said = { noticeId, person, kind, text, conversationId, collapseId, happenedAtMs };
  return JSON.stringify(said);
};

/** A redirect is a no: who receives what is for the configuration to say. */
const answerOf = (status: number): Answer => {
  if (status >= 200 && status < 300) return 'sent';
  const isLater = status === 408 || status === 429 || status >= 500;
  return isLater ? 'not-now' : 'failed';
};

/** The cause of what `fetch` rejects with has the code. */
const causeOf = (error: unknown): unknown => (error as { cause?: unknown }).cause ?? error;

/** Posts each notice as JSON to one address of the operator's, signed. */
export const webhookChannel = ({ url, secret }: WebhookOptions): Channel => ({
  name: 'webhook',
  isPrivate: true,
  push: async (push, { system }) => {
    const body = bodyOf(push);
    const timestamp = String(Math.floor(system.nowMs() / 1_000));
    try {
      const { status, body: answer } = await fetch(url, {
        method: 'POST',
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(answerWithinMs),
        headers: {
          'content-type': 'application/json',
          'user-agent': 'vestibule',
          'x-vestibule-event-id': push.noticeId,
          'x-vestibule-timestamp': timestamp,
          'x-vestibule-signature': `sha256=${signatureOf(secret, timestamp, body)}`,
        },
      });
      await answer?.cancel();
      return answerOf(status);
    } catch (error) {
      return unanswered('webhook', causeOf(error));
    }
  },
});
