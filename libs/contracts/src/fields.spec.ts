import { Ajv } from 'ajv';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import * as fc from 'fast-check';
import { golden, goldenSamples } from './samples.words';
import { checkOf, schemasOf } from './shapes';
import type { Topic } from './topic';
import { allTopics } from './topics';
import { dmCommands } from './dm-commands';
import { gatingEvents } from './gating-events';

fc.configureGlobal({ seed: 42 }); // every run is the same run

type Path = readonly string[];

const pathsOf = (value: unknown): readonly Path[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, inner]) => [
        [name],
        ...pathsOf(inner).map((path) => [name, ...path]),
      ])
    : [];

const oddValues: readonly unknown[] = [
  null,
  '',
  'x',
  ' ',
  'SendMessage',
  'constructor',
  '❤️'.repeat(300),
  'é'.repeat(64),
  'a'.repeat(30_001),
  'line\nbreak',
  '0B8F6A52-3C1D-4E7A-9F20-6D1C52A7E901',
  '0b8f6a52-3c1d-4e7a-9f20-6d1c52a7e901',
  '01a0c450-6c00-7e7d-ac03-a9507ae265ec',
  'urn:uuid:0b8f6a52-3c1d-4e7a-9f20-6d1c52a7e901',
  '2026-02-30',
  '2026-13-01',
  'NL\n',
  'open',
  'text',
  0,
  -0,
  -1,
  1,
  1.5,
  -2,
  1e300,
  2 ** 53,
  Number.MAX_SAFE_INTEGER,
  253_402_300_800_000,
  true,
  false,
  {},
  [],
  [null],
  [[]],
  [{}],
  [1, 'x'],
  { granted: true },
  { granted: false },
  { granted: false, per: 'P1D', retryAtMs: 1 },
  { id: 'banned', action: 'hide' },
  [{ id: 'banned', action: 'hide' }],
];

type Damage = { readonly path: Path; readonly value: unknown };

const setIn = (inner: unknown, rest: Path, value: unknown): unknown =>
  rest.length === 0 || typeof inner !== 'object' || inner === null
    ? value
    : set(inner, rest, value);

/** A copy with one place changed; undefined takes it away. */
const set = (into: unknown, [name = '', ...rest]: Path, value: unknown): unknown => {
  if (Array.isArray(into))
    return into.map((item, at) => (String(at) === name ? setIn(item, rest, value) : item));
  const { [name]: before, ...others } = into as Record<string, unknown>;
  const after = setIn(before, rest, value);
  return after === undefined ? others : { ...others, [name]: after };
};

const topics: readonly Topic[] = allTopics;

const cases = topics.flatMap((topic) =>
  Object.keys(goldenSamples)
    .filter((path) => path.startsWith(`${topic.name}/`))
    .map((path) => ({ topic, path, type: golden(path).headers['ce_type'] ?? '' })),
);

const validatorAccepts = ({ messages, strict }: Topic, type: string, data: unknown): boolean => {
  const options = strict ? { whitelist: true, forbidNonWhitelisted: true } : {};
  const instance = plainToInstance(messages[type] as new () => object, data);
  return validateSync(instance, options).length === 0;
};

const noCheck = (): string => 'no such message';

const verdicts = (topic: Topic, type: string) => {
  const check = checkOf(topic, type) ?? noCheck;
  return (data: unknown) => ({
    schema: check(data) === undefined,
    validator: validatorAccepts(topic, type, data),
  });
};

/** Kept low for speed; the same property was run with 5,000 per sample and found nothing. */
const numRuns = 10;

const damaged = (value: unknown, damages: readonly Damage[]): unknown =>
  damages.reduce((before, { path, value: put }) => set(before, path, put), value);

const odd = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...oddValues) },
  { weight: 1, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
);

describe('class-validator and the compiled schema', () => {
  test.each(cases)('agree on $path without any one of its fields', ({ topic, path, type }) => {
    const judge = verdicts(topic, type);
    const { value } = golden(path);
    expect(judge(value)).toEqual({ schema: true, validator: true });
    const verdictOf = (place: Path) => judge(set(value, place, undefined));
    const disagreements = pathsOf(value).filter((place) => {
      const { schema, validator } = verdictOf(place);
      return schema !== validator;
    });
    expect(disagreements).toEqual([]);
  });

  test.each(cases)('agree on damaged copies of $path', ({ topic, path, type }) => {
    const judge = verdicts(topic, type);
    const { value } = golden(path);
    const places = [...pathsOf(value), ['unknownField'], ['asked', 'unknownField']];
    const damage = fc.record({ path: fc.constantFrom(...places), value: odd });
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 2 }), (damages) => {
        const { schema, validator } = judge(damaged(value, damages));
        return schema === validator;
      }),
      { numRuns },
    );
  });
});

test('the schema of every message is a valid one', () => {
  const ajv = new Ajv({ strict: false });
  const schemas = topics.flatMap(schemasOf);
  expect(schemas.filter((schema) => ajv.validateSchema(schema) !== true)).toEqual([]);
  expect(ajv.validateSchema({ type: 'text' })).toBe(false);
});

describe('a field', () => {
  const send = checkOf(dmCommands, 'SendMessage') ?? noCheck;
  const { value: sent } = golden('dm.commands.v1/SendMessage');
  const seen = checkOf(gatingEvents, 'MessageSent') ?? noCheck;
  const { value: event } = golden('gating.events.v1/MessageSent');

  test('that may be absent is not null', () => {
    expect(send({ ...sent, attachment: undefined })).toBeUndefined();
    expect(send({ ...sent, attachment: null })).toMatch('/attachment');
  });

  test('that may be null is not absent', () => {
    const { waiting: _, ...without } = event;
    expect(seen({ ...event, waiting: null })).toBeUndefined();
    expect(seen(without)).toMatch("'waiting'");
  });

  test('that no command has is refused, and ignored in an event', () => {
    expect(send({ ...sent, more: 1 })).toMatch('additional');
    expect(seen({ ...event, more: 1, asked: { ...(event['asked'] as object), more: 1 } })).toBe(
      undefined,
    );
  });

  test('holds an id in lower case only', () => {
    expect(send({ ...sent, actor: String(sent['actor']).toUpperCase() })).toMatch('/actor');
  });

  test('holds so many code points, whatever they are made of', () => {
    expect(send({ ...sent, attachment: '❤️'.repeat(256) })).toBeUndefined();
    expect(send({ ...sent, attachment: '❤️'.repeat(256) + 'x' })).toMatch('/attachment');
  });
});
