import { Command } from 'nest-commander';
import { OpsGroup } from './ops-command';
import { WordsLsCommand } from './words-ls.command';
import { WordsPublishCommand } from './words-publish.command';

@Command({
  name: 'words',
  description: 'the word lists that policies name, version by version',
  subCommands: [WordsLsCommand, WordsPublishCommand],
})
export class WordsCommand extends OpsGroup {
  protected readonly examples = [
    'vestibule words ls',
    'vestibule words publish banned banned.txt --operator nora',
  ];
}
