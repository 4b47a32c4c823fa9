import { isoText } from '@vestibule/contracts';
import { Option, SubCommand } from 'nest-commander';
import { OperatorCommand, type OperatorOptions } from './operator-command';
import { askPolicy, type Line } from './policy/ask';
import { writeJson, writeLines } from './print';
import { wordsInFile } from './words/file';

type Options = OperatorOptions & { readonly allow?: string };
type Asked = {
  readonly operator: string;
  readonly listId: string;
  readonly words: readonly string[];
  readonly allow: readonly string[];
};

/** Puts another version of a word list in the place of the one before. */
@SubCommand({
  name: 'publish',
  description: 'put a file of words in the place of a list, whole',
  arguments: '<list> <file>',
  argsDescription: {
    list: 'the id by which policies name it (content.lists)',
    file: 'one word or phrase per line; empty lines and lines that begin with # do not count',
  },
})
export class WordsPublishCommand extends OperatorCommand {
  protected readonly examples = [
    'vestibule words publish banned banned.txt --operator nora',
    'vestibule words publish severe severe.txt --allow innocent.txt --operator nora',
  ];

  @Option({
    flags: '--allow <file>',
    description: 'innocent words that contain one of the list, in the same form',
  })
  allow(file: string): string {
    return file;
  }

  async run([listId = '', file = '']: readonly string[], options: Options): Promise<void> {
    const operator = this.operatorIn(options);
    const allow = options.allow === undefined ? [] : wordsInFile(options.allow);
    const asked = { operator, listId, words: wordsInFile(file), allow };
    await this.withLine(options, async (line) => this.publish(line, asked, options));
  }

  private async publish(line: Line, asked: Asked, options: Options): Promise<void> {
    const published = await askPolicy<'WordsPublished'>(line, 'PublishWords', asked);
    const { listId, version, words, allow, effectiveAtMs } = published;
    if (options.json)
      return writeJson({
        listId,
        version,
        words: words.length,
        allow: allow.length,
        effectiveAtMs,
      });
    writeLines([
      `publication ${version}: ${listId} has ${words.length} words and ${allow.length} allowed ones ` +
        `from ${isoText(effectiveAtMs)} on`,
    ]);
  }
}
