import { createHash } from 'node:crypto';
import type { Body, ConversationEvent } from '@vestibule/domain';
import type { Recorded } from '@vestibule/streams';
import type { Report } from '@vestibule/views';

/** One message that lay before the reporter when it was reported. */
export type Exhibit = {
  readonly messageId: string;
  readonly revision: number;
  readonly atMs: number;
  /** SHA-256 over the body as it was delivered, in hexadecimal. */
  readonly digest: string;
  /** Taken back before the report, by its author or by an operator. */
  readonly takenBack: boolean;
  readonly body: Body | null;
};

export type Case = Report & { readonly exhibits: readonly Exhibit[] };

const exhibitsMax = 20;

const isTakenBack = (before: readonly Recorded[], messageId: string): boolean =>
  before.some(({ type, data }) => {
    if (type !== 'MessageUnsent' && type !== 'MessageRemoved') return false;
    return (data as { readonly messageId?: string }).messageId === messageId;
  });

/**
 * What the reporter had before them: the messages that the report names, or the newest ones where it
 * names none. `history` is the pair's whole stream; what came after the report does not count.
 */
export const evidenceFor = (
  report: Report,
  history: readonly Recorded[],
  bodies: boolean,
): Case => {
  const before = history.filter(({ revision }) => revision < report.revision);
  const delivered = before.flatMap(({ revision, ...recorded }): readonly Exhibit[] => {
    const { type, data } = recorded as unknown as ConversationEvent;
    if (type !== 'MessageSent' || data.to !== report.reporter) return [];
    const { asked, atMs, body } = data;
    const digest = createHash('sha256').update(JSON.stringify(body)).digest('hex');
    const takenBack = isTakenBack(before, asked.commandId);
    const exhibit = { messageId: asked.commandId, revision, atMs, digest, takenBack };
    return [{ ...exhibit, body: bodies ? body : null }];
  });
  const named = delivered.filter(({ messageId }) => report.messageIds.includes(messageId));
  return { ...report, exhibits: named.length > 0 ? named : delivered.slice(-exhibitsMax) };
};
