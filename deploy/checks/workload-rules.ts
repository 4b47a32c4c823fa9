import type { Container, EnvVar, PodSpec, Probe } from 'kubernetes-types/core/v1';
import {
  allOf,
  areSame,
  channelVariables,
  nameOf,
  type Plan,
  podOf,
  variablesOf,
  type Workload,
  workloadsOf,
} from './plan';

/** `problem` where `holds` is false. */
export const unless = (holds: boolean, problem: string): readonly string[] =>
  holds ? [] : [problem];

const appOf = (workload: Workload): string => (workload.kind === 'Job' ? 'ops' : nameOf(workload));

/** Each app but the operators' tool is deployed, and nothing that is no app. */
export const everyAppIsDeployed = (plan: Plan): readonly string[] => {
  const running = plan.apps.filter((app) => app !== 'ops');
  return (['Deployment', 'Service', 'PodDisruptionBudget'] as const).flatMap((kind) =>
    unless(
      areSame(allOf(plan, kind).map(nameOf), running),
      `The ${kind}s are not those of the apps ${running.join(', ')}`,
    ),
  );
};

export const imagesArePinned = (plan: Plan): readonly string[] =>
  workloadsOf(plan).flatMap((workload) => {
    const [name, tag = ''] = (podOf(workload).container.image ?? '').split(':');
    return [
      ...unless(name === `vestibule/${appOf(workload)}`, `${nameOf(workload)} runs image ${name}`),
      ...unless(/^\d+\.\d+\.\d+$/.test(tag), `${nameOf(workload)} has the image tag "${tag}"`),
    ];
  });

const secrets: ReadonlySet<string> = new Set(['EVENTSTORE_URL', ...channelVariables]);

const isWellSaid = (variable: EnvVar, workload: Workload, plan: Plan): boolean => {
  const { name, value, valueFrom } = variable;
  const [port] = podOf(workload).container.ports ?? [];
  if (name === 'PORT') return value === String(port?.containerPort);
  if (name === 'INSTANCE') return valueFrom?.fieldRef?.fieldPath === 'metadata.name';
  const secret = valueFrom?.secretKeyRef;
  if (secrets.has(name)) return secret?.name === nameOf(workload) && secret.key === name;
  const setting = valueFrom?.configMapKeyRef;
  return setting?.name === 'addresses' && setting.key === name && plan.settings.has(name);
};

/** The variables are those the app reads; passwords come from the app's own Secret. */
export const variablesAreKnown = (plan: Plan): readonly string[] =>
  workloadsOf(plan).flatMap((workload) => {
    const variables = podOf(workload).container.env ?? [];
    const instance = workload.kind === 'Job' ? [] : ['INSTANCE'];
    const wanted = [...variablesOf(appOf(workload)), 'LOG_LEVEL', ...instance];
    const names = variables.map(({ name }) => name);
    return [
      ...unless(
        areSame(names, wanted),
        `${nameOf(workload)} has the variables ${names.join(', ')}, not ${wanted.join(', ')}`,
      ),
      ...variables.flatMap((variable) =>
        unless(
          isWellSaid(variable, workload, plan),
          `${nameOf(workload)} takes ${variable.name} from a wrong place`,
        ),
      ),
    ];
  });

/** Alive is only that the event loop turns; ready is what takes traffic away. */
export const probesAreAnswered = (plan: Plan): readonly string[] =>
  allOf(plan, 'Deployment').flatMap((deployment) => {
    const { container } = podOf(deployment);
    const ports = (container.ports ?? []).map(({ name }) => name);
    const probes: readonly (readonly [string, Probe | undefined, string])[] = [
      ['startup', container.startupProbe, '/live'],
      ['liveness', container.livenessProbe, '/live'],
      ['readiness', container.readinessProbe, '/ready'],
    ];
    return probes.flatMap(([kind, probe, path]) => {
      const asked = probe?.httpGet;
      const isRight = asked?.path === path && plan.answered.includes(path);
      return [
        ...unless(isRight, `${nameOf(deployment)}: ${kind} asks ${asked?.path}, not ${path}`),
        ...unless(ports.includes(String(asked?.port)), `${nameOf(deployment)}: ${kind} port`),
      ];
    });
  });

const isConfined = (pod: PodSpec, container: Container): boolean =>
  pod.automountServiceAccountToken === false &&
  pod.enableServiceLinks === false &&
  pod.securityContext?.runAsNonRoot === true &&
  (pod.securityContext.runAsUser ?? 0) > 0 &&
  (pod.securityContext.runAsGroup ?? 0) > 0 &&
  pod.securityContext.seccompProfile?.type === 'RuntimeDefault' &&
  container.securityContext?.readOnlyRootFilesystem === true &&
  container.securityContext.allowPrivilegeEscalation === false &&
  container.securityContext.capabilities?.drop?.join() === 'ALL';

const hasRoom = ({ resources }: Container): boolean =>
  areSame(Object.keys(resources?.requests ?? {}), ['cpu', 'memory']) &&
  areSame(Object.keys(resources?.limits ?? {}), ['memory']);

export const podsAreConfined = (plan: Plan): readonly string[] =>
  workloadsOf(plan).flatMap((workload) => {
    const { pod, container } = podOf(workload);
    return [
      ...unless(pod.containers.length === 1, `${nameOf(workload)} has several containers`),
      ...unless(isConfined(pod, container), `${nameOf(workload)} may do more than it needs`),
      ...unless(hasRoom(container), `${nameOf(workload)} has other resources than the rest`),
    ];
  });

/** A pod ends within 20 s of SIGTERM, and a new one is ready before an old one goes. */
export const rolloutsLoseNothing = (plan: Plan): readonly string[] =>
  allOf(plan, 'Deployment').flatMap((deployment) => {
    const { pod, container } = podOf(deployment);
    const rolling = deployment.spec?.strategy?.rollingUpdate;
    const pauseSeconds = container.lifecycle?.preStop?.sleep?.seconds ?? 0;
    const graceSeconds = pod.terminationGracePeriodSeconds ?? 0;
    const isServing = nameOf(deployment) === 'gateway';
    return [
      ...unless(rolling?.maxUnavailable === 0, `${nameOf(deployment)} may be unavailable`),
      ...unless(graceSeconds >= pauseSeconds + 25, `${nameOf(deployment)} gets too little grace`),
      ...unless(pauseSeconds > 0 === isServing, `${nameOf(deployment)} pauses before SIGTERM`),
      ...unless((deployment.spec?.replicas ?? 1) > 1, `${nameOf(deployment)} runs only once`),
    ];
  });
