import {
  accountReasons,
  dmOutcomes,
  messageSchema,
  publicCodes,
  type Schema,
  views,
} from '@vestibule/contracts';
import { commandNames, topicFor } from '../commands/command';
import { ownReasons } from '../commands/own-outcome';
import { refusals } from '../refusal';

type Properties = Readonly<Record<string, Schema>>;

const id: Schema = {
  type: 'string',
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
};
const atMs: Schema = { type: 'integer', minimum: 0, description: 'Milliseconds since 1970.' };
const text: Schema = { type: 'string' };
const count: Schema = { type: 'integer', minimum: 0 };
const orNull = (schema: Schema): Schema => ({ ...schema, nullable: true });
const cursor = orNull({ type: 'string', description: '`before` of the next page; null: no more.' });

const object = (properties: Properties, absent: readonly string[] = []): Schema => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !absent.includes(name)),
});

/** A command's body: the contract's data without the actor, who is the caller. */
const bodySchema = (type: string): Schema => {
  const topic = topicFor(type);
  const { properties, required, ...rest } = topic
    ? (messageSchema(topic, type) as { properties: Properties; required: readonly string[] })
    : { properties: {}, required: [] };
  const { actor: _, ...others } = properties;
  const needed = required.filter((name) => name !== 'actor');
  return { ...rest, properties: others, ...(needed.length > 0 && { required: needed }) };
};

/** The contract's outcome, and the few words that account commands add. */
const outcomeSchema = (): Schema => {
  const schema = messageSchema(dmOutcomes, 'CommandDecided') as Schema & { properties: Properties };
  const properties = {
    ...schema.properties,
    command: text,
    code: { type: 'string', enum: [...publicCodes, ...accountReasons, ...ownReasons] },
    view: { type: 'string', enum: [...views] },
  };
  return { ...schema, title: 'Outcome', properties };
};

const undecidedSchema = object({
  commandId: id,
  status: { type: 'string', enum: ['undecided'] },
  text,
  look: { type: 'string', description: 'Where to ask again.' },
});

const refusalSchema = object(
  {
    code: { type: 'string', enum: Object.keys(refusals), description: 'Stable; the text is not.' },
    text,
    detail: { type: 'string', description: 'Names places and rules, never content.' },
    retryAtMs: atMs,
    commandId: id,
  },
  ['detail', 'retryAtMs', 'commandId'],
);

const conversationSchema = object(
  {
    conversationId: id,
    other: id,
    name: orNull({ type: 'string', description: 'Null where the account has none any more.' }),
    folder: { type: 'string', enum: ['inbox', 'requests', 'hidden', 'declined'] },
    state: text,
    lastAtMs: atMs,
    newMessages: count,
    newest: orNull({ ...id, description: '`upTo` of an answer.' }),
    notice: { type: 'string', description: 'What stands on a request.' },
  },
  ['notice'],
);

const messageItemSchema = object({
  messageId: id,
  from: id,
  mine: { type: 'boolean' },
  kind: text,
  text,
  attachment: orNull(text),
  atMs,
});

const list = (name: string): Schema => ({
  type: 'array',
  items: { $ref: `#/components/schemas/${name}` },
});

/** Every schema of the document, by name. */
export const schemas = (): Readonly<Record<string, Schema>> => ({
  ...Object.fromEntries(commandNames.map((type) => [type, bodySchema(type)])),
  Outcome: outcomeSchema(),
  Undecided: undecidedSchema,
  Refusal: refusalSchema,
  Conversation: conversationSchema,
  ConversationPage: object({ conversations: list('Conversation'), next: cursor }),
  Message: messageItemSchema,
  MessagePage: object({ messages: list('Message'), next: cursor }),
  Counts: object({ inbox: count, requests: count, hidden: count, declined: count }),
});
