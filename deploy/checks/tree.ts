import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseAllDocuments } from 'yaml';

/** Texts by path from the repository's root: all that the checks look at. */
export type Tree = ReadonlyMap<string, string>;

const healthController = 'libs/service/src/health.controller.ts';

const filesIn = (root: string, folder: string): readonly string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    return entry.isDirectory() ? filesIn(root, path) : [path];
  });

/** Reads what is deployed, the apps there are, and the source that answers the probes. */
export const readTree = (root: string): Tree => {
  const apps = readdirSync(join(root, 'apps')).map((app) => `apps/${app}/package.json`);
  const deployed = filesIn(root, 'deploy').filter((path) => !/\.(ts|md)$/.test(path));
  const paths = ['docker-compose.yml', '.dockerignore', healthController, ...apps, ...deployed];
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
};

export const textOf = (tree: Tree, path: string): string => tree.get(path) ?? '';

type Parsed = { readonly values: readonly unknown[]; readonly errors: readonly string[] };

const failed = (errors: readonly string[]): Parsed => ({ values: [], errors });

const parsedOf = (text: string): Parsed => {
  const parsed = parseAllDocuments(text, { merge: true });
  const documents = 'empty' in parsed ? [] : parsed;
  const errors = documents.flatMap((document) => [...document.errors, ...document.warnings]);
  if (errors.length > 0) return failed(errors.map(({ message }) => message));
  try {
    return { values: documents.map((document): unknown => document.toJS()), errors: [] };
  } catch (error) {
    // An alias without its anchor is found only here.
    return failed([(error as Error).message]);
  }
};

/** By text: damaged copies of the tree differ in one file, and parsing is most of the work. */
const known = new Map<string, Parsed>();

/** The documents of one YAML file, merge keys resolved, and what is wrong with its syntax. */
export const yamlOf = (tree: Tree, path: string) => {
  const text = textOf(tree, path);
  const { values, errors } = known.get(text) ?? parsedOf(text);
  known.set(text, { values, errors });
  return { values, problems: errors.map((error) => `${path}: ${error}`) };
};

export const yamlPaths = (tree: Tree): readonly string[] =>
  [...tree.keys()].filter((path) => path.endsWith('.yaml'));

/** The settings of a `NAME=value` file. */
export const settingsOf = (tree: Tree, path: string): ReadonlyMap<string, string> =>
  new Map(
    textOf(tree, path)
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );

/** Names of the apps, and of the paths that every one of them answers. */
export const appsIn = (tree: Tree): readonly string[] =>
  [...tree.keys()].flatMap((path) => /^apps\/([^/]+)\//.exec(path)?.[1] ?? []);

export const answeredPaths = (tree: Tree): readonly string[] =>
  [...textOf(tree, healthController).matchAll(/@Get\('(\w+)'\)/g)].map(([, path]) => `/${path}`);
