import { ConfigError, configOf } from './config';

const whole = {
  KAFKA_BROKERS: 'a:9092,b:9092',
  EVENTSTORE_URL: 'esdb://store:2113?tls=false',
  DATABASE_URL: 'postgres://db/vestibule',
};

describe('configuration', () => {
  test('is read from the environment, with defaults', () => {
    expect(configOf({ ...whole, HOSTNAME: 'pod-7' }, true)).toEqual({
      kafkaBrokers: ['a:9092', 'b:9092'],
      eventstoreUrl: whole.EVENTSTORE_URL,
      databaseUrl: whole.DATABASE_URL,
      port: 3000,
      policyLeadMs: 60_000,
      instance: 'pod-7',
      logLevel: 'info',
    });
  });

  test('tells everything that is wrong at once', () => {
    const read = () =>
      configOf({ PORT: 'many', LOG_LEVEL: 'loud', POLICY_LEAD_SECONDS: '0' }, true);
    expect(read).toThrow(ConfigError);
    const servers = ['KAFKA_BROKERS', 'EVENTSTORE_URL', 'DATABASE_URL'];
    for (const name of [...servers, 'PORT', 'LOG_LEVEL', 'POLICY_LEAD_SECONDS'])
      expect(read).toThrow(name);
  });

  test('asks for a database only where there is a read model', () => {
    const { DATABASE_URL: _database, ...rest } = whole;
    expect(configOf(rest, false).databaseUrl).toBeUndefined();
  });
});
