import { posix } from 'node:path';
import { type Plan, podOf, workloadsOf } from './plan';
import { unless } from './workload-rules';

const instructions = (dockerfile: string, name: string): readonly string[] =>
  dockerfile
    .split('\n')
    .filter((line) => line.startsWith(`${name} `))
    .map((line) => line.slice(name.length + 1));

const entryOf = (dockerfile: string): readonly string[] => {
  const [entry = '[]'] = instructions(dockerfile, 'ENTRYPOINT');
  return entry.startsWith('[') ? (JSON.parse(entry) as string[]) : [];
};

/** Where the last stage puts the files it copies. */
const copiedFiles = (dockerfile: string): readonly string[] => {
  const folder = instructions(dockerfile, 'WORKDIR').at(-1) ?? '';
  return instructions(dockerfile, 'COPY')
    .filter((copy) => copy.startsWith('--from=build '))
    .flatMap((copy) => copy.split(' ').slice(1, -1))
    .map((path) => posix.join(folder, posix.basename(path)));
};

export const imageRunsWhatItHolds = ({ dockerfile }: Plan): readonly string[] => {
  const [program, ...rest] = entryOf(dockerfile);
  const file = rest.at(-1) ?? '';
  const copied = copiedFiles(dockerfile);
  return [
    ...unless(program === 'node', 'Dockerfile: the entry point is not node by itself'),
    ...unless(copied.includes(file), `Dockerfile: ${file} is not among ${copied.join(', ')}`),
    ...unless(copied.includes(`${file}.map`), 'Dockerfile: the source map is missing'),
    ...unless(dockerfile.includes('/apps/${APP}/dist/main.js '), 'Dockerfile: not what nx builds'),
  ];
};

/** Whoever names the file to run must name the one in the image. */
export const commandsNameTheFile = (plan: Plan): readonly string[] => {
  const file = entryOf(plan.dockerfile).at(-1);
  const commands = [
    ...workloadsOf(plan).map((each) => podOf(each).container.command ?? []),
    ...Object.values(plan.compose.services).map(({ command = [] }) => command),
  ];
  return commands
    .flat()
    .filter((word) => word.endsWith('.js') && word !== file)
    .map((word) => `A command runs ${word}, the image holds ${file}`);
};

/** Both places make the topics by the same words. */
export const topicsAreCreated = (plan: Plan): readonly string[] => {
  const words = 'topics create';
  const inJob = workloadsOf(plan).filter((each) => podOf(each).container.args?.join(' ') === words);
  return [
    ...unless(inJob.length === 1 && inJob[0]?.kind === 'Job', 'No Job creates the topics'),
    ...unless(
      plan.compose.services['topics']?.command?.join(' ') === words,
      'docker-compose.yml does not create the topics',
    ),
  ];
};

export const imageIsPlain = ({ dockerfile }: Plan): readonly string[] => {
  const stages = instructions(dockerfile, 'FROM').map((from) => from.split(' ')[0]);
  const [user] = instructions(dockerfile, 'USER');
  return [
    ...unless(
      stages.join() === 'node:${NODE_VERSION}-slim,node:${NODE_VERSION}-slim' &&
        /^ARG NODE_VERSION=20\.\d+\.\d+$/m.test(dockerfile),
      `Dockerfile: the stages ${stages.join(', ')} are not two of one pinned version`,
    ),
    ...unless(/^[1-9]\d*$/.test(user ?? ''), `Dockerfile: runs as ${user}`),
    ...unless(
      /^RUN .*npm ci --ignore-scripts$/m.test(dockerfile),
      'Dockerfile: installs without the lock, or with install scripts',
    ),
    ...unless(!/^(CMD|HEALTHCHECK|ADD) /m.test(dockerfile), 'Dockerfile: holds too much'),
  ];
};

const neverSent = ['.git', '**/node_modules', '**/dist', '**/.env*'];
const alwaysSent = ['apps', 'libs', 'e2e', 'tools', 'LICENSE', 'NOTICE', '*.json'];

/** npm ci compares every workspace's package.json with the lock, so none may be left out. */
export const contextIsRight = ({ ignored }: Plan): readonly string[] => [
  ...neverSent
    .filter((path) => !ignored.includes(path))
    .map((path) => `.dockerignore: add ${path}`),
  ...alwaysSent.filter((path) => ignored.includes(path)).map((path) => `.dockerignore: no ${path}`),
];
