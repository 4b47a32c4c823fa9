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
      instance: 'pod-7',
      logLevel: 'info',
    });
  });

  test('tells everything that is wrong at once', () => {
    const read = () => configOf({ PORT: 'many', LOG_LEVEL: 'loud' }, true);
    expect(read).toThrow(ConfigError);
    for (const name of ['KAFKA_BROKERS', 'EVENTSTORE_URL', 'DATABASE_URL', 'PORT', 'LOG_LEVEL'])
      expect(read).toThrow(name);
  });

  test('asks for a database only where there is a read model', () => {
    const { DATABASE_URL: _database, ...rest } = whole;
    expect(configOf(rest, false).databaseUrl).toBeUndefined();
  });
});
