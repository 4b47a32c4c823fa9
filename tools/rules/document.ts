import {
  accountReasons,
  deadLetterReasons,
  inboxReasons,
  policyReasons,
  publicCodes,
  refusalReasons,
  silentReasons,
  unchangedReasons,
} from '@vestibule/contracts';
import { type Test, allTests, sourcesBelow } from './scan';
import { type Seed, seeds } from './seeds';

/** One rule or code: where it is decided, and what proves it. */
type Row = {
  readonly name: string;
  readonly rule?: string;
  readonly places: readonly string[];
  readonly tests: readonly Test[];
};

type Section = { readonly title: string; readonly about: string; readonly rows: readonly Row[] };

/** The document, and the rows of it that no place or no test stands behind. */
export type Rules = { readonly text: string; readonly unproved: readonly string[] };

const testsShown = 3;

const linked = (file: string): string => `[${file.split('/').at(-1)}](../${file})`;
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const line = ({ name, rule, places, tests }: Row): string => {
  const proofs = tests
    .slice(0, testsShown)
    .map(({ file, title }) => `${linked(file)}: ${cell(title)}`);
  const cells = [places.map(linked).join(', '), proofs.join('<br>')];
  return `| ${[name, ...(rule === undefined ? [] : [cell(rule)]), ...cells].join(' | ')} |`;
};

const told = ({ title, about, rows }: Section): string => {
  const head = rows[0]?.rule === undefined ? ['code'] : ['#', 'rule'];
  const columns = [...head, 'decided in', 'proved by'];
  const table = [`| ${columns.join(' | ')} |`, `|${columns.map(() => '---|').join('')}`];
  return [`## ${title}`, about, [...table, ...rows.map(line)].join('\n')].join('\n\n');
};

const once = (tests: readonly Test[]): readonly Test[] => [
  ...new Map(tests.map((test) => [`${test.file}~${test.title}`, test])).values(),
];

/** A test proves a seed rule by bearing its number, as in `seed 7: …`, or by being named there. */
const proves = ({ number, proofs }: Seed, { file, title }: Test): boolean =>
  new RegExp(`\\bseeds? (?:\\d+(?:, | and ))*${number}\\b`, 'u').test(title) ||
  proofs.some((proof) => file === proof.file && title.includes(proof.says));

type Repository = {
  readonly tests: readonly Test[];
  readonly sources: readonly { readonly file: string; readonly text: string }[];
};

const seedRows = ({ tests }: Repository): readonly Row[] =>
  seeds.map((seed) => ({
    name: String(seed.number),
    rule: seed.rule,
    places: seed.places,
    tests: once(tests.filter((test) => proves(seed, test))),
  }));

/** `conversation/conversation.ts` holds the types of a folder, in which nothing is decided. */
const declaresOnly = ({ file }: { readonly file: string }): boolean => {
  const [name, folder] = file.split('/').toReversed();
  return name === `${folder}.ts`;
};

/** A code is decided where it is written, in these folders, and proved by tests that write it. */
const codeRows = (
  codes: readonly string[],
  { tests, sources }: Repository,
  folders: readonly string[],
): readonly Row[] => {
  const isOwn = ({ file }: { readonly file: string }) =>
    folders.some((folder) => file.startsWith(folder));
  const own = sources.filter((source) => isOwn(source) && !declaresOnly(source));
  const [near, far] = [tests.filter(isOwn), tests.filter((test) => !isOwn(test))];
  return codes.map((code) => {
    const written = new RegExp(`['"\`]${code}['"\`]|\\b${code}:`, 'u');
    return {
      name: `\`${code}\``,
      places: own.filter(({ text }) => written.test(text)).map(({ file }) => file),
      tests: once([...near, ...far].filter(({ title, text }) => written.test(title + text))),
    };
  });
};

/** Reasons of the closed list that wait for signatures and for topics with optional messages. */
const reserved: readonly string[] = ['BAD_SIGNATURE', 'UNKNOWN_ISSUER', 'NO_HANDLER'];

type Codes = {
  readonly title: string;
  readonly about: string;
  readonly codes: readonly string[];
  /** Where they are decided. */
  readonly folders: readonly string[];
};

const closedLists: readonly Codes[] = [
  {
    title: 'Why a send is refused, openly',
    about: 'The order is the specification: the first row that applies gives the reason.',
    codes: refusalReasons,
    folders: ['libs/domain/src/conversation/'],
  },
  {
    title: 'Why a message is kept from its recipient, in silence',
    about: 'Answered `sent`, like any other; these words are never said to a person.',
    codes: silentReasons,
    folders: ['libs/domain/src/conversation/'],
  },
  {
    title: 'Why a command other than a send changes nothing',
    about: 'They depend on what the actor may know, and on nothing else.',
    codes: unchangedReasons,
    folders: ['libs/domain/src/conversation/'],
  },
  {
    title: 'Why an account command is refused',
    about: 'Said on `identity.events.v1`.',
    codes: accountReasons,
    folders: ['libs/domain/src/account/'],
  },
  {
    title: 'Why a change of the policy is refused',
    about: 'Said on `policy.events.v1`.',
    codes: policyReasons,
    folders: ['libs/domain/src/policy/'],
  },
  {
    title: 'Why nothing changed in the own inbox',
    about: 'Said on `delivery.events.v1`.',
    codes: inboxReasons,
    folders: ['libs/domain/src/inbox/'],
  },
  {
    title: 'What a person is told',
    about: 'The closed list of public codes: the code is the contract, its text is English.',
    codes: publicCodes,
    folders: ['libs/answers/', 'libs/contracts/src/codes.ts'],
  },
  {
    title: 'What becomes of a record that cannot be understood',
    about: `It is kept in the dead-letter topic of the group that read it. Reserved, and said by no release yet: ${reserved.join(', ')}.`,
    codes: deadLetterReasons.filter((reason) => !reserved.includes(reason)),
    folders: ['libs/contracts/src/', 'libs/service/src/'],
  },
];

const sectionsOf = (repository: Repository): readonly Section[] => [
  {
    title: 'What the product was asked to do',
    about: 'The fifty rules that it started from.',
    rows: seedRows(repository),
  },
  ...closedLists.map(({ title, about, codes, folders }) => ({
    title,
    about,
    rows: codeRows(codes, repository, folders),
  })),
];

/** Every rule and every reason code: where it is decided, and what proves it. */
export const rulesDocument = (): Rules => {
  const sections = sectionsOf({
    tests: allTests(),
    sources: [...sourcesBelow('libs'), ...sourcesBelow('apps')],
  });
  const text = [
    '# The rules, and what proves each of them',
    'Generated by `npm run generate` from the code and its tests; `npm run check` fails when a row has no test. The rules themselves are told in [rulebook.md](rulebook.md).',
    ...sections.map(told),
  ].join('\n\n');
  const unproved = sections
    .flatMap(({ rows }) => rows)
    .filter(({ places, tests }) => places.length === 0 || tests.length === 0)
    .map(({ name, places }) => `${name}: ${places.length === 0 ? 'decided nowhere' : 'no test'}`);
  return { text, unproved };
};
