const text = { type: 'string', minLength: 1 };
const texts = { type: 'array', items: text, minItems: 1 };

const listOf = (properties: object, required: readonly string[]) => ({
  type: 'array',
  minItems: 1,
  items: { type: 'object', additionalProperties: false, properties, required },
});

/** JSON Schema of the part of a kustomization that ours use. */
export const kustomizeSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['apiVersion', 'kind', 'resources'],
  properties: {
    apiVersion: { const: 'kustomize.config.k8s.io/v1beta1' },
    kind: { const: 'Kustomization' },
    namespace: text,
    resources: texts,
    images: listOf({ name: text, newName: text, newTag: text }, ['name', 'newName', 'newTag']),
    replicas: listOf({ name: text, count: { type: 'integer', minimum: 1 } }, ['name', 'count']),
    configMapGenerator: listOf({ name: text, behavior: { const: 'merge' }, envs: texts }, [
      'name',
      'envs',
    ]),
    patches: listOf({ path: text }, ['path']),
  },
};
