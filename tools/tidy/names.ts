import { type Node, type Parsed, type Problem, nodesIn } from './sources';

// prettier-ignore
const banned = new Set([
  'manager', 'helper', 'helpers', 'util', 'utils', 'base', 'abstract', 'impl', 'dto', 'handler',
  'processor', 'common', 'shared', 'misc', 'info',
]);

/** Names that a protocol uses itself. */
const protocol = new Set([
  'baseOf', // Kafka's base offset of a batch
]);

/** The words of a name in any spelling: `kafkaClient`, `KafkaClient`, `kafka-client`. */
const wordsOf = (name: string): readonly string[] =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/gu, '$1 $2')
    .split(/[^A-Za-z0-9]+/u)
    .map((word) => word.toLowerCase());

const wordProblem = (name: string): string | null => {
  if (protocol.has(name)) return null;
  const word = wordsOf(name).find((one) => banned.has(one));
  if (word) return `"${name}" says "${word}", which says nothing: name what it does`;
  if (/^_|^I[A-Z][a-z]/u.test(name)) return `"${name}" has a prefix; names have none`;
  return null;
};

const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)*$/u;

/** Files of code, and the folders they stand in, are in kebab case and say something. */
export const fileNameProblems = (files: readonly string[]): readonly Problem[] =>
  files
    .filter((file) => /\.(?:ts|cjs|mjs|js)$/u.test(file))
    .flatMap((file) => {
      const odd = file.split('/').filter((part) => !kebab.test(part));
      const word = wordProblem(file.split('/').at(-1) ?? '');
      const deepIndex = file.endsWith('/index.ts') && !file.endsWith('/src/index.ts');
      return [
        ...odd.map((part) => `${file}: "${part}" is not in kebab case`),
        ...(word ? [`${file}: ${word}`] : []),
        ...(deepIndex ? [`${file}: an index.ts stands at a library's root only`] : []),
      ];
    });

const identifier = (node: unknown): readonly string[] => {
  const { value } = (node ?? {}) as { value?: string };
  return value === undefined ? [] : [value];
};

/** The names that one top-level statement exports. */
const exportedBy = (node: Node): readonly string[] => {
  if (node.type === 'ExportNamedDeclaration')
    return (node['specifiers'] as readonly Node[]).flatMap((one) =>
      identifier(one['exported'] ?? one['orig']),
    );
  if (node.type !== 'ExportDeclaration') return [];
  const declared = node['declaration'] as Node;
  const many = declared['declarations'] as readonly Node[] | undefined;
  if (many) return many.flatMap(({ id }) => identifier(id));
  return identifier(declared['identifier'] ?? declared['id']);
};

const forms: Readonly<Record<string, string>> = {
  TsEnumDeclaration: 'an enum; use a union of words',
  ExportDefaultDeclaration: 'a default export; give it a name',
  ExportDefaultExpression: 'a default export; give it a name',
};

/** What files export is named well, and is no enum and no default export. */
export const exportProblems = ({ file, tree, lineOf }: Parsed): readonly Problem[] => {
  const named = (tree['body'] as readonly Node[]).flatMap((node) =>
    exportedBy(node).flatMap((name) => {
      const problem = wordProblem(name);
      return problem ? [`${file}:${lineOf(node.span.start)}: ${problem}`] : [];
    }),
  );
  const formed = nodesIn(tree)
    .filter(({ type }) => type in forms)
    .map((node) => `${file}:${lineOf(node.span.start)}: ${forms[node.type]}`);
  return [...named, ...formed];
};
