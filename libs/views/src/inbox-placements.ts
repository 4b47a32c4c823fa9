import type { InboxEvent } from '@vestibule/domain';

/** One message in one person's history, and where it lies; `none`: no longer to be seen. */
export type Placement = {
  readonly person: string;
  readonly conversationId: string;
  readonly messageId: string;
  readonly revision: number;
  readonly folder: 'inbox' | 'requests' | 'hidden' | 'sent' | 'none';
  readonly atMs: number;
  readonly masked: boolean;
  /** Its links lead nowhere as long as it lies in a request. */
  readonly inert: boolean;
  /** The person deleted it, or it was unsent or removed. */
  readonly gone: boolean;
};

/** The messages that an event names and does not place. */
export const namedBy = ({ type, data }: InboxEvent): readonly string[] => {
  if (type === 'MessageDeleted' || type === 'MessageTakenBack') return [data.messageId];
  return 'upTo' in data ? [data.upTo] : [];
};

/** The message that an event names as the last of many; absent where it names none such. */
export const lastNamed = ({ data }: InboxEvent): string | undefined =>
  'upTo' in data ? data.upTo : undefined;

const isRequest = ({ folder }: Placement): boolean => folder === 'requests' || folder === 'hidden';

/**
 * What an event does to messages that lie there: those of an accepted request become history, those
 * of a withdrawn one are kept as evidence but out of sight, a deleted one is gone. `known`: at least
 * the messages of a request and the one that the event names. Returns only those that change.
 */
export const nextPlacements = (
  known: readonly Placement[],
  { type, data }: InboxEvent,
): readonly Placement[] => {
  const moveTo = (folder: Placement['folder']) =>
    known.filter(isRequest).map((placement) => ({ ...placement, folder }));
  if (type === 'RequestMoved' && data.folder === 'inbox') return moveTo('inbox');
  if (type === 'ConversationLeft' && data.why === 'withdrawn') return moveTo('none');
  if (type !== 'MessageDeleted' && type !== 'MessageTakenBack') return [];
  return known
    .filter(({ messageId }) => messageId === data.messageId)
    .map((placement) => ({ ...placement, gone: true }));
};
