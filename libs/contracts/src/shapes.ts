import { Ajv, type ValidateFunction } from 'ajv';
import { outline, partsOf } from './parts';
import { closed, type Schema, schemaOf } from './schema';
import type { Topic } from './topic';

/** The schema of one message of a topic: closed where the topic refuses unknown fields. */
export const messageSchema = ({ messages, strict }: Topic, type: string): Schema => {
  const shape = messages[type];
  if (!shape) return { not: {} };
  return strict ? closed(schemaOf(shape)) : schemaOf(shape);
};

/** Checks data against a compiled schema: the first thing that is wrong, or undefined. */
export type Check = (data: unknown) => string | undefined;

const checkWith =
  (validate: ValidateFunction): Check =>
  (data) => {
    if (validate(data)) return undefined;
    const [first] = validate.errors ?? [];
    return `${first?.instancePath || '/'} ${first?.message ?? 'does not fit'}`;
  };

/** The schemas of all messages of a topic. */
export const schemasOf = (topic: Topic): readonly Schema[] =>
  Object.keys(topic.messages).map((type) => messageSchema(topic, type));

const refer = (name: string): string => name;

/**
 * The schemas are made here and proved valid by a test, so the compiler need not check them: to
 * compile the schema of schemas takes longer than all of them. V8 optimizes what the compiler would.
 */
const compiler = (): Ajv =>
  new Ajv({
    strictTypes: false,
    inlineRefs: false,
    meta: false,
    validateSchema: false,
    code: { optimize: false },
  });

const compile = (ajv: Ajv, schema: Schema): Check => {
  for (const [name, part] of Object.entries(partsOf([schema], refer)))
    if (!Object.hasOwn(ajv.schemas, name)) ajv.addSchema(part, name);
  return checkWith(ajv.compile(outline(schema, refer)));
};

/** What is compiled of a topic, by message type. */
type Compiled = { readonly ajv: Ajv; readonly checks: Map<string, Check> };

/** To compile all topics takes a quarter of a second, and few processes read all of them. */
const compiled = new WeakMap<Topic, Compiled>();

const compiledOf = (topic: Topic): Compiled => {
  const known = compiled.get(topic) ?? { ajv: compiler(), checks: new Map() };
  compiled.set(topic, known);
  return known;
};

/**
 * The check of one message type of a topic, or undefined where the topic has no such type; compiled
 * when it is first asked for, in a few milliseconds. Nested shapes are compiled once for all messages
 * that have them: written out in place they took five times as long (600 ms for gating's events).
 */
export const checkOf = (topic: Topic, type: string): Check | undefined => {
  if (!Object.hasOwn(topic.messages, type)) return undefined;
  const { ajv, checks } = compiledOf(topic);
  const check = checks.get(type) ?? compile(ajv, messageSchema(topic, type));
  checks.set(type, check);
  return check;
};
