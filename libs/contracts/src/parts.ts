import type { Schema } from './schema';

/** How a part is referred to, by its name. */
export type Refer = (name: string) => string;

/** A part that refuses unknown fields is another schema than the one that ignores them. */
const nameOf = (part: Schema): string =>
  `${String(part['title'])}${part['additionalProperties'] === false ? '-strict' : ''}`;

const isPart = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && 'properties' in value && 'title' in value;

const referred = (value: unknown, refer: Refer): unknown => {
  if (isPart(value)) return { $ref: refer(nameOf(value)) };
  if (Array.isArray(value)) return value.map((item) => referred(item, refer));
  return typeof value === 'object' && value !== null ? outline(value as Schema, refer) : value;
};

/** The same schema, with references in place of its nested shapes. */
export const outline = (schema: Schema, refer: Refer): Schema =>
  Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, referred(value, refer)]));

const found = (value: unknown): readonly Schema[] => {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(found);
  return isPart(value) ? [value, ...inside] : inside;
};

/** All nested shapes of some schemas, by name, outlined themselves. */
export const partsOf = (
  schemas: readonly Schema[],
  refer: Refer,
): Readonly<Record<string, Schema>> =>
  Object.fromEntries(
    schemas
      .flatMap((schema) => Object.values(schema).flatMap(found))
      .map((part) => [nameOf(part), outline(part, refer)]),
  );
