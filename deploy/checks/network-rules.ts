import { allOf, areSame, type Manifest, nameOf, type Plan, podOf, workloadsOf } from './plan';
import { unless } from './workload-rules';

type Labels = Readonly<Record<string, string>>;

const selects = (selector: Labels | undefined, labels: Labels | undefined): boolean =>
  Object.entries(selector ?? { '': '' }).every(([name, value]) => labels?.[name] === value);

const selectorOf = (manifest: Manifest): Labels | undefined => {
  switch (manifest.kind) {
    case 'Deployment':
    case 'PodDisruptionBudget':
      return manifest.spec?.selector?.matchLabels;
    case 'Service':
      return manifest.spec?.selector;
    case 'NetworkPolicy':
      return manifest.spec?.podSelector.matchLabels;
    case 'Job':
    case undefined:
      return undefined;
  }
};

/** A selector that selects nobody, or somebody else, is accepted by Kubernetes without a word. */
export const selectorsFit = (plan: Plan): readonly string[] => {
  const workloads = workloadsOf(plan);
  return plan.manifests.flatMap((manifest) => {
    if (manifest.kind === 'Job') return [];
    const selected = workloads.filter((each) => selects(selectorOf(manifest), podOf(each).labels));
    const isAll = manifest.kind === 'NetworkPolicy' && nameOf(manifest) === 'vestibule';
    const wanted = isAll ? workloads.map(nameOf) : [nameOf(manifest)];
    const found = selected.map(nameOf).join();
    return unless(
      found === wanted.join(),
      `The selector of ${manifest.kind} ${nameOf(manifest)} selects "${found}"`,
    );
  });
};

/** Spreading counts the pods its own selector finds. */
export const podsAreSpread = (plan: Plan): readonly string[] =>
  allOf(plan, 'Deployment').flatMap((deployment) => {
    const { pod, labels } = podOf(deployment);
    const [constraint] = pod.topologySpreadConstraints ?? [];
    const isSpread =
      constraint?.topologyKey === 'kubernetes.io/hostname' &&
      selects(constraint.labelSelector?.matchLabels, labels);
    return unless(isSpread, `The pods of ${nameOf(deployment)} are not spread over the nodes`);
  });

/** A label that is missing somewhere makes a selector miss, now or in the next one written. */
export const labelsAreUniform = (plan: Plan): readonly string[] => {
  const pods = workloadsOf(plan).map((workload) => ({
    said: `the pods of ${nameOf(workload)}`,
    name: nameOf(workload),
    labels: podOf(workload).labels,
  }));
  const all = plan.manifests.map((manifest) => ({
    said: `${manifest.kind} ${nameOf(manifest)}`,
    name: nameOf(manifest),
    labels: manifest.metadata?.labels,
  }));
  return [...pods, ...all].flatMap(({ said, name, labels = {} }) => {
    const whole = labels['app.kubernetes.io/part-of'];
    const part = labels['app.kubernetes.io/name'] ?? whole;
    const isRight = part === name && whole === 'vestibule' && Object.keys(labels).length <= 2;
    return unless(isRight, `The labels of ${said} do not tell its name`);
  });
};

export const portsAreNamed = (plan: Plan): readonly string[] => {
  const ports = allOf(plan, 'Deployment').flatMap((each) => podOf(each).container.ports ?? []);
  const isKnown = (name: unknown) => ports.length > 0 && ports.every((port) => port.name === name);
  return [
    ...allOf(plan, 'Service').flatMap((service) =>
      (service.spec?.ports ?? []).flatMap(({ targetPort }) =>
        unless(isKnown(targetPort), `Service ${nameOf(service)} leads to port ${targetPort}`),
      ),
    ),
    ...allOf(plan, 'NetworkPolicy').flatMap((policy) =>
      (policy.spec?.ingress ?? [])
        .flatMap((rule) => rule.ports ?? [])
        .flatMap(({ port }) => unless(isKnown(port), `NetworkPolicy ${nameOf(policy)}: ${port}`)),
    ),
  ];
};

/** The label that every namespace bears by itself. */
const namespaceName = 'kubernetes.io/metadata.name';

/** Only the gateway may be reached by anybody. */
export const doorsAreClosed = (plan: Plan): readonly string[] => {
  const policies = allOf(plan, 'NetworkPolicy');
  return [
    ...unless(
      areSame(policies.map(nameOf), ['vestibule', 'gateway']),
      'There is a NetworkPolicy too few or too many',
    ),
    ...policies.flatMap((policy) => {
      const rules = policy.spec?.ingress ?? [];
      const isClosed = rules.every(({ from }) =>
        from?.every(({ namespaceSelector }) => namespaceSelector?.matchLabels?.[namespaceName]),
      );
      return unless(
        policy.spec?.policyTypes?.join() === 'Ingress' &&
          rules.length === 1 &&
          (isClosed || nameOf(policy) === 'gateway'),
        `NetworkPolicy ${nameOf(policy)} lets in whom it should not`,
      );
    }),
  ];
};
