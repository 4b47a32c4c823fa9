import { styleText } from 'node:util';
import type { CommandDecided } from '@vestibule/contracts';
import { until } from '../../e2e/until';
import type { Person } from '../../e2e/person';

export const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

export const style = (format: Parameters<typeof styleText>[0], text: string): string =>
  process.stdout.isTTY ? styleText(format, text) : text;

/** What happens next, in a sentence. */
export const scene = (text: string): void => say(`\n${style('bold', text)}`);

/** The story promised something else than what came; the demo ends with 1 at the first of these. */
class Different extends Error {
  override readonly name = 'Different';
}

export const expect = (what: string, found: unknown, promised: unknown): void => {
  const [came, wanted] = [JSON.stringify(found), JSON.stringify(promised)];
  if (came !== wanted) throw new Different(`${what}: promised ${wanted}, came ${came}`);
  say(style('green', `     ✓ ${what}`));
};

const told = ({ result, code, view, used, limit, notice, text }: CommandDecided): string =>
  [result, code, view && `view ${view}`, used && `${used} of ${limit}`, notice ?? text]
    .filter(Boolean)
    .join(' · ');

/** One direct message, and the answer that its sender gets. */
export const writes = async (from: Person, to: Person, text: string): Promise<CommandDecided> => {
  const outcome = await from.says(to, text);
  say(`   ${from.name} → ${to.name}: “${text}”   ${style('dim', told(outcome))}`);
  return outcome;
};

/** Waits until the conversation lies there: lists follow the answers a moment later. */
export const liesIn = async (person: Person, other: Person, folder: string): Promise<string> =>
  until(`${folder} of ${person.name}`, async () =>
    (await person.folder(other)) === folder ? folder : undefined,
  );

/** Waits until a person was told so many things, and gives their kinds. */
export const toldTo = async (person: Person, count: number): Promise<readonly string[]> =>
  until(`${count} notices for ${person.name}`, () =>
    person.told().length >= count ? person.told() : undefined,
  );

/** Waits until so many messages of `other` can be read, and gives their texts. */
export const readBy = async (person: Person, other: Person, count: number) =>
  until(`${count} texts for ${person.name}`, async () => {
    const found = await person.reads(other);
    return found.length >= count ? found : undefined;
  });
