import { posix } from 'node:path';
import { type Node, type Parsed, type Problem, isTest, nodesIn } from './sources';

/** A package of the workspace. */
export type Package = {
  readonly name: string;
  /** Its folder, from the root. */
  readonly folder: string;
  readonly dependencies: readonly string[];
};

const scope = '@vestibule/';
const pure = ['contracts', 'decider', 'domain'];
const io = ['streams', 'topics', 'views'];

/** Which packages of ours each may import, without the scope. Tools, stories and deploy may all. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  content: [],
  contracts: [],
  decider: [],
  domain: ['decider'],
  answers: ['contracts', 'domain'],
  streams: [],
  topics: ['contracts'],
  views: ['domain', 'streams'],
  service: [...pure, ...io],
  identity: ['service', ...pure, ...io],
  gating: ['service', 'answers', 'content', ...pure, ...io],
  delivery: ['service', ...pure, ...io],
  notifications: ['service', ...pure, ...io],
  gateway: ['service', 'answers', 'content', ...pure, ...io],
  ops: ['service', ...pure, ...io],
  'local-server': [],
  'local-kafka': ['local-server'],
  'local-eventstore': ['local-server'],
};

/** Packages of others that one place alone touches; its tests and these folders besides. */
const kept: readonly { readonly what: RegExp; readonly where: readonly string[] }[] = [
  { what: /^kafkajs(?:\/|$)/u, where: ['libs/topics/', 'tools/bench/'] },
  { what: /^@eventstore\//u, where: ['libs/streams/', 'libs/local/', 'tools/'] },
  { what: /^pg$/u, where: ['libs/views/'] },
];

/** What a package brings along and shares its classes through, by the package that brings it. */
const brought: Readonly<Record<string, string>> = { 'google-protobuf': '@eventstore/db-client' };

type Import = { readonly file: string; readonly line: number; readonly from: string };

const isAnywhere = /^(?:tools|e2e|deploy)\//u;

/** What an import, an export from elsewhere, `import()` or `require()` names. */
const namedBy = (node: Node): string | null => {
  const source = node['source'] as { value?: string } | null | undefined;
  if (source?.value && /^(?:Import|Export)/u.test(node.type)) return source.value;
  if (node.type === 'TsImportType') return (node['argument'] as { value: string }).value;
  if (node.type !== 'CallExpression') return null;
  const { type, value } = node['callee'] as { type: string; value?: string };
  if (type !== 'Import' && value !== 'require') return null;
  const [first] = node['arguments'] as readonly { expression: { type: string; value: string } }[];
  return first?.expression.type === 'StringLiteral' ? first.expression.value : null;
};

export const importsOf = ({ file, tree, lineOf }: Parsed): readonly Import[] =>
  nodesIn(tree).flatMap((node) => {
    const from = namedBy(node);
    return from === null ? [] : [{ file, line: lineOf(node.span.start), from }];
  });

const ownProblem = ({ file, from }: Import, self: Package): string | null => {
  const [name = '', ...deeper] = from.slice(scope.length).split('/');
  if (deeper.length > 0)
    return `import from ${scope}${name}; what stands in its index.ts is public`;
  if (isTest(file)) return null;
  const own = self.name.slice(scope.length);
  if (!mayImport[own]?.includes(name)) return `${own} may not import ${name} (architecture)`;
  return self.dependencies.includes(from) ? null : `name ${from} in ${self.folder}/package.json`;
};

const relativeProblem = ({ file, from }: Import, self: Package | undefined): string | null => {
  if (/\.(?:ts|js)$/u.test(from)) return `write ${from} without its extension`;
  const target = posix.join(posix.dirname(file), from);
  if (!self || isTest(file) || target.startsWith(`${self.folder}/`)) return null;
  return `${from} leaves the package; import it by its name`;
};

const foreignProblem = ({ file, from }: Import, known: ReadonlySet<string>): string | null => {
  const place = kept.find(({ what }) => what.test(from))?.where;
  if (place && !isTest(file) && !place.some((folder) => file.startsWith(folder)))
    return `${from} belongs to ${place.join(', ')} alone; use the port`;
  const name = from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/');
  return from.startsWith('node:') || known.has(brought[name] ?? name)
    ? null
    : `${name} is not in package.json`;
};

const problemOf = (
  one: Import,
  packages: readonly Package[],
  known: ReadonlySet<string>,
): string | null => {
  const self = packages.find(
    ({ folder }) => !isAnywhere.test(`${folder}/`) && one.file.startsWith(`${folder}/`),
  );
  if (one.from.startsWith('.')) return relativeProblem(one, self);
  if (!one.from.startsWith(scope)) return foreignProblem(one, known);
  return self ? ownProblem(one, self) : null;
};

/** Imports follow the architecture's direction; `known` names the packages of `package.json`. */
export const importProblems = (
  files: readonly Parsed[],
  packages: readonly Package[],
  known: ReadonlySet<string>,
): readonly Problem[] =>
  files.flatMap(importsOf).flatMap((one) => {
    const problem = problemOf(one, packages, known);
    return problem === null ? [] : [`${one.file}:${one.line}: ${problem}`];
  });

/** Dependencies between our packages that no file needs. */
export const dependencyProblems = (
  files: readonly Parsed[],
  packages: readonly Package[],
): readonly Problem[] =>
  packages.flatMap(({ folder, dependencies }) => {
    const own = files.filter(({ file }) => file.startsWith(`${folder}/`));
    const used = new Set(own.flatMap(importsOf).map(({ from }) => from));
    return dependencies
      .filter((name) => !used.has(name))
      .map((name) => `${folder}/package.json: nothing here imports ${name}; take it out`);
  });
