import type { NoticeKind } from '@vestibule/domain';
import { type Database, namesOf, openMessageFor } from '@vestibule/views';
import { previewOf, pushedText, textOf } from './texts';

/** What a text is made of, at the moment of the push. */
export type Telling = {
  readonly person: string;
  readonly kind: NoticeKind;
  readonly conversationId: string;
  readonly other: string;
  /** The message that may be shown the beginning of, where the person wants that; else null. */
  readonly previewed: string | null;
};

/** Finds the words of a notice; rejects when they cannot be looked up. */
export type Words = (telling: Telling) => Promise<string>;

const previewFor = async (
  database: Pick<Database, 'query'>,
  { person, conversationId, previewed }: Telling,
): Promise<string | null> => {
  if (previewed === null) return null;
  const body = await openMessageFor(database, { person, conversationId, messageId: previewed });
  return body === null ? null : previewOf(body.text);
};

/**
 * Names and previews from what people can read themselves, looked up for each push and kept
 * nowhere. A message is shown only where it lies in the person's inbox, so never before acceptance.
 */
export const wordsIn =
  (database: Pick<Database, 'query'>): Words =>
  async (telling) => {
    const { kind, other } = telling;
    if (kind === 'request-received') return textOf[kind];
    const [names, preview] = await Promise.all([
      namesOf(database, [other]),
      kind === 'message-received' ? previewFor(database, telling) : null,
    ]);
    return pushedText(kind, { name: names.get(other) ?? null, preview });
  };
