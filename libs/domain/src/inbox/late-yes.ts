import type { Folder, InboxEvent } from './inbox';

/**
 * Whether an event brings a request from the declined list to the inbox: a yes after a no, or after
 * silence. What was sent in between was not kept, and this person is told so, whether there was
 * anything or not. `before`: the folder in which the conversation lay. It is read from the folder and
 * not from a field, so that histories from before anybody asked tell it too.
 */
export const isLateYes = (before: Folder, { type, data }: InboxEvent): boolean =>
  before === 'declined' && type === 'RequestMoved' && data.folder === 'inbox';
