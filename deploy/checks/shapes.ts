import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import { composeSchema } from './compose-schema';
import { kindId, kubernetesSchema } from './kubernetes-schema';
import { kustomizeSchema } from './kustomize-schema';
import { type Tree, yamlOf, yamlPaths } from './tree';

type Named = {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: { readonly name?: string };
};

/** The kinds in use; another one is added here on purpose, with its rules. */
export const kinds = ['Deployment', 'Job', 'Service', 'PodDisruptionBudget', 'NetworkPolicy'];

const { definitions } = kubernetesSchema();
/** A patch names only what it changes. */
const partial = Object.fromEntries(
  Object.entries(definitions).map(([id, schema]) => [id, { ...schema, required: [] }]),
);
const ajv = new Ajv({ strict: false, allErrors: true })
  .addSchema({ definitions }, 'whole')
  .addSchema({ definitions: partial }, 'partial')
  .addSchema(composeSchema, 'compose')
  .addSchema(kustomizeSchema, 'kustomize');

const told = ({ instancePath, message, params }: ErrorObject): string => {
  const name = (params as { additionalProperty?: string }).additionalProperty;
  return `${instancePath || '/'} ${message}${name ? `: ${name}` : ''}`;
};

const problemsOf = (value: unknown, validate: ValidateFunction | undefined, where: string) => {
  if (!validate) return [`${where}: no such kind`];
  return validate(value) ? [] : (validate.errors ?? []).map((error) => `${where}: ${told(error)}`);
};

/** Where a file's documents have their schema. */
const schemaNameOf = (path: string, { apiVersion = '', kind = '' }: Named): string => {
  if (path.endsWith('/kustomization.yaml')) return 'kustomize';
  const id = kinds.includes(kind) ? kindId(apiVersion, kind) : 'none';
  return `${path.startsWith('deploy/base/') ? 'whole' : 'partial'}#/definitions/${id}`;
};

const inManifest = (path: string, value: unknown): readonly string[] => {
  const named = (value ?? {}) as Named;
  const where = `${path} (${named.kind} ${named.metadata?.name ?? ''})`;
  const unnamed = path.endsWith('/kustomization.yaml') || named.metadata?.name;
  return [
    ...(unnamed ? [] : [`${where}: has no name`]),
    ...problemsOf(value, ajv.getSchema(schemaNameOf(path, named)), where),
  ];
};

/** What is no YAML, or has an unknown, a missing or a wrong field. */
export const shapeProblems = (tree: Tree): readonly string[] => {
  const compose = yamlOf(tree, 'docker-compose.yml');
  return [
    ...compose.problems,
    ...problemsOf(compose.values[0], ajv.getSchema('compose'), 'docker-compose.yml'),
    ...yamlPaths(tree).flatMap((path) => {
      const { values, problems } = yamlOf(tree, path);
      return [...problems, ...values.flatMap((value) => inManifest(path, value))];
    }),
  ];
};

/** The same check for documents that were rendered elsewhere. */
export const manifestProblems = (values: readonly unknown[]): readonly string[] =>
  values.flatMap((value) => inManifest('deploy/base/rendered', value));
