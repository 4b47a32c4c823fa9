import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Apache Kafka 4 needs it; 3.9 runs on it as well. */
export const javaMin = 17;

/** The feature release in what `java -version` prints: 17 for "17.0.15", 8 for "1.8.0_412". */
export const javaReleaseIn = (text: string): number | null => {
  const found = /version "(?:1\.)?(\d+)/.exec(text);
  return found?.[1] ? Number(found[1]) : null;
};

/** What a program prints, on both streams; null where it is missing or fails. */
const outputOf = async (program: string, argument: string): Promise<string | null> => {
  try {
    const { stdout, stderr } = await run(program, [argument]);
    return `${stdout}\n${stderr}`;
  } catch {
    return null; // absent, or a launcher without a runtime behind it: both mean "not here"
  }
};

/** Why Apache Kafka cannot run here, with the way out; null where it can. */
export const obstacleIn = (java: string | null, maven: string | null): string | null => {
  const release = java === null ? null : javaReleaseIn(java);
  const found = [
    ...(release === null || release < javaMin ? [`Java ${javaMin} or newer`] : []),
    ...(maven === null ? ['Maven'] : []),
  ];
  if (found.length === 0) return null;
  const has = release !== null && release < javaMin ? ` (found Java ${release})` : '';
  return (
    `${found.join(' and ')} not found${has}. Get it with: ` +
    'apt-get install openjdk-17-jre-headless maven, or: brew install openjdk@17 maven'
  );
};

/** Looks for Java and Maven on this machine. */
export const findObstacle = async (): Promise<string | null> => {
  const [java, maven] = await Promise.all([outputOf('java', '-version'), outputOf('mvn', '-v')]);
  return obstacleIn(java, maven);
};
