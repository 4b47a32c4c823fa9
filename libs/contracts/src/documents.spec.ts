import { Ajv } from 'ajv';
import { asyncapi } from './asyncapi';
import { catalogue } from './catalogue';
import { publicCodes } from './codes';
import { deadLetterReasons } from './reasons';
import { goldenSamples } from './samples.words';
import type { Topic } from './topic';
import { allTopics } from './topics';

type Document = {
  readonly channels: Readonly<Record<string, { readonly address: string }>>;
  readonly operations: Readonly<Record<string, { readonly channel: { readonly $ref: string } }>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, object>>;
    readonly messages: Readonly<
      Record<
        string,
        {
          readonly summary: string;
          readonly headers: object;
          readonly payload: object;
          readonly examples: readonly { readonly headers: object; readonly payload: object }[];
        }
      >
    >;
  };
};

const topics: readonly Topic[] = allTopics;
const document = asyncapi(goldenSamples) as Document;
const messages = Object.entries(document.components.messages);

const referencesIn = (value: unknown): readonly string[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === '$ref' ? [inner as string] : referencesIn(inner),
  );
};

const find = (reference: string): unknown =>
  reference
    .slice(2)
    .split('/')
    .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], document);

/** One compiler that knows the whole document: what messages have in common is compiled once. */
const ajv = new Ajv({ strict: false, validateFormats: false, inlineRefs: false });
ajv.addSchema({ $id: 'document', components: { schemas: document.components.schemas } });

/** The schema, with references into the document that the compiler knows. */
const inDocument = (schema: object): object =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/')) as object;

describe('the AsyncAPI document', () => {
  test('has a channel for every topic and a message for every message', () => {
    expect(Object.values(document.channels).map(({ address }) => address)).toEqual(
      topics.map(({ name }) => name),
    );
    expect(messages).toHaveLength(
      topics.reduce((count, topic) => count + Object.keys(topic.messages).length, 0),
    );
  });

  test('refers only to what is there', () => {
    const references = referencesIn(document);
    expect(references.length).toBeGreaterThan(100);
    expect(references.filter((reference) => find(reference) === undefined)).toEqual([]);
  });

  test('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  });

  test.each(messages)('%s has a summary and examples that fit its schemas', (name) => {
    const { summary, headers, payload, examples } = document.components.messages[
      name
    ] as Document['components']['messages'][string];
    expect(summary).not.toBe('');
    expect(examples.length).toBeGreaterThan(0);
    expect([ajv.validateSchema(payload), ajv.validateSchema(headers)]).toEqual([true, true]);
    const fitsPayload = ajv.compile(inDocument(payload));
    const fitsHeaders = ajv.compile(inDocument(headers));
    for (const example of examples) {
      expect([fitsPayload(example.payload), fitsHeaders(example.headers)]).toEqual([true, true]);
    }
  });
});

describe('the catalogue', () => {
  const text = catalogue(goldenSamples);

  test('tells of every topic, message, reason and code', () => {
    const headings = topics.flatMap(({ name, messages: shapes }) => [
      `\n## ${name}\n`,
      ...Object.keys(shapes).map((type) => `\n### ${type}\n`),
    ]);
    const codes = [...deadLetterReasons, ...publicCodes].map((code) => `\n| \`${code}\` |`);
    expect([...headings, ...codes].filter((line) => !text.includes(line))).toEqual([]);
  });

  test('shows an example of every message', () => {
    expect(text.match(/^```json$/gm)).toHaveLength(messages.length);
  });

  test('ends in one newline and holds no empty cell where a word belongs', () => {
    expect(text).toMatch(/[^\n]\n$/);
    expect(text).not.toMatch(/undefined|\| {2}\||\| any \||\[object/);
  });
});
