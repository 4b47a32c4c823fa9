import { type Node, type Parsed, childrenOf } from './sources';

/** Columns are prettier's. */
export const limits = { lines: 200, functionLines: 40, parameters: 3, nesting: 2 };

/** One limit passed: `of` names the function, or is empty for the whole file. */
export type Excess = {
  readonly file: string;
  readonly limit: keyof typeof limits;
  readonly of: string;
  readonly is: number;
};

/** A limit that may be passed in one place, and why. */
export type Exception = Omit<Excess, 'is'> & { readonly why: string };

const functions = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ClassMethod',
  'PrivateMethod',
  'Constructor',
  'MethodProperty',
]);
const controls = new Set([
  'IfStatement',
  'ForStatement',
  'ForOfStatement',
  'ForInStatement',
  'WhileStatement',
  'DoWhileStatement',
  'SwitchStatement',
]);

const nameOf = (node: Node | undefined): string => {
  const named = (node?.['identifier'] ?? node?.['id'] ?? node?.['key']) as
    { value?: string } | undefined;
  return named?.value ?? '';
};

const parametersOf = (node: Node): number => {
  const held = (node['function'] ?? node) as { params: readonly Node[] };
  return held.params.filter(({ type }) => type !== 'TsThisParameter').length;
};

/** How deep branches and loops stand in each other within a function; `else if` is no step. */
const nestingOf = (node: Node): number => {
  const below = (child: Node): number => (functions.has(child.type) ? 0 : nestingOf(child));
  const deepest = (children: readonly Node[]): number => Math.max(0, ...children.map(below));
  if (!controls.has(node.type)) return deepest(childrenOf(node));
  const otherwise = node['alternate'] as Node | null | undefined;
  if (otherwise?.type !== 'IfStatement') return 1 + deepest(childrenOf(node));
  const rest = childrenOf(node).filter((child) => child !== otherwise);
  return Math.max(1 + deepest(rest), below(otherwise));
};

type Found = { readonly name: string; readonly node: Node };

/** All functions below a node; one without a name has that of what holds it. */
const functionsIn = (node: Node, holder: string): readonly Found[] => {
  const name = nameOf(node) || holder;
  const inside = childrenOf(node).flatMap((child) => functionsIn(child, name));
  return functions.has(node.type) ? [{ name, node }, ...inside] : inside;
};

const functionExcesses = ({ file, lineOf }: Parsed, { name, node }: Found): readonly Excess[] => {
  const { start, end } = node.span;
  const sizes = {
    functionLines: lineOf(end - 1) - lineOf(start) + 1,
    parameters: node.type === 'Constructor' ? 0 : parametersOf(node),
    nesting: nestingOf({ ...node, type: 'Function' }),
  };
  return (['functionLines', 'parameters', 'nesting'] as const)
    .filter((limit) => sizes[limit] > limits[limit])
    .map((limit) => ({ file, limit, of: name, is: sizes[limit] }));
};

/** Where a file passes the limits of the house. */
export const excessesIn = (parsed: Parsed): readonly Excess[] => {
  const { file, text, tree } = parsed;
  const lines = text.trimEnd().split('\n');
  const whole: readonly Excess[] = [{ file, limit: 'lines', of: '', is: lines.length }];
  return [
    ...whole.filter(({ limit, is }) => is > limits[limit]),
    ...functionsIn(tree, '').flatMap((found) => functionExcesses(parsed, found)),
  ];
};

const keyOf = ({ file, limit, of }: Omit<Excess, 'is'>): string =>
  `${file}${of === '' ? '' : ` ${of}`}: ${limit}`;

/** What passes a limit without an exception, and exceptions that nothing needs. */
export const limitProblems = (
  excesses: readonly Excess[],
  exceptions: readonly Exception[],
): readonly string[] => {
  const allowed = new Set(exceptions.map(keyOf));
  const needed = new Set(excesses.map(keyOf));
  return [
    ...excesses
      .filter((excess) => !allowed.has(keyOf(excess)))
      .map((excess) => `${keyOf(excess)} is ${excess.is}, at most ${limits[excess.limit]}`),
    ...[...allowed]
      .filter((key) => !needed.has(key))
      .map((key) => `${key}: an exception that nothing needs (tools/tidy/exceptions.ts)`),
  ];
};
