import { areSame, type Compose, type ComposeService, type Plan, variablesOf } from './plan';
import { unless } from './workload-rules';

const servicesOf = ({ services }: Compose) => Object.entries(services);

const appOf = ({ build }: ComposeService): string | undefined => build?.args?.APP;

const isPinned = ({ image, build }: ComposeService): boolean =>
  build
    ? image === `vestibule/${build.args?.APP}:\${VESTIBULE_VERSION:-dev}`
    : /:\d+\.\d+(\.\d+)?(-[a-z-]+)?$/.test(image);

export const containersArePinned = ({ compose }: Plan): readonly string[] =>
  servicesOf(compose).flatMap(([name, service]) =>
    unless(isPinned(service), `docker-compose.yml: ${name} has the image ${service.image}`),
  );

/** Every app runs under its own name; the operators' tool makes the topics. */
export const composeRunsEveryApp = ({ compose, apps }: Plan): readonly string[] => {
  const built = servicesOf(compose).filter(([, service]) => service.build);
  const names = built.map(
    ([name, service]) => (name === 'topics' ? 'ops' : name) === appOf(service),
  );
  return [
    ...unless(
      areSame(
        built.map(([, service]) => appOf(service) ?? ''),
        apps,
      ),
      `docker-compose.yml does not build the apps ${apps.join(', ')}`,
    ),
    ...unless(names.every(Boolean), 'docker-compose.yml: a service is not named after its app'),
  ];
};

export const containersKnowTheirVariables = ({ compose }: Plan): readonly string[] =>
  servicesOf(compose).flatMap(([name, service]) => {
    const app = appOf(service);
    if (app === undefined) return [];
    const names = Object.keys(service.environment);
    const wanted = [...variablesOf(app), 'LOG_LEVEL'];
    return unless(areSame(names, wanted), `docker-compose.yml: ${name} has ${names.join(', ')}`);
  });

/** Who waits for health must be able to see it; who waits for an end must find one. */
export const waitsCanEnd = ({ compose }: Plan): readonly string[] =>
  servicesOf(compose).flatMap(([name, { depends_on = {} }]) =>
    Object.entries(depends_on).flatMap(([other, { condition }]) => {
      const awaited = compose.services[other];
      const isWatched = condition === 'service_healthy' && awaited?.healthcheck;
      const isEnding = condition === 'service_completed_successfully' && awaited?.command;
      return unless(
        Boolean(isWatched || isEnding),
        `docker-compose.yml: ${name} waits in vain for ${other}`,
      );
    }),
  );

export const containersAreWatched = ({ compose, answered }: Plan): readonly string[] =>
  servicesOf(compose).flatMap(([name, { healthcheck, environment, command, build }]) => {
    if (command) return [];
    const test = healthcheck?.test.join(' ') ?? '';
    const [, port, path] = /127\.0\.0\.1:(\d+)(\/\w+)'/.exec(test) ?? [];
    const isAnswered = path === '/ready' && answered.includes(path);
    return unless(
      build ? isAnswered && port === String(environment['PORT']) : test !== '',
      `docker-compose.yml: nobody can tell whether ${name} is healthy`,
    );
  });

/** Only the gateway is published, and only to this machine. */
export const portsStayHere = ({ compose }: Plan): readonly string[] =>
  servicesOf(compose).flatMap(([name, { ports = [], environment }]) =>
    ports.flatMap((port) =>
      unless(
        name === 'gateway' && port === `127.0.0.1:\${GATEWAY_PORT:-8080}:${environment['PORT']}`,
        `docker-compose.yml: ${name} publishes ${port}`,
      ),
    ),
  );

const hasPlainSecret = ([name, value]: readonly [string, string | number]): boolean =>
  /PASSWORD|SECRET|TOKEN|_URL$/.test(name) &&
  /:\/\/[^/]*:[^/]*@|PASSWORD/.test(`${name} ${value}`) &&
  !String(value).includes('${POSTGRES_PASSWORD:-for-development-only}');

export const passwordsAreTold = ({ compose }: Plan): readonly string[] =>
  servicesOf(compose).flatMap(([name, { environment }]) =>
    Object.entries(environment)
      .filter(hasPlainSecret)
      .map(([variable]) => `docker-compose.yml: ${name} has a password in ${variable}`),
  );

/** A store without its volume forgets everything when its container is replaced. */
export const volumesAreDeclared = ({ compose }: Plan): readonly string[] => {
  const used = servicesOf(compose).flatMap(([, { volumes = [] }]) => volumes);
  const names = used.map((volume) => volume.slice(0, volume.indexOf(':')));
  return unless(
    areSame(names, Object.keys(compose.volumes ?? {})) && names.length >= 3,
    `docker-compose.yml: the volumes in use are ${names.join(', ')}`,
  );
};

/** Both ignore a name they do not know, and then do what we must not have. */
const settings = [
  ['kafka', 'KAFKA_AUTO_CREATE_TOPICS_ENABLE', 'false'],
  ['eventstore', 'EVENTSTORE_RUN_PROJECTIONS', 'None'],
] as const;

export const storesAreSetUp = ({ compose }: Plan): readonly string[] =>
  settings.flatMap(([name, variable, value]) =>
    unless(
      compose.services[name]?.environment[variable] === value,
      `docker-compose.yml: ${name} is not set up: ${variable} must be ${value}`,
    ),
  );
