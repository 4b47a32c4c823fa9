import {
  accountCommandNames,
  allTopics,
  dmCommandNames,
  refusalReasons,
  silentReasons,
  unchangedReasons,
} from '@vestibule/contracts';
import { exceptions } from './tidy/exceptions';
import { type Package, dependencyProblems, importProblems } from './tidy/imports';
import { excessesIn, limitProblems } from './tidy/limits';
import { exportProblems, fileNameProblems } from './tidy/names';
import { unreachedProblems } from './tidy/reach';
import { contractProblems, literalsOf, outboundProblems } from './tidy/shapes';
import { services, skeletonProblems } from './tidy/skeleton';
import { type Parsed, filesBelow, isTest, parse, readSources } from './tidy/sources';
import { headingProblems, linkProblems, textProblems } from './tidy/texts';

const sources = readSources();
const parsed = sources.filter(({ file }) => file.endsWith('.ts')).map(parse);
const product = parsed.filter(({ file }) => /^(?:apps|libs|tools)\//u.test(file) && !isTest(file));
const textOf = (file: string): string => sources.find((one) => one.file === file)?.text ?? '';
const treeOf = (file: string): Parsed => parse({ file, text: textOf(file) });

type Manifest = {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
};
const manifestIn = (text: string): Manifest => JSON.parse(text) as Manifest;

const packages: readonly Package[] = sources
  .filter(({ file }) => /^(?:apps|libs)\/.*package\.json$/u.test(file))
  .map(({ file, text }) => {
    const { name, dependencies = {} } = manifestIn(text);
    return {
      name,
      folder: file.slice(0, -'/package.json'.length),
      dependencies: Object.keys(dependencies).filter((one) => one.startsWith('@vestibule/')),
    };
  });

const known = (): ReadonlySet<string> => {
  const { dependencies, devDependencies } = manifestIn(textOf('package.json'));
  return new Set(Object.keys({ ...dependencies, ...devDependencies }));
};

describe('the tree', () => {
  test('has the skeleton of a service four times, and no other file but the named extras', () => {
    expect(skeletonProblems(filesBelow(''))).toEqual([]);
  });

  test('names files in kebab case, and by words that say something', () => {
    expect(fileNameProblems(filesBelow(''))).toEqual([]);
  });

  test('has no file that nothing reaches', () => {
    const configuration = sources.filter(({ file }) =>
      /^(?:package\.json|[^/]+\.cjs)$/u.test(file),
    );
    expect(unreachedProblems(parsed, configuration)).toEqual([]);
  });
});

describe('imports', () => {
  test('follow the direction of the architecture', () => {
    expect(packages.length).toBeGreaterThan(10);
    expect(importProblems(parsed, packages, known())).toEqual([]);
  });

  test('are all that package.json names', () => {
    expect(dependencyProblems(parsed, packages)).toEqual([]);
  });
});

describe('messages', () => {
  test('leave a service field by field', () => {
    const found = services.map((name) => treeOf(`apps/${name}/src/outbound.ts`));
    expect(found.flatMap(outboundProblems)).toEqual([]);
  });

  test('are declared by fields alone, in our own words', () => {
    const shapes = product.filter(({ file }) => file.startsWith('libs/contracts/src/'));
    expect(shapes.flatMap(contractProblems)).toEqual([]);
  });

  test('bear one name as class, key and type', () => {
    const odd = allTopics.flatMap(({ name, messages }) => {
      const suffix = name === 'gating.commands.v1' ? 'WithFacts' : '';
      return Object.entries(messages)
        .filter(([key, shape]) => shape.name !== `${key}${suffix}`)
        .map(([key, shape]) => `${name}: ${key} is declared by ${shape.name}`);
    });
    expect(odd).toEqual([]);
  });

  test('that command bear the same name in the domain', () => {
    const conversation = treeOf('libs/domain/src/conversation/conversation.ts');
    const asked = literalsOf(conversation, 'ConversationCommand').filter(
      (name) => name !== 'NoteFollow' && name !== 'ExpireRequest', // from inside: no message asks it
    );
    const account = literalsOf(
      treeOf('libs/domain/src/account/account.ts'),
      'AccountCommand',
    ).filter((name) => name !== 'NoteBirthday' && name !== 'ForgetPhone');
    expect(asked.toSorted()).toEqual([...dmCommandNames].toSorted());
    expect(account.toSorted()).toEqual([...accountCommandNames].toSorted());
  });
});

describe('rules', () => {
  const scenarios = parsed
    .filter(({ file }) => /^libs\/domain\/src\/conversation\/[^/]+\.spec\.ts$/u.test(file))
    .map(({ text }) => text)
    .join('\n');

  test('each have a scenario that trips them', () => {
    const reasons = [...refusalReasons, ...silentReasons, ...unchangedReasons];
    expect(reasons.filter((reason) => !scenarios.includes(`'${reason}'`))).toEqual([]);
  });
});

describe('the code', () => {
  test('exports names that say something, no enum, and nothing by default', () => {
    expect(product.flatMap(exportProblems)).toEqual([]);
  });

  test('keeps to the limits of the house, but for the exceptions with a reason', () => {
    expect(limitProblems(product.flatMap(excessesIn), exceptions)).toEqual([]);
  });
});

describe('documents and texts', () => {
  const files = new Map(filesBelow('').map((file) => [file, textOf(file)]));
  const documents = sources.filter(({ file }) => file.endsWith('.md'));

  test('link to what is there', () => {
    expect(documents.flatMap((one) => linkProblems(one, files))).toEqual([]);
  });

  test.each(services)('tell the same five things of %s', (name) => {
    const file = `apps/${name}/README.md`;
    expect(headingProblems({ file, text: textOf(file) })).toEqual([]);
  });

  test('name no machine, hide no test, and number their debt', () => {
    expect(sources.flatMap(textProblems)).toEqual([]);
  });
});
