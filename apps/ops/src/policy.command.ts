import { Command } from 'nest-commander';
import { OpsGroup } from './ops-command';
import { PolicyApproveCommand } from './policy-approve.command';
import { PolicyLsCommand } from './policy-ls.command';
import { PolicyPresetsCommand } from './policy-presets.command';
import { PolicyProposeCommand } from './policy-propose.command';
import { PolicyRetireCommand } from './policy-retire.command';
import { PolicyShowCommand } from './policy-show.command';

@Command({
  name: 'policy',
  description: 'the numbers and switches of the rules, version by version',
  subCommands: [
    PolicyLsCommand,
    PolicyShowCommand,
    PolicyProposeCommand,
    PolicyApproveCommand,
    PolicyRetireCommand,
    PolicyPresetsCommand,
  ],
})
export class PolicyCommand extends OpsGroup {
  protected readonly examples = [
    'vestibule policy ls',
    'vestibule policy propose --set request.limit=5 --operator nora',
  ];
}
