import { Command } from 'nest-commander';
import { AccountVoidConsentCommand } from './account-void-consent.command';
import { OpsGroup } from './ops-command';

@Command({
  name: 'account',
  description: 'what operators do about one account',
  subCommands: [AccountVoidConsentCommand],
})
export class AccountCommand extends OpsGroup {
  protected readonly examples = [
    'vestibule account void-consent 0190aaaa-0000-7000-8000-000000000001 --operator dana --dry-run',
  ];
}
