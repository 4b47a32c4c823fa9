import type { INestApplication } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { topicsFor } from '@vestibule/contracts';
import { logger } from '@vestibule/service';
import { memoryStreams } from '@vestibule/streams';
import { memoryTopics } from '@vestibule/topics';
import { Ajv } from 'ajv';
import { applicationOn } from '../application';
import { commandNames } from '../commands/command';
import { Door } from '../door';
import { issuer } from '../gateway.words';
import { tokens } from '../auth/tokens';
import { meters } from '../meters';
import { refusals } from '../refusal';
import { documentOf } from './document';

type Content = Readonly<
  Record<
    string,
    { schema: object; example?: unknown; examples?: Record<string, { value: unknown }> }
  >
>;
type Operation = {
  readonly operationId: string;
  readonly parameters: readonly { name: string; in: string; schema: object }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { description: string; content: Content }>>;
};

/** An application on an open door, without a socket. */
const application = async (): Promise<INestApplication> => {
  const topics = memoryTopics();
  await topics.create(topicsFor());
  const { keys } = await issuer();
  const verifying = tokens({
    keys: { type: 'file', keys },
    issuer: 'issuer',
    audience: 'vestibule',
    nowMs: Date.now,
    onTrouble: () => {},
  });
  const database = { query: async () => [], close: async () => {} };
  const log = logger('gateway', 'silent');
  const streams = memoryStreams();
  return applicationOn(async () =>
    Door.open({ topics, streams, database, log, tokens: verifying, meters: meters() }, 'test'),
  );
};

describe('the OpenAPI document', () => {
  let app: INestApplication;
  let document: OpenAPIObject;
  let operations: readonly (readonly [string, Operation])[];

  beforeAll(async () => {
    app = await application();
    document = documentOf(app);
    operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(
        ([method, operation]) => [`${method} ${path}`, operation as Operation] as const,
      ),
    );
  });

  afterAll(async () => app.close());

  const refsIn = (value: unknown): readonly string[] => {
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([name, inner]) =>
      name === '$ref' ? [String(inner)] : refsIn(inner),
    );
  };

  test('has every route of the door, and every command', () => {
    expect(operations.map(([route]) => route).toSorted()).toEqual(
      [
        ...commandNames.map((type) => `post /v1/commands/${type}`),
        'get /v1/commands/{commandId}',
        ...['inbox', 'requests', 'hidden', 'declined', 'counts', 'people'].map(
          (noun) => `get /v1/${noun}`,
        ),
        ...['quota', 'insights', 'preferences', 'devices'].map((noun) => `get /v1/${noun}`),
        'get /v1/accounts/{other}/may-i-write',
        'post /v1/may-i-write',
        'post /v1/requests/answers',
        'post /v1/requests/answers/{bulkId}/undo',
        'get /v1/conversations/{other}',
        'get /v1/notifications/stream',
      ].toSorted(),
    );
  });

  test('is OpenAPI 3.0, JSON, and needs a token everywhere', () => {
    expect(document.openapi).toMatch(/^3\.0\./);
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
    expect(document.security).toEqual([{ token: [] }]);
    expect(Object.keys(document.components?.securitySchemes ?? {})).toEqual([
      'token',
      'tokenInQuery',
    ]);
  });

  test('refers to nothing that is not there, and holds nothing that nobody refers to', () => {
    const names = Object.keys(document.components?.schemas ?? {});
    const referred = new Set(refsIn(document).map((ref) => ref.split('/').at(-1)));
    expect(referred).toEqual(new Set(names));
  });

  test('names every parameter of a path, and every operation once', () => {
    for (const [route, { parameters }] of operations) {
      const inPath = parameters.filter((one) => one.in === 'path').map(({ name }) => name);
      expect(inPath).toEqual([...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    }
    const ids = operations.map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('has schemas that compile, and examples that fit them', () => {
    const ajv = new Ajv({ strict: false, inlineRefs: false });
    ajv.addSchema({ $id: 'document', components: document.components });
    const bodies = operations.flatMap(([, { requestBody, responses }]) => [
      ...(requestBody ? [requestBody.content] : []),
      ...Object.values(responses).map(({ content }) => content),
    ]);
    const checked = bodies
      .flatMap((content) => Object.entries(content))
      .map(([type, about]) => {
        const { $ref, ...plain } = about.schema as { readonly $ref?: string };
        const validate = ajv.compile($ref ? { $ref: `document${$ref}` } : plain);
        const examples = [
          ...('example' in about ? [about.example] : []),
          ...Object.values(about.examples ?? {}).map(({ value }) => value),
        ];
        expect(examples.length).toBeGreaterThan(0);
        return examples.map((example) => [type, validate(example), validate.errors]);
      });
    expect(checked.flat().filter(([, isRight]) => isRight !== true)).toEqual([]);
    expect(checked.flat().length).toBeGreaterThan(100);
  });

  test('tells with each refusal which codes there are', () => {
    const told = operations.flatMap(([, { responses }]) =>
      Object.entries(responses)
        .filter(([status]) => Number(status) >= 400)
        .flatMap(([status, { description }]) =>
          description.split(', ').map((code) => [code, Number(status)] as const),
        ),
    );
    for (const [code, status] of told)
      expect(refusals[code as keyof typeof refusals].status).toBe(status);
    // A command that nobody knows has no path of its own in the document.
    const missing = Object.keys(refusals).filter((code) => !told.some(([one]) => one === code));
    expect(missing).toEqual(['UNKNOWN_TYPE']);
  });

  test('takes the shape of a command from the contract, without the actor', () => {
    const schema = document.components?.schemas?.['SendMessage'] as Record<string, unknown>;
    expect(schema).toMatchObject({
      additionalProperties: false,
      required: ['other', 'kind', 'text'],
    });
    expect(schema['properties']).not.toHaveProperty('actor');
  });
});
