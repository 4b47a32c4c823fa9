import { Command } from 'nest-commander';
import { OpsGroup } from './ops-command';
import { ReportsLsCommand } from './reports-ls.command';
import { ReportsShowCommand } from './reports-show.command';

@Command({
  name: 'reports',
  description: 'who was reported, by how many, and what was written',
  subCommands: [ReportsLsCommand, ReportsShowCommand],
})
export class ReportsCommand extends OpsGroup {
  protected readonly examples = [
    'vestibule reports ls',
    'vestibule reports show 0190aaaa-0000-7000-8000-000000000001 --bodies',
  ];
}
