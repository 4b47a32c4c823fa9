/** What a process is told by its environment; see `docs/operations.md` for each variable. */
export type Config = {
  readonly kafkaBrokers: readonly string[];
  readonly eventstoreUrl: string;
  /** Only for services with a read model. */
  readonly databaseUrl: string | undefined;
  /** HTTP port for /live, /ready and /metrics; 0 picks a free one. */
  readonly port: number;
  /** How long before it takes effect a change of the policy is recorded. */
  readonly policyLeadMs: number;
  /** Unique among the running instances of one service, the same again after its restart. */
  readonly instance: string;
  readonly logLevel: string;
};

/** Everything that is wrong with the configuration, told at once. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly problems: readonly string[]) {
    super(
      `The configuration does not work:\n${problems.map((problem) => `  - ${problem}`).join('\n')}\n` +
        'Set these variables, or run `npm start`, which sets them for a local stack.',
    );
  }
}

const leadSecondsMax = 3_600;
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/**
 * Reads the environment into typed configuration. Throws `ConfigError` with every problem.
 * `needsDatabase`: the service has a read model.
 */
export const configOf = (
  env: Readonly<Record<string, string | undefined>>,
  needsDatabase: boolean,
): Config => {
  const problems: string[] = [];
  const wanted = (name: string, example: string): string => {
    const value = env[name]?.trim();
    if (!value) problems.push(`${name} is missing, for example ${example}`);
    return value ?? '';
  };
  const port = Number(env['PORT'] ?? '3000');
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    problems.push(`PORT is "${env['PORT']}", not a port number`);
  const leadSeconds = Number(env['POLICY_LEAD_SECONDS'] ?? '60');
  if (!Number.isInteger(leadSeconds) || leadSeconds < 1 || leadSeconds > leadSecondsMax)
    problems.push(
      `POLICY_LEAD_SECONDS is "${env['POLICY_LEAD_SECONDS']}", not 1 to ${leadSecondsMax} seconds`,
    );
  const logLevel = env['LOG_LEVEL'] ?? 'info';
  if (!logLevels.includes(logLevel))
    problems.push(`LOG_LEVEL is "${logLevel}", not one of ${logLevels.join(', ')}`);
  const config = {
    kafkaBrokers: wanted('KAFKA_BROKERS', '127.0.0.1:9092').split(',').filter(Boolean),
    eventstoreUrl: wanted('EVENTSTORE_URL', 'esdb://127.0.0.1:2113?tls=false'),
    databaseUrl: needsDatabase
      ? wanted('DATABASE_URL', 'postgres://user:password@127.0.0.1:5432/vestibule')
      : env['DATABASE_URL'],
    port,
    policyLeadMs: leadSeconds * 1_000,
    instance: env['INSTANCE'] ?? env['HOSTNAME'] ?? 'local',
    logLevel,
  };
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
};
