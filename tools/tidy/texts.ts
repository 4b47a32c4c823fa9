import { posix } from 'node:path';
import type { Problem, Source } from './sources';

type Rule = { readonly what: RegExp; readonly problem: string };

/** What no file may say. */
const unsaid: readonly Rule[] = [
  {
    what: /(?<![\w.])\/(?:home|Users|root|work)\/[\w.]/u,
    problem: 'a path of one machine; take it from the environment or from the file',
  },
  { what: /\b[A-Z]:\\\\?[A-Za-z]/u, problem: 'a path of one machine' },
  { what: /\b(?:test|describe|it|story)\.only\(/u, problem: 'runs one test and hides the others' },
  { what: /\bTODO\b(?!\(#\d+\))/u, problem: 'debt is written TODO(#number)' },
  { what: /\.\.\/share[d]\b|\bspike[s]\b/u, problem: 'nothing outside the repository is needed' },
];

/** Paths inside an image are no machine's. */
const isImage = (file: string): boolean => file.endsWith('Dockerfile');

/** What tidy itself has to spell out, and its tests. */
const isTidy = (file: string): boolean => file.startsWith('tools/tidy');

export const textProblems = ({ file, text }: Source): readonly Problem[] =>
  isTidy(file) || isImage(file)
    ? []
    : text
        .split('\n')
        .flatMap((line, index) =>
          unsaid
            .filter(({ what }) => what.test(line))
            .map(({ problem }) => `${file}:${index + 1}: ${problem}`),
        );

const withoutCode = (text: string): string =>
  text.replaceAll(/^```[\s\S]*?^```/gmu, '').replaceAll(/`[^`\n]*`/gu, '');

/** The anchor that a heading gets where Markdown is shown. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

const headingsOf = (text: string): readonly string[] =>
  [...text.replaceAll(/^```[\s\S]*?^```/gmu, '').matchAll(/^#+ +(.+?)\s*$/gmu)].map(
    ([, heading = '']) => heading,
  );

const linkProblem = (from: Source, link: string, documents: ReadonlyMap<string, string>) => {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? from.file : posix.join(posix.dirname(from.file), path);
  const isThere = [...documents.keys()].some(
    (file) => file === target || file.startsWith(`${target.replace(/\/$/u, '')}/`),
  );
  if (!isThere) return `${link} leads nowhere`;
  if (anchor === undefined || !target.endsWith('.md')) return null;
  const anchors = headingsOf(documents.get(target) ?? '').map(anchorOf);
  return anchors.includes(anchor) ? null : `${link}: there is no such heading`;
};

/** Links between our own files lead somewhere. `files` maps each path to its text. */
export const linkProblems = (
  document: Source,
  files: ReadonlyMap<string, string>,
): readonly Problem[] =>
  [...withoutCode(document.text).matchAll(/\]\(([^)\s]+)\)/gu)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/u.test(link))
    .flatMap((link) => {
      const problem = linkProblem(document, link, files);
      return problem ? [`${document.file}: ${problem}`] : [];
    });

export const serviceHeadings = ['Hears', 'Says', 'Owns', 'Rules', 'Settings'];

/** The headings of a service's README: the same in all four, in the order of reading. */
export const headingProblems = ({ file, text }: Source): readonly Problem[] => {
  const found = headingsOf(text).slice(1).join(' · ');
  const wanted = serviceHeadings.join(' · ');
  return found === wanted ? [] : [`${file}: its headings are ${found}, not ${wanted}`];
};
