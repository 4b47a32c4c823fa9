import type { InboxEntry, KeptMessage } from './inbox';

type Kept = Pick<InboxEntry, 'messages' | 'read' | 'older'>;

/**
 * So many messages of a conversation are remembered by id. Of what is older the rows alone know:
 * a command that names such a message is taken at its word, and shows no receipt.
 */
export const keptMax = 100;

/** Where a message stands among those remembered; -1 when it does not. */
export const placeOf = ({ messages }: Kept, messageId: string): number =>
  messages.findIndex((one) => one.messageId === messageId);

/** What is remembered after one more message. */
export const withMessage = ({ messages, read, older }: Kept, message: KeptMessage): Kept => {
  if (messages.length < keptMax) return { messages: [...messages, message], read, older };
  return { messages: [...messages.slice(1), message], read: Math.max(0, read - 1), older: true };
};

/** What is remembered once a message is out of sight. */
export const withoutMessage = (kept: Kept, messageId: string): Kept => {
  const place = placeOf(kept, messageId);
  const { messages, read, older } = kept;
  if (place < 0) return { messages, read, older };
  return {
    messages: messages.toSpliced(place, 1),
    read: place < read ? read - 1 : read,
    older,
  };
};

/** What is remembered once all messages up to one are out of sight: then nothing is older. */
export const clearedTo = (kept: Kept, upTo: string): Kept => {
  const place = placeOf(kept, upTo);
  const { messages, read, older } = kept;
  if (place < 0) return { messages, read, older };
  return {
    messages: messages.slice(place + 1),
    read: Math.max(0, read - place - 1),
    older: false,
  };
};

/** What is remembered once all messages up to one are read. */
export const readTo = (kept: Kept, upTo: string): Kept => {
  const { messages, read, older } = kept;
  return { messages, read: Math.max(read, placeOf(kept, upTo) + 1), older };
};
