import { type Package, dependencyProblems, importProblems } from './imports';
import { type Excess, excessesIn, limitProblems } from './limits';
import { exportProblems, fileNameProblems } from './names';
import { contractProblems, literalsOf, outboundProblems } from './shapes';
import { skeletonProblems } from './skeleton';
import { unreachedProblems } from './reach';
import { type Parsed, isTest, nodesIn, parse } from './sources';
import { headingProblems, linkProblems, textProblems } from './texts';

const source = (file: string, ...lines: readonly string[]) => ({ file, text: lines.join('\n') });
const code = (file: string, ...lines: readonly string[]): Parsed => parse(source(file, ...lines));

describe('a parsed file', () => {
  test('knows its lines, behind comments and letters of several bytes, also the second time', () => {
    for (const _ of [1, 2]) {
      const { tree, lineOf } = code('a.ts', '// “été” 🙂', '', "const a = 'é';", 'const b = 1;');
      const lines = nodesIn(tree)
        .filter(({ type }) => type === 'VariableDeclaration')
        .map(({ span }) => lineOf(span.start));
      expect(lines).toEqual([3, 4]);
    }
  });

  test('is a test by its name', () => {
    expect(['a.spec.ts', 'a.int.spec.ts', 'a.words.ts', 'e2e/world.ts'].every(isTest)).toBe(true);
    expect(['spec.ts', 'a.specs.ts', 'apps/x/e2e.ts'].some(isTest)).toBe(false);
  });
});

describe('imports', () => {
  const packages: readonly Package[] = [
    { name: '@vestibule/topics', folder: 'libs/topics', dependencies: ['@vestibule/contracts'] },
    { name: '@vestibule/domain', folder: 'libs/domain', dependencies: [] },
    { name: '@vestibule/gating', folder: 'apps/gating', dependencies: ['@vestibule/local-kafka'] },
  ];
  const known = new Set(['kafkajs', 'pg', '@eventstore/db-client']);
  const problems = (file: string, line: string) =>
    importProblems([code(file, line)], packages, known);

  test.each([
    ['libs/domain/src/a.ts', "import type { Topic } from '@vestibule/contracts';"],
    ['libs/domain/src/a.ts', "export * from '@vestibule/decider';"], // not in its package.json
    ['libs/topics/src/a.ts', "import { x } from '@vestibule/contracts/src/topic';"],
    ['libs/topics/src/a.ts', "type X = import('@vestibule/service').Host;"],
    ['apps/gating/src/a.ts', "import { spawnKafka } from '@vestibule/local-kafka';"],
    ['apps/gating/src/a.ts', "import { Kafka } from 'kafkajs';"],
    ['apps/gating/src/a.ts', "const { Pool } = require('pg');"],
    ['libs/topics/src/a.ts', "import x from '@eventstore/db-client';"],
    ['libs/topics/src/a.ts', "import { x } from '../../domain/src/rules';"],
    ['libs/topics/src/a.ts', "import { x } from './b.ts';"],
    ['libs/topics/src/a.ts', "import x from 'left-pad';"],
  ])('in %s: %s is told', (file, line) => {
    expect(problems(file, line)).toEqual([expect.stringMatching(`^${file}:1: `)]);
  });

  test.each([
    ['libs/topics/src/a.ts', "import { Kafka } from 'kafkajs';"],
    ['libs/topics/src/a.ts', "import { topic } from '@vestibule/contracts';"],
    ['libs/topics/src/a.spec.ts', "import { spawnKafka } from '@vestibule/local-kafka';"],
    ['apps/gating/src/a.spec.ts', "import { Kafka } from 'kafkajs';"],
    ['tools/start.ts', "import { spawnKafka } from '@vestibule/local-kafka';"],
    ['libs/topics/src/a.ts', "import { readFileSync } from 'node:fs';"],
    ['libs/topics/src/memory/a.ts', "import { x } from '../b';"],
  ])('in %s: %s is fine', (file, line) => {
    expect(problems(file, line)).toEqual([]);
  });

  test('that nobody makes are not named', () => {
    expect(dependencyProblems([code('apps/gating/src/a.ts', 'let a;')], packages)).toEqual([
      expect.stringContaining('libs/topics/package.json'),
      expect.stringContaining('@vestibule/local-kafka'),
    ]);
  });
});

describe('the skeleton', () => {
  test('tells what is missing and what is no part of it', () => {
    const problems = skeletonProblems([
      'apps/gating/src/main.ts',
      'apps/gating/src/content.spec.ts',
      'apps/gating/src/quota.ts',
      'apps/notifications/src/channels/mail.ts',
    ]);
    expect(problems).toContainEqual(expect.stringContaining('apps/gating/README.md: missing'));
    expect(problems).toContainEqual(expect.stringContaining('apps/gating/src/quota.ts: no part'));
    expect(problems).toContainEqual(expect.stringContaining('notice/evolve.ts: missing'));
    expect(problems.join()).not.toMatch(/gating\/src\/main\.ts|codes\.spec|mail\.ts/);
  });
});

describe('a file', () => {
  test('that nobody imports, starts or runs is told', () => {
    const files = [
      code('libs/a/src/index.ts', "export * from './b';"),
      code('libs/a/src/b.ts', "fork(join(__dirname, 'c/d.ts'));"),
      code('libs/a/src/c/d.ts', ''),
      code('libs/a/src/lost.ts', ''),
      code('libs/a/src/lost.spec.ts', ''),
      code('tools/go.ts', ''),
    ];
    const scripts = [source('package.json', '"go": "node tools/go.ts"')];
    expect(unreachedProblems(files, scripts)).toEqual([expect.stringContaining('src/lost.ts')]);
  });
});

describe('names', () => {
  test('of files are in kebab case and say something', () => {
    const files = ['libs/a/src/Rules.ts', 'libs/a/src/date-utils.ts', 'libs/a/src/b/index.ts'];
    expect(fileNameProblems(files)).toHaveLength(3);
    expect(fileNameProblems(['libs/a/src/index.ts', 'apps/a/src/a.module.ts'])).toEqual([]);
  });

  test.each([
    'export class LaneManager {}',
    'export const kafkaHelper = 1;',
    'export interface IStreams {}',
    'export type EventDto = string;',
    'const a = 1; export { a as _a };',
    'enum Phase { Open }',
    'export default 1;',
  ])('%s is told', (line) => {
    expect(exportProblems(code('libs/a/src/a.ts', line))).toHaveLength(1);
  });

  test('that only look alike are fine', () => {
    const fine = ['IsId', 'database', 'information', 'Ids'].map(
      (name) => `export const ${name} = 1;`,
    );
    expect(exportProblems(code('libs/a/src/a.ts', ...fine))).toEqual([]);
  });
});

describe('shapes', () => {
  test('on the way out are never spread whole, but named parts may be', () => {
    const whole = ['const a = { ...data };', 'const b = { x, ...event.data };'];
    expect(outboundProblems(code('a.ts', ...whole))).toHaveLength(2);
    expect(outboundProblems(code('a.ts', 'const a = { ...about, x: data.x };'))).toEqual([]);
  });

  const declared = (...body: readonly string[]) =>
    contractProblems(code('a.ts', "import { IsId } from './fields';", ...body));

  test.each([
    ['class A extends B { @IsId() readonly id!: string; }', 'parent'],
    ['class A { @IsId() readonly id!: string; short() {} }', 'fields'],
    ['class A { constructor() {} @IsId() readonly id!: string; }', 'fields'],
    ['class A { @IsString() readonly id!: string; }', 'IsString'],
  ])('on the wire: %s is told', (body, why) => {
    expect(declared(body)).toEqual([expect.stringContaining(why)]);
  });

  test('on the wire are fields in our words', () => {
    expect(
      declared('class A { @IsId() readonly id!: string; }', 'class B extends Error {}'),
    ).toEqual([]);
  });

  test('in the domain tell their types', () => {
    const tree = code(
      'a.ts',
      "type C = Message<'Go', { how: 'fast' }> | Message<'Stop', {}>;",
      "type R = 'A' | 'B';",
    );
    expect(literalsOf(tree, 'C')).toEqual(['Go', 'Stop']);
    expect(literalsOf(tree, 'R')).toEqual(['A', 'B']);
    expect(() => literalsOf(tree, 'X')).toThrow('no type X');
  });
});

describe('limits', () => {
  const of = (...lines: readonly string[]) =>
    excessesIn(code('a.ts', ...lines)).map(({ limit, of: name, is }) => [limit, name, is]);
  const empty = (count: number) => Array.from({ length: count }, () => '');

  test('are told by function', () => {
    expect(of('const long = () => {', ...empty(39), '};')).toEqual([['functionLines', 'long', 41]]);
    expect(of('function many(a, b, c, d) {}')).toEqual([['parameters', 'many', 4]]);
    expect(of('const deep = () => { for (;;) { if (a) { while (b) {} } } };')).toEqual([
      ['nesting', 'deep', 3],
    ]);
    expect(of(...empty(200), 'let a;')).toEqual([['lines', '', 201]]);
  });

  test('are kept by what comes up to them', () => {
    expect(of('const long = () => {', ...empty(38), '};')).toEqual([]);
    expect(of('class A { constructor(a, b, c, d) {} three(a, b, c) {} }')).toEqual([]);
    expect(
      of('if (a) { b(() => { if (c) { if (d) {} } }); } else if (e) {} else if (f) {}'),
    ).toEqual([]);
  });

  test('may be passed where an exception says so, as long as it is needed', () => {
    const excess: Excess = { file: 'a.ts', limit: 'nesting', of: 'f', is: 3 };
    const exception = { file: 'a.ts', limit: 'nesting', of: 'f', why: 'hot' } as const;
    expect(limitProblems([excess], [exception])).toEqual([]);
    expect(limitProblems([excess], [])).toEqual(['a.ts f: nesting is 3, at most 2']);
    expect(limitProblems([], [exception])).toEqual([expect.stringContaining('nothing needs')]);
  });
});

describe('texts', () => {
  test.each([
    'see /home/ann/vestibule',
    'const a = "C:\\\\Users";',
    'test.only("x", () => {});',
    '// TODO later',
    'import "../shared/x";',
    'learnt from the spikes',
  ])('%s is told', (line) => {
    expect(textProblems(source('a.ts', line))).toHaveLength(1);
  });

  test('may number their debt, and speak of folders', () => {
    const fine = ['// TODO(#12) later', 'GET /v1/home/x', 'https://x.org/home/y', 'share it'];
    expect(textProblems(source('a.ts', ...fine))).toEqual([]);
  });

  test('link to files and headings that are there', () => {
    const files = new Map([
      ['docs/a.md', '# One\n\n## Two words: yes\n'],
      ['docs/b/c.md', ''],
    ]);
    const links = (text: string) => linkProblems({ file: 'docs/x.md', text }, files);
    expect(
      links('[a](a.md) [a](a.md#two-words-yes) [b](b) [w](https://x.org) `[n](n.md)`'),
    ).toEqual([]);
    expect(links('[a](z.md)')).toEqual(['docs/x.md: z.md leads nowhere']);
    expect(links('[a](a.md#three)')).toEqual(['docs/x.md: a.md#three: there is no such heading']);
  });

  test('of services have the five headings in their order', () => {
    const readme = (...headings: readonly string[]) =>
      headingProblems(source('r.md', '# Gating', ...headings.map((name) => `## ${name}`)));
    expect(readme('Hears', 'Says', 'Owns', 'Rules', 'Settings')).toEqual([]);
    expect(readme('Says', 'Hears', 'Owns', 'Rules', 'Settings')).toHaveLength(1);
  });
});
