import { readFileSync } from 'node:fs';
import { javaReleaseIn, obstacleIn } from './java';
import { isVersion, pomFile, serverProperties, versionIn } from './settings';
import { countIn, sumOf, textOf } from './suites';

const java = (version: string): string => `openjdk version "${version}" 2025-04-15\nOpenJDK …`;

describe('what is needed', () => {
  test('is read from what Java prints about itself', () => {
    expect(javaReleaseIn(java('17.0.15'))).toBe(17);
    expect(javaReleaseIn(java('25'))).toBe(25);
    expect(javaReleaseIn(java('21-ea'))).toBe(21);
    expect(javaReleaseIn('java version "1.8.0_412"')).toBe(8);
    expect(javaReleaseIn('The operation couldn’t be completed.')).toBeNull();
  });

  test('is there with Java 17 and Maven', () => {
    expect(obstacleIn(java('17.0.15'), 'Apache Maven 3.8.7')).toBeNull();
  });

  test('is told when it is missing, with the way to get it', () => {
    expect(obstacleIn(null, null)).toMatch(/^Java 17 or newer and Maven not found\. Get it with: /);
    expect(obstacleIn(java('17.0.15'), null)).toMatch(/^Maven not found\./);
    expect(obstacleIn(java('11.0.2'), 'Apache Maven 3.8.7')).toMatch(
      /^Java 17 or newer not found \(found Java 11\)\./,
    );
  });
});

describe('the version', () => {
  test('is the one of pom.xml', () => {
    expect(isVersion(versionIn(readFileSync(pomFile, 'utf8')))).toBe(true);
    expect(() => versionIn('<project/>')).toThrow('kafka.version');
  });

  test('is three numbers, and never part of another path', () => {
    expect(['3.9.1', '4.4.0', '10.0.12'].filter(isVersion)).toHaveLength(3);
    expect(['4', '4.0', '4.0.0-rc1', '../..', '4.0.0/..', ''].filter(isVersion)).toEqual([]);
  });
});

describe('the settings of the server', () => {
  const lines = serverProperties({ port: 9092, controllerPort: 9093, data: '/d' }).split('\n');

  test('are lines of a name and a value, each name once', () => {
    expect(lines.at(-1)).toBe('');
    const names = lines.slice(0, -1).map((line) => line.slice(0, line.indexOf('=')));
    expect(new Set(names).size).toBe(names.length);
    expect(names.every((name) => /^[a-z.]+$/.test(name))).toBe(true);
  });

  test('keep to loopback, on both ports', () => {
    expect(lines).toContain('listeners=PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093');
    expect(lines).toContain('advertised.listeners=PLAINTEXT://127.0.0.1:9092');
    expect(lines).toContain('controller.quorum.voters=1@127.0.0.1:9093');
    expect(lines).toContain('log.dirs=/d');
  });

  test('leave the making of topics to us, and let a first group begin on one replica', () => {
    expect(lines).toContain('auto.create.topics.enable=false');
    expect(lines).toContain('offsets.topic.replication.factor=1');
    expect(lines).toContain('group.initial.rebalance.delay.ms=0');
  });
});

describe('the count', () => {
  const report = {
    numPassedTests: 5,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 0,
    numRuntimeErrorTestSuites: 1,
  };

  test('takes a file that could not run as a failure', () => {
    expect(countIn(report)).toEqual({ passed: 5, failed: 2, skipped: 2 });
  });

  test('adds up to one line', () => {
    expect(textOf(sumOf([countIn(report), { passed: 2, failed: 0, skipped: 0 }]))).toBe(
      '7 passed, 2 failed, 2 skipped',
    );
  });
});
