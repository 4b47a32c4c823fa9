import type { NoticeKind } from '@vestibule/domain';

/** What a person reads. `{name}` is the other account's, put in where it is shown: no name here. */
export const textOf: Readonly<Record<NoticeKind, string>> = {
  'request-received': 'You have a new message request.',
  'message-received': '{name} sent you a message.',
  'request-accepted': '{name} accepted your message request.',
};
