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
import { actSchemas } from './schemas-acts';
import { readingSchemas } from './schemas-reading';
import { atMs, id, object, type Properties, text } from './shapes';

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

/** Every schema of the document, by name. */
export const schemas = (): Readonly<Record<string, Schema>> => ({
  ...Object.fromEntries(commandNames.map((type) => [type, bodySchema(type)])),
  Outcome: outcomeSchema(),
  Undecided: undecidedSchema,
  Refusal: refusalSchema,
  ...readingSchemas(),
  ...actSchemas(),
});
