import type { NoticeKind, Overtaking } from './notice';

/** What there was to tell of, as far as it can be overtaken. */
type Told = {
  readonly kind: NoticeKind;
  readonly conversationId: string;
  readonly messageId: string | null;
};

const reaches = ({ reach }: Overtaking, { kind, messageId }: Told): boolean => {
  if (reach === 'all') return true;
  if (reach === 'request') return kind === 'request-received';
  if (messageId === null) return false;
  // Ids of messages begin with their time, so they can be compared.
  return 'message' in reach ? messageId === reach.message : messageId <= reach.upTo;
};

/** Whether a notice has become pointless: what it tells of is gone, or was seen. */
export const isOvertaken = (told: Told, by: Overtaking): boolean =>
  told.conversationId === by.conversationId && reaches(by, told);
