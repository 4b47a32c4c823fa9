import { Option, SubCommand } from 'nest-commander';
import { addressesOf } from './addresses';
import { letterDocument, letterLines } from './dlq/draw';
import { queuesOf, readLetters, type Letters } from './dlq/queues';
import { NotFoundError, UsageError } from './failures';
import { countIn, OpsCommand, sourcesFor, type OpsOptions } from './ops-command';
import { note, paintFor, writeJson, writeLines } from './print';
import { withTopics } from './topics/with-topics';

type Options = OpsOptions & { readonly last?: number; readonly values?: boolean };

const lastDefault = 20;

/** Any other topic would show what people write to each other. */
const queueNamed = (topic: string): string => {
  if (queuesOf().some((queue) => queue.topic === topic)) return topic;
  throw new UsageError(`${topic} is no dead-letter topic: \`vestibule dlq ls\` names them.`);
};

const tellOmitted = ({ letters, depth }: Letters, shown: number): void => {
  if (depth === 0) note('There are no letters.');
  else if (depth > letters.length) note(`Only the oldest ${letters.length} of ${depth} were read.`);
  else if (depth > shown) note(`The newest ${shown} of ${depth}; --last ${depth} shows all.`);
};

/** The letters of one topic: where they were met, why they are here, what they hold. */
@SubCommand({
  name: 'show',
  description: 'the letters of one topic, with reason, detail, coordinates, key and headers',
  arguments: '<topic>',
  argsDescription: { topic: 'the dead-letter topic, as `dlq ls` names it' },
})
export class DlqShowCommand extends OpsCommand {
  protected readonly examples = [
    'vestibule dlq show dm.commands.v1.identity.dlq',
    'vestibule dlq show dm.commands.v1.identity.dlq --last 1 --values --json',
  ];

  @Option({
    flags: '--last <n>',
    description: `only the newest n letters (default: ${lastDefault})`,
  })
  last(text: string): number {
    return countIn(text);
  }

  @Option({ flags: '--values', description: 'show the values, which may hold what people wrote' })
  values(): boolean {
    return true;
  }

  async run([topic = '']: readonly string[], options: Options): Promise<void> {
    const name = queueNamed(topic);
    const { kafka } = addressesOf(['kafka'], sourcesFor(options));
    const found = await withTopics(kafka, async (bus) => readLetters(bus, name));
    if (found === null)
      throw new NotFoundError(`There is no topic ${name}: \`vestibule topics create\` makes it.`);

    const { last = lastDefault, values = false } = options;
    const letters = found.letters.slice(-last);
    const paint = paintFor(process.stdout, process.env);
    if (options.json) writeJson(...letters.map((letter) => letterDocument(letter, values)));
    else writeLines(letters.flatMap((letter) => letterLines(letter, values, paint)));
    tellOmitted(found, letters.length);
  }
}
