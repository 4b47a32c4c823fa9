import type { Problem } from './sources';

export const services = ['identity', 'gating', 'delivery', 'notifications'] as const;

/** What each service has, in the order of reading; `NAME` is the service's. */
const skeleton = [
  'README.md',
  'package.json',
  'src/main.ts',
  'src/NAME.module.ts',
  'src/NAME.controller.ts',
  'src/NAME.ts',
  'src/inbound.ts',
  'src/outbound.ts',
  'src/index.ts',
  'src/NAME.spec.ts',
];

/** What a service has besides: by name, so that the next reader finds it in the list first. */
const extras: Readonly<Record<(typeof services)[number], readonly string[]>> = {
  identity: [
    'src/birthdays.ts',
    'src/birthdays.int.spec.ts',
    'src/facts.ts',
    'src/facts.int.spec.ts',
    'src/identity.int.words.ts',
  ],
  gating: ['src/content.ts', 'src/expiry.ts', 'src/policy/*', 'src/quota/*'],
  delivery: ['src/concerns.ts', 'src/facts.ts', 'src/properties/*'],
  notifications: [
    'src/news.ts',
    'src/overtaking.ts',
    'src/push.ts',
    'src/push.words.ts',
    'src/crashes.spec.ts',
    'src/call.ts',
    'src/config.ts',
    'src/reading.ts',
    'src/texts.ts',
    'src/channels/*',
  ],
};

/** Nouns of the domain that are decided about: each has these files, `NAME` being the noun. */
const nouns = ['account', 'conversation', 'inbox', 'notice', 'policy', 'quota'] as const;
const nounFiles = ['NAME.ts', 'decide.ts', 'evolve.ts', 'NAME.spec.ts', 'NAME.words.ts'];

const namedIn = (pattern: string, file: string): boolean =>
  pattern.endsWith('/*')
    ? /^[^/]+$/u.test(file.slice(pattern.length - 1)) && file.startsWith(pattern.slice(0, -1))
    : pattern === file;

const missing = (files: ReadonlySet<string>, wanted: readonly string[]): readonly Problem[] =>
  wanted
    .filter((file) => !files.has(file))
    .map((file) => `${file}: missing; each of its kind has one (tools/tidy/skeleton.ts)`);

/** Every service has the same files and no others but the extras; the nouns likewise have theirs. */
export const skeletonProblems = (files: readonly string[]): readonly Problem[] => {
  const there = new Set(files);
  const ofServices = services.flatMap((name) => {
    const own = skeleton.map((file) => `apps/${name}/${file.replace('NAME', name)}`);
    const named = [...own, ...extras[name].map((file) => `apps/${name}/${file}`)];
    const allowed = [...named, ...named.map((file) => file.replace(/\.ts$/u, '.spec.ts'))];
    const others = files
      .filter((file) => file.startsWith(`apps/${name}/`))
      .filter((file) => !allowed.some((pattern) => namedIn(pattern, file)))
      .map((file) => `${file}: no part of a service; name it in tools/tidy/skeleton.ts or move it`);
    return [...missing(there, own), ...others];
  });
  const ofNouns = nouns.flatMap((noun) =>
    missing(
      there,
      nounFiles.map((file) => `libs/domain/src/${noun}/${file.replace('NAME', noun)}`),
    ),
  );
  return [...ofServices, ...ofNouns];
};
