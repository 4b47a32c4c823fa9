import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Node, type Parsed, filesBelow, nodesIn, parse, root } from '../tidy/sources';

/** A test in a file: its title as it stands there, and its text with all that it names at the top of it. */
export type Test = { readonly file: string; readonly title: string; readonly text: string };

const isSpec = (file: string): boolean => /\.(?:spec|contract)\.ts$/u.test(file);

/** `test`, `test.each(…)`, `story`: what a call calls, as it is written. */
const calleeOf = (node: Node, source: (node: Node) => string): string =>
  node.type === 'CallExpression' ? source(node['callee'] as Node) : '';

const titleOf = ({ arguments: given }: Node & { readonly arguments?: unknown }): string | null => {
  const [first] = (given as readonly { readonly expression: Node }[] | undefined) ?? [];
  const title = first?.expression;
  if (title?.type === 'StringLiteral') return String(title['value']);
  if (title?.type !== 'TemplateLiteral') return null;
  const [text] = title['quasis'] as readonly { readonly cooked: string }[];
  return text?.cooked ?? null;
};

const startOf = ({ tree }: Parsed): number => {
  const [first] = tree['body'] as readonly Node[];
  return (first?.span.start ?? 0) + 1;
};

const holds = ({ span: outer }: Node, { span }: Node): boolean =>
  outer.start <= span.start && span.end <= outer.end;

type Declared = { readonly name: RegExp; readonly text: string };

/** The tables and vocabularies at the top of a file, which its tests run over. */
const declaredIn = ({ tree }: Parsed, source: (node: Node) => string): readonly Declared[] =>
  (tree['body'] as readonly Node[])
    .filter(({ type }) => type === 'VariableDeclaration')
    .flatMap((declaration) => declaration['declarations'] as readonly Node[])
    .map((declarator) => {
      const text = source(declarator);
      const [name = ''] = /^\w+/u.exec(text) ?? [];
      return { name: new RegExp(`\\b${name}\\b`, 'u'), text };
    });

const testsIn = (parsed: Parsed): readonly Test[] => {
  const bytes = Buffer.from(parsed.text);
  const start = startOf(parsed);
  const source = ({ span }: Node): string =>
    bytes.subarray(span.start - start, span.end - start).toString();
  const declared = declaredIn(parsed, source);
  const calls = nodesIn(parsed.tree).flatMap((node) => {
    const [what] = /^(?:test|it|story|describe)\b/u.exec(calleeOf(node, source)) ?? [];
    const title = titleOf(node);
    return what && title !== null ? [{ node, title, isTest: what !== 'describe' }] : [];
  });
  return calls
    .filter(({ isTest }) => isTest)
    .map(({ node, title }) => {
      const around = calls.filter((call) => !call.isTest && holds(call.node, node));
      const own = source(node);
      const used = declared.filter(({ name }) => name.test(own)).map(({ text }) => text);
      return {
        file: parsed.file,
        title: [...around, { title }].map((call) => call.title).join(' › '),
        text: [own, ...used].join('\n'),
      };
    });
};

/** All tests of the repository. */
export const allTests = (): readonly Test[] =>
  filesBelow('')
    .filter(isSpec)
    .map((file) => parse({ file, text: readFileSync(join(root, file), 'utf8') }))
    .flatMap(testsIn);

/** Sources of the product below a folder, as text. */
export const sourcesBelow = (folder: string): readonly { file: string; text: string }[] =>
  filesBelow(folder)
    .filter((file) => file.endsWith('.ts') && !/\.(?:spec|contract|words)\.ts$/u.test(file))
    .filter((file) => !file.includes('/properties/'))
    .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));
