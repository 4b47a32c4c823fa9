import { messageKinds, type Schema } from '@vestibule/contracts';
import {
  atMs,
  count,
  cursor,
  flag,
  id,
  list,
  listOfAny,
  object,
  oneOf,
  orNull,
  ref,
  text,
} from './shapes';

const folders = ['inbox', 'requests', 'hidden', 'declined'] as const;
const perFolder = { inbox: count, requests: count, hidden: count, declined: count };
const name = orNull({ type: 'string', description: 'Null: the account was deleted.' });

const muted: Schema = {
  ...object({ untilMs: orNull({ ...atMs, description: 'Null: for ever.' }) }),
  nullable: true,
};

const conversation = object(
  {
    conversationId: id,
    other: id,
    name,
    folder: oneOf(folders),
    state: text,
    lastAtMs: atMs,
    newMessages: { ...count, description: "The other's, since the reader's own last one." },
    unread: { ...count, description: 'At most 1,000 are counted.' },
    newest: orNull({ ...id, description: '`upTo` of an answer.' }),
    muted,
    notice: { type: 'string', description: 'What stands on a request.' },
  },
  ['notice'],
);

const message = object(
  {
    messageId: id,
    from: id,
    mine: flag,
    kind: oneOf(messageKinds),
    text,
    attachment: orNull(text),
    atMs,
    masked: { ...flag, description: 'Covered until the reader opens it.' },
    links: {
      ...oneOf(['inert']),
      description: 'Show them, let none be followed, fetch no preview. Absent: they may work.',
    },
    read: { ...flag, description: 'By the reader.' },
    seen: { ...flag, description: 'An own message that the other is known to have read.' },
  },
  ['links'],
);

const between = object({
  kind: oneOf(['notice']),
  text: { ...text, description: 'What stands there, for the reader alone.' },
  atMs,
});

/** What people read, by name. */
export const readingSchemas = (): Readonly<Record<string, Schema>> => ({
  Conversation: conversation,
  ConversationPage: object({
    conversations: list('Conversation'),
    position: orNull({ type: 'string', description: 'What a bulk answer refers to.' }),
    next: cursor,
  }),
  Message: message,
  NoticeBetween: between,
  MessagePage: object({ messages: listOfAny('Message', 'NoticeBetween'), next: cursor }),
  Unread: object({
    ...perFolder,
    badge: { ...count, description: 'In inbox and requests, without what is muted.' },
  }),
  Counts: object({ ...perFolder, unread: ref('Unread') }),
  Person: object({ other: id, name: text, conversationId: id, folder: oneOf(folders) }),
  PeoplePage: object({ people: list('Person'), next: cursor }),
});
