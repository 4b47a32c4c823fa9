import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from '@swc/core';

/** A node of a syntax tree, as far as tidy looks at it. */
export type Node = {
  readonly type: string;
  readonly span: { readonly start: number; readonly end: number };
} & Readonly<Record<string, unknown>>;

/** One text file of the repository; `file` is its path from the root, with forward slashes. */
export type Source = {
  readonly file: string;
  readonly text: string;
};

/** A TypeScript file with its tree. */
export type Parsed = Source & {
  readonly tree: Node;
  /** Number of the line, from 1, on which a place of the tree stands. */
  readonly lineOf: (offset: number) => number;
};

/** Where something is wrong, what, and the way out. */
export type Problem = string;

export const root = join(__dirname, '../..');

const skipped = new Set(['node_modules', 'dist', '.git', '.nx', '.cache', 'data', 'coverage']);
const isText =
  /\.(?:ts|cjs|mjs|js|json|jsonl|md|ya?ml|sql|xml|env|html|css)$|Dockerfile|^\.[a-z]+rc/u;

/** Paths of all files below a folder of the repository, but for what is generated or fetched. */
export const filesBelow = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name)) return [];
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(path) : [path];
  });

/** All text files; the lock file says nothing of ours. */
export const readSources = (): readonly Source[] =>
  filesBelow('')
    .filter((file) => isText.test(file.split('/').at(-1) ?? '') && file !== 'package-lock.json')
    .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));

/**
 * Parses one file. Offsets count UTF-8 bytes from a start that differs between calls; the empty
 * statement put in front tells that start.
 */
export const parse = ({ file, text }: Source): Parsed => {
  const options = { syntax: 'typescript', decorators: true, target: 'es2022' } as const;
  const tree = parseSync(`;${text}`, options) as unknown as Node;
  const [first] = tree['body'] as readonly Node[];
  const start = (first?.span.start ?? 0) + 1;
  const bytes = Buffer.from(text);
  const ends = [...bytes.keys()].filter((index) => bytes[index] === 10);
  const lineOf = (offset: number): number => {
    const end = ends.findIndex((at) => at >= offset - start);
    return end === -1 ? ends.length + 1 : end + 1;
  };
  return { file, text, tree, lineOf };
};

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && 'span' in value;

/** Hands over the nodes right below, also through lists and records that are none themselves. */
const eachChild = (node: object, take: (child: Node) => void): void => {
  for (const value of Object.values(node) as readonly unknown[]) {
    if (isNode(value)) take(value);
    else if (typeof value === 'object' && value !== null) eachChild(value, take);
  }
};

export const childrenOf = (node: object): readonly Node[] => {
  const found: Node[] = [];
  eachChild(node, (child) => found.push(child));
  return found;
};

/** Trees are walked by several checks, so each is walked once. */
const walked = new WeakMap<Node, readonly Node[]>();

/** A node and all below it, outer ones first. */
export const nodesIn = (node: Node): readonly Node[] => {
  const known = walked.get(node);
  if (known) return known;
  const found: Node[] = [];
  const visit = (one: Node): void => {
    found.push(one);
    eachChild(one, visit);
  };
  visit(node);
  walked.set(node, found);
  return found;
};

/** Tests and their vocabulary: they may be long, and reach further. */
export const isTest = (file: string): boolean =>
  /\.(?:spec|contract|words)\.ts$/u.test(file) || /^e2e\/|\/properties\//u.test(file);
