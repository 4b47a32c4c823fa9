import { readFileSync } from 'node:fs';
import { UsageError } from './failures';

/** What a command may need to reach. */
export type Server = 'kafka' | 'eventstore' | 'database';

type Known = { readonly variable: string; readonly example: string; readonly form: RegExp };

const known: Readonly<Record<Server, Known>> = {
  kafka: {
    variable: 'KAFKA_BROKERS',
    example: '127.0.0.1:9092',
    form: /^[^\s,/]+:\d+(\s*,\s*[^\s,/]+:\d+)*$/,
  },
  eventstore: {
    variable: 'EVENTSTORE_URL',
    example: 'esdb://127.0.0.1:2113?tls=false',
    form: /^esdb(\+discover)?:\/\/./,
  },
  database: {
    variable: 'DATABASE_URL',
    example: 'postgres://user:password@127.0.0.1:5432/vestibule',
    form: /^postgres(ql)?:\/\/./,
  },
};

export const stackFileDefault = 'data/stack.json';

/** Where addresses are looked for. */
export type Sources = {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The file that `npm start` writes, when the operator names one: then it alone counts. */
  readonly stack?: string | undefined;
};

type Found = {
  readonly lookUp: (server: Server) => string | undefined;
  /** Where they would have to stand. */
  readonly advice: string;
};

const textIn = (value: unknown, server: Server): string | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const found: unknown = Object.entries(value).find(([name]) => name === server)?.[1];
  return typeof found === 'string' && found !== '' ? found : undefined;
};

const fromFile = (file: string): Found | null => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return null;
  }
  try {
    const stack: unknown = JSON.parse(text);
    return {
      lookUp: (server) => textIn(stack, server),
      advice: `${file} does not name them: stop the local stack and run \`npm start\` again.`,
    };
  } catch (cause) {
    throw new UsageError(`${file} is no JSON: stop the local stack and run \`npm start\` again.`, {
      cause,
    });
  }
};

const fromEnvironment = (env: Sources['env']): Found => ({
  lookUp: (server) => env[known[server].variable]?.trim() || undefined,
  advice: 'Set them all; a local stack is not used while the environment names an address.',
});

const nowhere = (file: string): Found => ({
  lookUp: () => undefined,
  advice: `No local stack is running here (no ${file}): run \`npm start\`, or set them.`,
});

/**
 * The environment, or the local stack when it names nothing. Never a mixture of both: a rebuild
 * would fill one read model from another system's store.
 */
const foundIn = ({ env, stack }: Sources): Found => {
  if (stack !== undefined) return fromFile(stack) ?? nowhere(stack);
  const servers = Object.values(known);
  if (servers.some(({ variable }) => env[variable]?.trim())) return fromEnvironment(env);
  return fromFile(stackFileDefault) ?? nowhere(stackFileDefault);
};

/** What is wrong with an address; itself it is not told, because it may hold a password. */
const problemOf = (server: Server, address: string | undefined): readonly string[] => {
  const { variable, example, form } = known[server];
  if (address === undefined) return [`  - ${variable} is missing, for example ${example}`];
  return form.test(address) ? [] : [`  - ${variable} is no address like ${example}`];
};

/** The addresses of the servers that a command needs. Throws with all that is wrong with them. */
export const addressesOf = <Wanted extends Server>(
  wanted: readonly Wanted[],
  sources: Sources,
): Readonly<Record<Wanted, string>> => {
  const { lookUp, advice } = foundIn(sources);
  const problems = wanted.flatMap((server) => problemOf(server, lookUp(server)));
  if (problems.length > 0)
    throw new UsageError(`The addresses do not work:\n${problems.join('\n')}\n${advice}`);
  const pairs = wanted.map((server) => [server, lookUp(server) ?? '']);
  return Object.fromEntries(pairs) as Record<Wanted, string>;
};
