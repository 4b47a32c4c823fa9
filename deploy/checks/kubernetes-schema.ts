import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import {
  type ModuleItem,
  parseSync,
  type TsInterfaceDeclaration,
  type TsType,
  type TsTypeElement,
} from '@swc/core';

type Schema = { readonly [keyword: string]: unknown };
type Definitions = Record<string, Schema>;

/** The groups whose kinds the manifests use; what they import comes along. */
const groups = ['apps/v1', 'batch/v1', 'core/v1', 'networking/v1', 'policy/v1'];

const port = { minimum: 1, maximum: 65_535 };
const seconds = { minimum: 1, maximum: 3_600 };
const dnsLabel = { pattern: '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$' };

/** What the API server asks beyond the types, for the fields in use. */
const narrower: Readonly<Record<string, Readonly<Record<string, Schema>>>> = {
  'core.v1.ContainerPort': { containerPort: port, name: { pattern: '^[a-z][a-z0-9-]{0,14}$' } },
  'core.v1.ServicePort': { port },
  'core.v1.Container': {
    imagePullPolicy: { enum: ['Always', 'IfNotPresent', 'Never'] },
    name: dnsLabel,
  },
  'core.v1.EnvVar': { name: { pattern: '^[A-Z][A-Z0-9_]*$' } },
  'core.v1.PodSpec': { restartPolicy: { enum: ['Always', 'OnFailure', 'Never'] } },
  'core.v1.SeccompProfile': { type: { enum: ['RuntimeDefault', 'Localhost', 'Unconfined'] } },
  'core.v1.Probe': { periodSeconds: seconds, timeoutSeconds: seconds, failureThreshold: seconds },
  'core.v1.TopologySpreadConstraint': {
    whenUnsatisfiable: { enum: ['ScheduleAnyway', 'DoNotSchedule'] },
  },
  'core.v1.ServiceSpec': {
    type: { enum: ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'] },
  },
  'apps.v1.DeploymentStrategy': { type: { enum: ['RollingUpdate', 'Recreate'] } },
  'apps.v1.DeploymentSpec': { replicas: { minimum: 1 } },
  'networking.v1.NetworkPolicyPort': { protocol: { enum: ['TCP', 'UDP', 'SCTP'] } },
  'networking.v1.NetworkPolicySpec': { policyTypes: { items: { enum: ['Ingress', 'Egress'] } } },
  'meta.v1.ObjectMeta': { name: dnsLabel },
};

const quantity = { type: 'string', pattern: '^[0-9]+(\\.[0-9]+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?$' };

// Every number in these kinds is a whole one.
const keywords: Readonly<Record<string, Schema>> = {
  string: { type: 'string' },
  number: { type: 'integer' },
  boolean: { type: 'boolean' },
};

const keywordOf = (kind: string): Schema => {
  const schema = keywords[kind];
  if (!schema) throw new Error(`The type ${kind} is not understood.`);
  return schema;
};

const idOf = (module: string, name: string): string => `${module.replaceAll('/', '.')}.${name}`;
const refTo = (id: string): Schema => ({ $ref: `#/definitions/${id}` });

/** Says what a type of the declarations allows; `idFor` resolves a name within its module. */
const schemaOf = (type: TsType, idFor: (name: string) => string): Schema => {
  switch (type.type) {
    case 'TsKeywordType':
      return keywordOf(type.kind);
    case 'TsLiteralType':
      return 'value' in type.literal ? { const: type.literal.value } : {};
    case 'TsUnionType':
      return { anyOf: type.types.map((each) => schemaOf(each, idFor)) };
    case 'TsTypeLiteral': {
      const [member] = type.members;
      const values = member?.type === 'TsIndexSignature' && member.typeAnnotation?.typeAnnotation;
      return { type: 'object', ...(values && { additionalProperties: schemaOf(values, idFor) }) };
    }
    case 'TsTypeReference': {
      const name = type.typeName.type === 'Identifier' ? type.typeName.value : '';
      const [item] = type.typeParams?.params ?? [];
      if (name === 'Array' && item) return { type: 'array', items: schemaOf(item, idFor) };
      return refTo(idFor(name));
    }
    default:
      throw new Error(`${type.type} is not understood.`);
  }
};

const fieldOf = (element: TsTypeElement) => {
  if (element.type !== 'TsPropertySignature' || !element.typeAnnotation) return [];
  const name = 'value' in element.key ? String(element.key.value) : '';
  return [{ name, optional: element.optional, type: element.typeAnnotation.typeAnnotation }];
};

const objectOf = (
  declaration: TsInterfaceDeclaration,
  id: string,
  idFor: (name: string) => string,
): Schema => {
  const fields = declaration.body.body.flatMap(fieldOf);
  const properties = Object.fromEntries(
    fields.map(({ name, type }) => {
      const more = narrower[id]?.[name];
      const schema = schemaOf(type, idFor);
      return [name, more ? { allOf: [schema, more] } : schema];
    }),
  );
  const astray = Object.keys(narrower[id] ?? {}).filter((name) => !(name in properties));
  if (astray.length > 0) throw new Error(`${id} has no field ${astray.join(', ')}.`);
  const required = fields.filter(({ optional }) => !optional).map(({ name }) => name);
  return { type: 'object', properties, required, additionalProperties: false };
};

const importsOf = (items: readonly ModuleItem[], module: string): ReadonlyMap<string, string> =>
  new Map(
    items.flatMap((item) => {
      if (item.type !== 'ImportDeclaration') return [];
      const from = posix.join(posix.dirname(module), item.source.value);
      return item.specifiers.map(({ local }): [string, string] => [local.value, from]);
    }),
  );

const readModule = (module: string): readonly ModuleItem[] => {
  const path = require.resolve(`kubernetes-types/${module}.d.ts`);
  return parseSync(readFileSync(path, 'utf8'), { syntax: 'typescript' }).body;
};

const define = (module: string, items: readonly ModuleItem[], definitions: Definitions): void => {
  const imports = importsOf(items, module);
  const idFor = (name: string) => idOf(imports.get(name) ?? module, name);
  for (const item of items) {
    if (item.type !== 'ExportDeclaration') continue;
    const { declaration } = item;
    const id = 'id' in declaration && 'value' in declaration.id ? idFor(declaration.id.value) : '';
    if (declaration.type === 'TsInterfaceDeclaration')
      definitions[id] = objectOf(declaration, id, idFor);
    if (declaration.type === 'TsTypeAliasDeclaration')
      definitions[id] = schemaOf(declaration.typeAnnotation, idFor);
  }
};

/**
 * JSON Schema of the Kubernetes kinds, made from the declarations of `kubernetes-types`: an
 * unknown field, a missing one and a wrong type are refused. No package on npm vendors the official
 * schemas, and the compiler alone never sees a YAML file.
 */
export const kubernetesSchema = (): { readonly definitions: Definitions } => {
  const definitions: Definitions = {};
  const wanted = new Set(groups);
  for (const module of wanted) {
    const items = readModule(module);
    for (const from of importsOf(items, module).values()) wanted.add(from);
    define(module, items, definitions);
  }
  definitions['api.resource.Quantity'] = quantity;
  return { definitions };
};

/** Where the schema of a kind stands: `apps/v1`, `Deployment` → `apps.v1.Deployment`. */
export const kindId = (apiVersion: string, kind: string): string => {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['core', apiVersion];
  return idOf(`${group?.split('.')[0]}/${version}`, kind);
};
