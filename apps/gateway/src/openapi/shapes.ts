import type { Schema } from '@vestibule/contracts';

export type Properties = Readonly<Record<string, Schema>>;

export const id: Schema = {
  type: 'string',
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
};
export const atMs: Schema = {
  type: 'integer',
  minimum: 0,
  description: 'Milliseconds since 1970.',
};
export const text: Schema = { type: 'string' };
export const count: Schema = { type: 'integer', minimum: 0 };
export const orNull = (schema: Schema): Schema => ({ ...schema, nullable: true });
export const cursor = orNull({
  type: 'string',
  description: '`before` of the next page; null: no more.',
});

export const object = (properties: Properties, absent: readonly string[] = []): Schema => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !absent.includes(name)),
});

export const flag: Schema = { type: 'boolean' };

/** One of a closed list of words. */
export const oneOf = (words: readonly string[]): Schema => ({ type: 'string', enum: [...words] });

/** Another schema of the document. */
export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

/** A list of what several other schemas say. */
export const listOfAny = (...names: readonly string[]): Schema => ({
  type: 'array',
  items: { oneOf: names.map(ref) },
});

/** A list of what another schema of the document says. */
export const list = (name: string): Schema => ({ type: 'array', items: ref(name) });
