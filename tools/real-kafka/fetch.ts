import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Children } from './children';
import type { Progress } from './progress';
import { pomFile } from './settings';

const cache = join(__dirname, '../../node_modules/.cache/vestibule');

const copy = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';

const filesIn = (directory: string): number =>
  existsSync(directory) ? readdirSync(directory).length : 0;

/** Fetches Apache Kafka by Maven, once per version. Resolves with the directory of its jars. */
export const fetchKafka = async (
  version: string,
  children: Children,
  progress: Progress,
): Promise<string> => {
  const jars = join(cache, `kafka-${version}`);
  if (existsSync(jars)) return jars;
  const draft = `${jars}.${process.pid}`;
  mkdirSync(cache, { recursive: true });
  const wanted = [`-Dkafka.version=${version}`, '-DincludeScope=runtime'];
  const args = ['-q', '-B', '-f', pomFile, copy, ...wanted, `-DoutputDirectory=${draft}`];
  const maven = children.start('mvn', args, { output: 'inherit' });
  try {
    const code = await progress.during(
      `fetching Apache Kafka ${version} by Maven`,
      maven.exited,
      () => `${filesIn(draft)} files`,
    );
    if (code !== 0) throw new Error(`Maven could not fetch Apache Kafka ${version}.`);
    renameSync(draft, jars); // renamed when complete, so nobody starts half of it
    return jars;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
};
