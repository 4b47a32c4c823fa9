import { readFileSync } from 'node:fs';
import { ConfigError } from '@vestibule/service';
import type { JSONWebKeySet } from 'jose';

/** Where the public keys of the issuer are. */
export type KeySource =
  | { readonly type: 'url'; readonly url: URL }
  | { readonly type: 'file'; readonly keys: JSONWebKeySet };

export type GatewayConfig = {
  readonly kafkaBrokers: readonly string[];
  readonly eventstoreUrl: string;
  readonly databaseUrl: string;
  readonly keys: KeySource;
  readonly issuer: string;
  readonly audience: string;
  /** 0 picks a free one. */
  readonly port: number;
  readonly httpHost: string;
  readonly instance: string;
  readonly logLevel: string;
};

type Environment = Readonly<Record<string, string | undefined>>;
type Told = { readonly value: (name: string) => string | undefined; readonly problems: string[] };

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];
/** The issuer that the local stack makes up; believed only together with a file of keys. */
const localIssuer = 'vestibule-local';

const wanted = ({ value, problems }: Told, name: string, example: string): string => {
  const found = value(name);
  if (found === undefined) problems.push(`${name} is missing, for example ${example}`);
  return found ?? '';
};

const portIn = ({ value, problems }: Told): number => {
  const port = Number(value('PORT') ?? '8080');
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    problems.push(`PORT is "${value('PORT')}", not a port number`);
  return port;
};

const logLevelIn = ({ value, problems }: Told): string => {
  const level = value('LOG_LEVEL') ?? 'info';
  if (!logLevels.includes(level))
    problems.push(`LOG_LEVEL is "${level}", not one of ${logLevels.join(', ')}`);
  return level;
};

const keysInFile = (file: string, { problems }: Told): KeySource | undefined => {
  try {
    const keys = JSON.parse(readFileSync(file, 'utf8')) as JSONWebKeySet;
    if (Array.isArray(keys.keys) && keys.keys.length > 0) return { type: 'file', keys };
    problems.push('JWKS_FILE holds no keys');
  } catch (error) {
    problems.push(`JWKS_FILE cannot be read: ${(error as Error).message}`);
  }
  return undefined;
};

const keysIn = (told: Told): KeySource | undefined => {
  const [url, file] = [told.value('JWKS_URL'), told.value('JWKS_FILE')];
  if ((url === undefined) === (file === undefined)) {
    told.problems.push('one of JWKS_URL and JWKS_FILE must be set: where the public keys are');
    return undefined;
  }
  if (file !== undefined) return keysInFile(file, told);
  const parsed = URL.canParse(url ?? '') ? new URL(url ?? '') : undefined;
  if (parsed && /^https?:$/.test(parsed.protocol)) return { type: 'url', url: parsed };
  told.problems.push('JWKS_URL is no http or https address');
  return undefined;
};

/** Reads the environment into typed configuration. Throws `ConfigError` with every problem. */
export const gatewayConfigOf = (env: Environment): GatewayConfig => {
  const problems: string[] = [];
  const told: Told = { value: (name) => env[name]?.trim() || undefined, problems };
  const kafkaBrokers = wanted(told, 'KAFKA_BROKERS', '127.0.0.1:9092').split(',').filter(Boolean);
  const eventstoreUrl = wanted(told, 'EVENTSTORE_URL', 'esdb://127.0.0.1:2113?tls=false');
  const databaseUrl = wanted(
    told,
    'DATABASE_URL',
    'postgres://user:password@127.0.0.1:5432/vestibule',
  );
  const keys = keysIn(told);
  const issuer =
    told.value('JWT_ISSUER') ??
    (told.value('JWKS_FILE') ? localIssuer : wanted(told, 'JWT_ISSUER', 'https://login.example'));
  const [port, logLevel] = [portIn(told), logLevelIn(told)];
  if (problems.length > 0 || !keys) throw new ConfigError(problems);
  return {
    kafkaBrokers,
    eventstoreUrl,
    databaseUrl,
    keys,
    issuer,
    audience: told.value('JWT_AUDIENCE') ?? 'vestibule',
    port,
    httpHost: told.value('HTTP_HOST') ?? '0.0.0.0',
    instance: told.value('INSTANCE') ?? told.value('HOSTNAME') ?? 'local',
    logLevel,
  };
};
