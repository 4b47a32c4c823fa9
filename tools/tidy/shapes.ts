import { type Node, type Parsed, type Problem, nodesIn } from './sources';

const isWholeData = (node: Node): boolean => {
  if (node.type === 'Identifier') return node['value'] === 'data' || node['value'] === 'event';
  if (node.type !== 'MemberExpression') return false;
  return (node['property'] as { value?: string }).value === 'data';
};

/** The argument of `...x` in a list or a record. */
const spreadIn = (node: Node): Node | null => {
  if (node.type !== 'ObjectExpression') return null;
  const spreads = (node['properties'] as readonly Node[]).filter(
    ({ type }) => type === 'SpreadElement',
  );
  return spreads.map((one) => one['arguments'] as Node).find(isWholeData) ?? null;
};

/** What leaves a service is named field by field: a spread would carry a private one along. */
export const outboundProblems = ({ file, tree, lineOf }: Parsed): readonly Problem[] =>
  nodesIn(tree).flatMap((node) => {
    const spread = spreadIn(node);
    return spread
      ? [`${file}:${lineOf(node.span.start)}: name the fields instead of a spread`]
      : [];
  });

type Class = Node & {
  readonly identifier: { readonly value: string };
  readonly superClass: Node | null;
  readonly body: readonly Node[];
};

/** The command of a pair with its facts, made from the bare one: the only shape with a parent. */
const generated = 'WithFacts';

const decoratorsOf = (node: Node): readonly Node[] =>
  (node['decorators'] as readonly Node[] | undefined) ?? [];

const isShape = (node: Node): node is Class =>
  node.type === 'ClassDeclaration' &&
  (node as Class).body.some((member) => decoratorsOf(member).length > 0);

/** Names that a file imports from `./fields`, or declares itself. */
const fieldWords = (tree: Node): ReadonlySet<string> =>
  new Set(
    (tree['body'] as readonly Node[])
      .filter((node) => (node['source'] as { value?: string } | null)?.value === './fields')
      .flatMap((node) => node['specifiers'] as readonly { local: { value: string } }[])
      .map(({ local }) => local.value),
  );

const shapeProblems = (shape: Class, words: ReadonlySet<string>): readonly string[] => {
  const name = shape.identifier.value;
  const isGenerated = name === generated;
  const parent =
    shape.superClass && !isGenerated ? [`${name} has a parent; a shape stands alone`] : [];
  const acting = shape.body
    .filter(({ type }) => type !== 'ClassProperty')
    .map(() => `${name} has more than fields; nobody makes an instance on the hot path`);
  const foreign = [shape, ...shape.body]
    .flatMap(decoratorsOf)
    .map(({ expression }) => expression as Node)
    .map((word) => String(((word['callee'] ?? word) as { value?: string }).value))
    .filter((word) => !words.has(word))
    .map((word) => `${name} is decorated with ${word}; use the words of fields.ts`);
  return [...parent, ...acting, ...foreign];
};

/** Shapes on the wire have fields only, and only our decorators. */
export const contractProblems = ({ file, tree, lineOf }: Parsed): readonly Problem[] => {
  const words = fieldWords(tree);
  return nodesIn(tree)
    .filter(isShape)
    .flatMap((shape) =>
      shapeProblems(shape, words).map(
        (problem) => `${file}:${lineOf(shape.identifier ? shape.span.start : 0)}: ${problem}`,
      ),
    );
};

/** The string literals in `type <name> = …`: types of a union of messages, or reasons. */
export const literalsOf = ({ tree }: Parsed, name: string): readonly string[] => {
  const alias = nodesIn(tree).find(
    (node) =>
      node.type === 'TsTypeAliasDeclaration' && (node['id'] as { value: string }).value === name,
  );
  if (!alias) throw new Error(`There is no type ${name}.`);
  const literals = (node: Node): readonly string[] =>
    nodesIn(node)
      .filter(({ type }) => type === 'TsLiteralType')
      .map((found) => String((found['literal'] as { value: unknown }).value));
  const messages = nodesIn(alias).filter(
    (node) =>
      node.type === 'TsTypeReference' &&
      (node['typeName'] as { value: string }).value === 'Message',
  );
  if (messages.length === 0) return literals(alias);
  return messages.map((message) => literals(message)[0] ?? '');
};
