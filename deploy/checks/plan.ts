import type { Deployment } from 'kubernetes-types/apps/v1';
import type { Job } from 'kubernetes-types/batch/v1';
import type { Container, PodSpec, Service } from 'kubernetes-types/core/v1';
import type { NetworkPolicy } from 'kubernetes-types/networking/v1';
import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1';
import { answeredPaths, appsIn, settingsOf, textOf, type Tree, yamlOf, yamlPaths } from './tree';

export type Manifest = Deployment | Job | Service | PodDisruptionBudget | NetworkPolicy;
export type Workload = Deployment | Job;

export type ComposeService = {
  readonly image: string;
  readonly build?: { readonly args?: { readonly APP?: string } };
  readonly command?: readonly string[];
  readonly environment: Readonly<Record<string, string | number>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
};

export type Compose = {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly volumes?: Readonly<Record<string, object>>;
};

/** What the files say, once their shapes are known to be right. */
export type Plan = {
  /** Names of the folders in apps/. */
  readonly apps: readonly string[];
  /** The paths every app answers, with their slash. */
  readonly answered: readonly string[];
  readonly manifests: readonly Manifest[];
  readonly settings: ReadonlyMap<string, string>;
  readonly compose: Compose;
  readonly dockerfile: string;
  readonly ignored: readonly string[];
};

const isBase = (path: string) =>
  path.startsWith('deploy/base/') && !path.endsWith('/kustomization.yaml');

export const planOf = (tree: Tree): Plan => ({
  apps: appsIn(tree),
  answered: answeredPaths(tree),
  manifests: yamlPaths(tree)
    .filter(isBase)
    .flatMap((path) => yamlOf(tree, path).values as Manifest[]),
  settings: settingsOf(tree, 'deploy/base/addresses.env'),
  compose: yamlOf(tree, 'docker-compose.yml').values[0] as Compose,
  dockerfile: textOf(tree, 'deploy/Dockerfile'),
  ignored: textOf(tree, '.dockerignore').split('\n').filter(Boolean),
});

/** The manifests of one kind. */
export const allOf = <Kind extends NonNullable<Manifest['kind']>>(
  { manifests }: Plan,
  kind: Kind,
) =>
  manifests.filter(
    (manifest): manifest is Extract<Manifest, { kind?: Kind }> => manifest.kind === kind,
  );

export const nameOf = ({ metadata }: Manifest): string => metadata?.name ?? '';

export const workloadsOf = (plan: Plan): readonly Workload[] => [
  ...allOf(plan, 'Deployment'),
  ...allOf(plan, 'Job'),
];

const noContainer: Container = { name: '' };

/** A workload's pod, and the one container in it. */
export const podOf = ({ spec }: Workload) => {
  const pod: PodSpec = spec?.template.spec ?? { containers: [] };
  return {
    pod,
    container: pod.containers[0] ?? noContainer,
    labels: spec?.template.metadata?.labels,
  };
};

/** What one channel or another of the notifications needs; secrets, or as good as. */
export const channelVariables = [
  'DATABASE_URL',
  'WEBHOOK_URL',
  'WEBHOOK_SECRET',
  'VAPID_SUBJECT',
  'VAPID_PUBLIC_KEY',
  'VAPID_PRIVATE_KEY',
] as const;

/** What an app is told by its environment, besides INSTANCE and the optional LOG_LEVEL. */
export const variablesOf = (app: string): readonly string[] => {
  const address = ['KAFKA_BROKERS'];
  if (app === 'ops') return address;
  const lead = app === 'gateway' ? [] : ['POLICY_LEAD_SECONDS'];
  const always = [...address, 'PORT', 'EVENTSTORE_URL', ...lead];
  const rows = ['identity', 'gating', 'delivery', 'gateway'].includes(app) ? ['DATABASE_URL'] : [];
  const tokens = app === 'gateway' ? ['JWKS_URL', 'JWT_ISSUER', 'JWT_AUDIENCE'] : [];
  const channels = app === 'notifications' ? ['CHANNELS', ...channelVariables] : [];
  return [...always, ...rows, ...tokens, ...channels];
};

/** Whether a list holds exactly these names, in any order. */
export const areSame = (some: readonly string[], others: readonly string[]): boolean =>
  [...some].toSorted().join() === [...others].toSorted().join();
