import { Command } from 'nest-commander';
import { DlqLsCommand } from './dlq-ls.command';
import { DlqShowCommand } from './dlq-show.command';
import { OpsGroup } from './ops-command';

@Command({
  name: 'dlq',
  description: 'dead letters: records that could not be understood or decided',
  subCommands: [DlqLsCommand, DlqShowCommand],
})
export class DlqCommand extends OpsGroup {
  protected readonly examples = [
    'vestibule dlq ls',
    'vestibule dlq show dm.commands.v1.identity.dlq --last 5',
  ];
}
