import { isScalar, type Pair, parseAllDocuments, visit } from 'yaml';
import { problemsIn } from './checks/problems';
import { readTree, textOf, type Tree } from './checks/tree';

const tree = readTree(`${__dirname}/..`);

const withText = (path: string, text: string): Tree => new Map(tree).set(path, text);

const without = (path: string): Tree => new Map([...tree].filter(([each]) => each !== path));

/** A copy in which the first `from` of one file says something else. */
const damaged = (path: string, from: string, to: string): Tree => {
  expect(textOf(tree, path)).toContain(from);
  return withText(
    path,
    textOf(tree, path).replace(from, () => to),
  );
};

const gating = 'deploy/base/gating.yaml';
const gateway = 'deploy/base/gateway.yaml';
const topics = 'deploy/base/create-topics.yaml';
const network = 'deploy/base/network.yaml';
const base = 'deploy/base/kustomization.yaml';
const overlay = 'deploy/overlays/example/kustomization.yaml';
const patch = 'deploy/overlays/example/gating.yaml';
const compose = 'docker-compose.yml';
const dockerfile = 'deploy/Dockerfile';

type Damage = readonly [path: string, from: string, to: string, found: string];

const wrongShapes: readonly Damage[] = [
  [gating, 'replicas: 2', 'replica: 2', 'additional properties: replica'],
  [gating, 'replicas: 2', "replicas: '2'", '/spec/replicas must be integer'],
  [gating, 'replicas: 2', 'replicas: 2\n  replicas: 3', 'Map keys must be unique'],
  [gating, 'readinessProbe:', 'readyProbe:', 'additional properties: readyProbe'],
  [gating, '        - name: app', '        - nome: app', "required property 'name'"],
  [gating, 'apiVersion: apps/v1', 'apiVersion: apps/v2', 'no such kind'],
  [gating, 'kind: Deployment', 'kind: StatefulSet', 'no such kind'],
  [gating, 'memory: 1Gi', 'memory: 1GB', 'must match pattern'],
  [gating, 'containerPort: 3000', 'containerPort: 300000', 'must be <= 65535'],
  [gating, 'IfNotPresent', 'Sometimes', 'must be equal to one of the allowed values'],
  [topics, 'restartPolicy: OnFailure', 'restartPolicy: onFailure', 'must be equal to one of'],
  [network, 'policyTypes: [Ingress]', 'policyTypes: [ingress]', 'must be equal to one of'],
  [base, 'resources:', 'resource:', 'additional properties: resource'],
  [overlay, 'newTag: 0.1.0', 'tag: 0.1.0', 'additional properties: tag'],
  [patch, 'resources:', 'resource:', 'additional properties: resource'],
  [compose, 'stop_grace_period: 30s', 'stop_grace: 30s', 'additional properties: stop_grace'],
  [compose, 'interval: 10s', 'interval: 10', 'must be string'],
  [compose, 'service_healthy', 'healthy', 'must be equal to one of'],
  [compose, 'volumes:\n  kafka: {}', 'volume:\n  kafka: {}', 'additional properties: volume'],
  [compose, 'x-app: &app', 'x-app: &ap', 'Merge sources must be maps'],
];

const wrongPlans: readonly Damage[] = [
  [gating, 'vestibule/gating:0.1.0', 'vestibule/gating:latest', 'image tag "latest"'],
  [gating, 'vestibule/gating:0.1.0', 'vestibule/gatin:0.1.0', 'runs image vestibule/gatin'],
  [gating, 'name: EVENTSTORE_URL', 'name: EVENTSTORE_URI', 'not KAFKA_BROKERS'],
  [gating, 'key: KAFKA_BROKERS', 'key: KAFKA_BROKER', 'takes KAFKA_BROKERS from a wrong place'],
  [gating, 'secretKeyRef: { name: gating', 'secretKeyRef: { name: gateway', 'takes EVENTSTORE_URL'],
  [gating, "value: '3000'", "value: '3001'", 'takes PORT from a wrong place'],
  [gating, 'fieldPath: metadata.name }', 'fieldPath: metadata.uid }', 'takes INSTANCE'],
  [gateway, '{ name: PORT,', '{ name: JWKS,', 'gateway has the variables'],
  [gating, 'path: /ready', 'path: /readyz', 'readiness asks /readyz'],
  [
    gating,
    'port: http }\n            periodSeconds: 5',
    'port: web }\n            periodSeconds: 5',
    'readiness port',
  ],
  [gating, 'runAsNonRoot: true', 'runAsNonRoot: false', 'may do more than it needs'],
  [gating, 'runAsUser: 1000', 'runAsUser: 0', 'may do more than it needs'],
  [gating, 'readOnlyRootFilesystem: true', 'readOnlyRootFilesystem: false', 'may do more'],
  [topics, 'drop: [ALL]', 'add: [ALL]', 'create-topics may do more than it needs'],
  [gating, 'limits: { memory: 1Gi }', 'limits: { cpu: 1Gi }', 'gating has other resources'],
  [gating, 'maxUnavailable: 0', 'maxUnavailable: 1', 'gating may be unavailable'],
  [gating, 'GracePeriodSeconds: 30', 'GracePeriodSeconds: 20', 'gating gets too little grace'],
  [gateway, 'seconds: 5', 'seconds: 10', 'gateway gets too little grace'],
  [gating, 'replicas: 2', 'replicas: 1', 'gating runs only once'],
  [
    gating,
    'matchLabels: { app.kubernetes.io/name: gating',
    'matchLabels: { app.kubernetes.io/name: gate',
    'selector of Deployment gating',
  ],
  [
    gating,
    '  selector: { app.kubernetes.io/name: gating',
    '  selector: { app.kubernetes.io/name: gateway',
    'selector of Service gating selects "gateway"',
  ],
  [gating, 'topologyKey: kubernetes.io/hostname', 'topologyKey: hostname', 'not spread'],
  [gating, 'targetPort: http', 'targetPort: web', 'Service gating leads to port web'],
  [network, '{ kubernetes.io/metadata.name: monitoring }', '{}', 'lets in whom it should not'],
  [network, 'name: gateway', 'name: gate', 'selector of NetworkPolicy gate'],
  [topics, 'args: [topics, create]', 'args: [topic, create]', 'No Job creates the topics'],
  [
    topics,
    'args: [topics, create]',
    'command: [node, main.js]\n          args: [topics, create]',
    'A command runs main.js',
  ],
  [base, '  - gating.yaml\n', '', 'No kustomization names deploy/base/gating.yaml'],
  [base, '  - gating.yaml\n', '  - gates.yaml\n', 'deploy/base/gates.yaml, which does not exist'],
  [base, 'envs: [addresses.env]', 'envs: [address.env]', 'address.env, which does not exist'],
  ['deploy/base/addresses.env', 'JWKS_URL=', 'JWKS_URI=', 'takes JWKS_URL from a wrong place'],
  ['deploy/overlays/example/addresses.env', 'JWT_ISSUER=', 'JWT_ISSUE=', 'which nobody reads'],
  [overlay, 'name: vestibule/ops,', 'name: vestibule/op,', 'does not rename exactly the images'],
  [overlay, 'newTag: 0.1.0', 'newTag: latest', 'has the tag "latest"'],
  [overlay, 'name: gating, count', 'name: gate, count', 'counts gate, which is not there'],
  [patch, 'name: gating', 'name: gate', 'patches Deployment/gate, which is not there'],
  [compose, 'apache/kafka:4.1.1', 'apache/kafka:latest', 'kafka has the image apache/kafka:latest'],
  [
    compose,
    "AUTO_CREATE_TOPICS_ENABLE: 'false'",
    "AUTO_CREATE_TOPICS: 'false'",
    'kafka is not set up',
  ],
  [compose, 'PROJECTIONS: None', 'PROJECTIONS: All', 'eventstore is not set up'],
  [compose, 'apache/kafka:4.1.1', 'apache/kafka', 'kafka has the image apache/kafka'],
  [compose, 'APP: gating', 'APP: gate', 'does not build the apps'],
  [compose, '  gating:\n', '  gate:\n', 'a service is not named after its app'],
  [compose, '  LOG_LEVEL:', '  LOGLEVEL:', 'identity has KAFKA_BROKERS'],
  [compose, '    topics: {', '    topic: {', 'waits in vain for topic'],
  [compose, ':3000/ready', ':3000/readyz', 'whether identity is healthy'],
  [compose, ':8080/ready', ':3000/ready', 'whether gateway is healthy'],
  [compose, "'127.0.0.1:${GATEWAY", "'0.0.0.0:${GATEWAY", 'gateway publishes 0.0.0.0'],
  [compose, '    hostname: kafka', "    ports: ['9092:9092']", 'kafka publishes 9092:9092'],
  [
    compose,
    '${POSTGRES_PASSWORD:-for-development-only}@',
    'Tr0ub4dor@',
    'password in DATABASE_URL',
  ],
  [compose, '\n  postgres: {}', '\n  postgresql: {}', 'the volumes in use are'],
  [compose, 'command: [topics, create]', 'command: [topics, list]', 'does not create the topics'],
  [dockerfile, '"/app/main.js"]', '"/app/index.js"]', '/app/index.js is not among'],
  [dockerfile, 'ENTRYPOINT ["node", ', 'ENTRYPOINT ["sh", "-c", ', 'not node by itself'],
  [dockerfile, ' /src/apps/${APP}/dist/main.js.map', '', 'source map is missing'],
  [dockerfile, 'USER 1000\n', '', 'runs as undefined'],
  [dockerfile, ' --ignore-scripts', '', 'or with install scripts'],
  [dockerfile, 'NODE_VERSION=20.20.0', 'NODE_VERSION=latest', 'not two of one pinned version'],
  ['.dockerignore', '**/node_modules\n', '', 'add **/node_modules'],
  ['.dockerignore', 'docs\n', 'tools\n', 'no tools'],
  ['libs/service/src/health.controller.ts', "@Get('ready')", "@Get('readiness')", 'not /ready'],
];

/** Every copy of a file in which one field has lost its name, with that name. */
const misspelt = (path: string): readonly (readonly [string, Tree])[] => {
  const documents = [...parseAllDocuments(textOf(tree, path))];
  const written = () => withText(path, documents.map(String).join(''));
  expect(problemsIn(written())).toEqual([]);
  const copies: (readonly [string, Tree])[] = [];
  const misspell = (_: unknown, { key }: Pair) => {
    if (!isScalar(key)) return;
    const name = key.value;
    key.value = `${String(name)}x`;
    copies.push([String(name), written()]);
    key.value = name;
  };
  for (const document of documents) visit(document, { Pair: misspell });
  return copies;
};

describe('what is deployed', () => {
  it('has no problem', () => {
    expect(problemsIn(tree)).toEqual([]);
  });

  it.each([...wrongShapes, ...wrongPlans])('is refused when in %s %j becomes %j', (...damage) => {
    const [path, from, to, found] = damage;
    expect(problemsIn(damaged(path, from, to)).join('\n')).toContain(found);
  });

  it.each([gateway, topics, network])('has no field in %s that may be misspelt', (path) => {
    const copies = misspelt(path);
    expect(copies.length).toBeGreaterThan(20);
    const unseen = copies.filter(([, copy]) => problemsIn(copy).length === 0);
    expect(unseen.map(([name]) => name)).toEqual([]);
  });

  it('is refused when an app is added that nobody deploys', () => {
    const problems = problemsIn(withText('apps/search/package.json', '{}')).join('\n');
    expect(problems).toContain('The Deployments are not those of the apps');
    expect(problems).toContain('docker-compose.yml does not build the apps');
  });

  it.each(['deploy/base/addresses.env', patch, gating, base])('is refused without %s', (path) => {
    expect(problemsIn(without(path)).join('\n')).toContain(path);
  });
});
