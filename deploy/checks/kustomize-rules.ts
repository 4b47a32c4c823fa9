import { posix } from 'node:path';
import { areSame } from './plan';
import { settingsOf, type Tree, yamlOf, yamlPaths } from './tree';
import { unless } from './workload-rules';

type Kustomization = {
  readonly resources: readonly string[];
  readonly images?: readonly { readonly name: string; readonly newTag: string }[];
  readonly replicas?: readonly { readonly name: string }[];
  readonly configMapGenerator?: readonly {
    readonly name: string;
    readonly envs: readonly string[];
  }[];
  readonly patches?: readonly { readonly path: string }[];
};
type Named = { readonly kind: string; readonly metadata: { readonly name: string } };

const file = 'kustomization.yaml';
const base = 'deploy/base';

const foldersIn = (tree: Tree): readonly string[] =>
  yamlPaths(tree)
    .filter((path) => path.endsWith(`/${file}`))
    .map((path) => posix.dirname(path));

const readIn = (tree: Tree, folder: string) =>
  yamlOf(tree, `${folder}/${file}`).values[0] as Kustomization;

const usedBy = (tree: Tree, folder: string): readonly string[] => {
  const { resources, patches = [], configMapGenerator = [] } = readIn(tree, folder);
  return [
    ...resources,
    ...patches.map(({ path }) => path),
    ...configMapGenerator.flatMap(({ envs }) => envs),
  ].map((path) => posix.join(folder, path));
};

/** What a kustomization names exists, and no file is forgotten. */
export const resourcesExist = (tree: Tree): readonly string[] => {
  const folders = foldersIn(tree);
  const used = folders.flatMap((folder) => usedBy(tree, folder));
  const present = [...yamlPaths(tree), ...[...tree.keys()].filter((path) => path.endsWith('.env'))];
  return [
    ...unless(folders.includes(base), `There is no ${base}/${file}`),
    ...used
      .filter((path) => !tree.has(path) && !folders.includes(path))
      .map((path) => `A kustomization names ${path}, which does not exist`),
    ...present
      .filter((path) => !path.endsWith(`/${file}`) && !used.includes(path))
      .map((path) => `No kustomization names ${path}`),
  ];
};

/** kustomize skips images, replicas and settings that match nothing, and says nothing. */
export const overlaysFit = (tree: Tree): readonly string[] => {
  const named = yamlPaths(tree)
    .filter((path) => path.startsWith(`${base}/`) && !path.endsWith(`/${file}`))
    .flatMap((path) => yamlOf(tree, path).values as Named[])
    .map(({ kind, metadata }) => `${kind}/${metadata.name}`);
  const images = [...tree].flatMap(([path, text]) =>
    path.startsWith(`${base}/`)
      ? [...text.matchAll(/image: ([\w/]+):/g)].map(([, name = '']) => name)
      : [],
  );
  return foldersIn(tree)
    .filter((folder) => folder !== base)
    .flatMap((folder) => {
      const { images: renamed = [], replicas = [] } = readIn(tree, folder);
      return [
        ...unless(
          areSame(
            renamed.map(({ name }) => name),
            images,
          ),
          `${folder} does not rename exactly the images of the base`,
        ),
        ...renamed.flatMap(({ name, newTag }) =>
          unless(/^\d+\.\d+\.\d+$/.test(newTag), `${folder}: ${name} has the tag "${newTag}"`),
        ),
        ...replicas.flatMap(({ name }) =>
          unless(
            named.includes(`Deployment/${name}`),
            `${folder} counts ${name}, which is not there`,
          ),
        ),
        ...patchesFit(tree, folder, named),
        ...settingsFit(tree, folder),
      ];
    });
};

const patchesFit = (tree: Tree, folder: string, named: readonly string[]): readonly string[] =>
  (readIn(tree, folder).patches ?? [])
    .flatMap(({ path }) => yamlOf(tree, posix.join(folder, path)).values as Named[])
    .map(({ kind, metadata }) => `${kind}/${metadata.name}`)
    .filter((target) => !named.includes(target))
    .map((target) => `${folder} patches ${target}, which is not there`);

const settingsFit = (tree: Tree, folder: string): readonly string[] => {
  const known = settingsOf(tree, `${base}/addresses.env`);
  return [...settingsOf(tree, `${folder}/addresses.env`).keys()]
    .filter((name) => !known.has(name))
    .map((name) => `${folder}/addresses.env sets ${name}, which nobody reads`);
};
