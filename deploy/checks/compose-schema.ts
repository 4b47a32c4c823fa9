const text = { type: 'string', minLength: 1 };
const texts = { type: 'array', items: text, minItems: 1 };
const duration = { type: 'string', pattern: '^([0-9]+(ms|s|m|h))+$' };

const only = (properties: object, required: readonly string[] = []) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});

const mapOf = (schema: object) => ({
  type: 'object',
  additionalProperties: false,
  patternProperties: { '^[A-Za-z0-9._-]+$': schema },
});

const healthcheck = only(
  {
    test: { type: 'array', items: [{ const: 'CMD' }], additionalItems: text, minItems: 2 },
    interval: duration,
    timeout: duration,
    start_period: duration,
    start_interval: duration,
    retries: { type: 'integer', minimum: 1 },
  },
  ['test', 'interval', 'timeout', 'retries'],
);

const condition = {
  enum: ['service_started', 'service_healthy', 'service_completed_successfully'],
};

const service = only(
  {
    image: text,
    build: only({ context: text, dockerfile: text, args: mapOf(text) }, ['context', 'dockerfile']),
    command: texts,
    platform: text,
    hostname: text,
    restart: { enum: ['no', 'always', 'on-failure', 'unless-stopped'] },
    stop_grace_period: duration,
    shm_size: { type: 'string', pattern: '^[0-9]+(kb|mb|gb)$' },
    read_only: { type: 'boolean' },
    cap_drop: texts,
    security_opt: texts,
    environment: mapOf({ type: ['string', 'integer'] }),
    depends_on: mapOf(only({ condition }, ['condition'])),
    healthcheck,
    volumes: { type: 'array', items: { type: 'string', pattern: '^[a-z-]+:/[a-z/]+$' } },
    extra_hosts: texts,
    ports: texts,
  },
  ['image', 'restart', 'environment'],
);

/**
 * JSON Schema of the part of the Compose specification that docker-compose.yml uses. It is narrower
 * than the specification on purpose: health checks and commands are lists, so no shell reads them.
 */
export const composeSchema = {
  ...only({ name: text, services: mapOf(service), volumes: mapOf(only({})) }, ['name', 'services']),
  patternProperties: { '^x-': {} },
};
