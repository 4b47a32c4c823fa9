import 'reflect-metadata';
import { targetConstructorToSchema } from 'class-validator-jsonschema';
import type { Shape } from './topic';

/** A JSON Schema (draft 07, as far as our words need it). */
export type Schema = { readonly [keyword: string]: unknown };

type ObjectSchema = {
  readonly properties: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
};

/** Marks a property that is present but may be null; no converter of the generator can say that. */
export const orNull = Symbol('orNull');

const mayBeNull = (shape: Shape, name: string): boolean =>
  Reflect.getMetadata(orNull, shape.prototype as object, name) === true;

const property = (shape: Shape, [name, schema]: [string, Schema]): [string, Schema] =>
  mayBeNull(shape, name) ? [name, { anyOf: [schema, { type: 'null' }] }] : [name, schema];

const generated = (shape: Shape): Schema => {
  const { properties, required = [] } = targetConstructorToSchema(shape) as ObjectSchema;
  const entries = Object.entries(properties);
  const present = entries.map(([name]) => name).filter((name) => mayBeNull(shape, name));
  return {
    title: shape.name,
    type: 'object',
    properties: Object.fromEntries(entries.map((entry) => property(shape, entry))),
    required: [...required, ...present],
  };
};

/** Generation is slow, and asked for again by every shape that nests this one. */
const known = new WeakMap<Shape, Schema>();

/**
 * The JSON Schema of one shape, nested shapes written out in place. Shapes are taken one by one:
 * the generator's all-in-one call merges classes of equal name.
 */
export const schemaOf = (shape: Shape): Schema => {
  const schema = known.get(shape) ?? generated(shape);
  known.set(shape, schema);
  return schema;
};

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const closedValue = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(closedValue);
  return isSchema(value) ? closed(value) : value;
};

/** The same schema, but unknown fields are refused, however deep. */
export const closed = (schema: Schema): Schema => {
  const inner = Object.entries(schema).map(([name, value]) => [name, closedValue(value)]);
  const copy = Object.fromEntries(inner) as Schema;
  return schema['type'] === 'object' && 'properties' in schema
    ? { ...copy, additionalProperties: false }
    : copy;
};
