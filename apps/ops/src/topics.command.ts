import { Command } from 'nest-commander';
import { OpsGroup } from './ops-command';
import { TopicsCreateCommand } from './topics-create.command';
import { TopicsLsCommand } from './topics-ls.command';

@Command({
  name: 'topics',
  description: 'the topics of the one table in the contracts',
  subCommands: [TopicsCreateCommand, TopicsLsCommand],
})
export class TopicsCommand extends OpsGroup {
  protected readonly examples = ['vestibule topics create', 'vestibule topics ls'];
}
