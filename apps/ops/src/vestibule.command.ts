import { RootCommand } from 'nest-commander';
import { OpsGroup } from './ops-command';

@RootCommand({
  name: 'vestibule',
  description: "The operators' command line: decisions, policy, read models, dead letters, topics.",
})
export class VestibuleCommand extends OpsGroup {
  protected readonly examples = [
    'vestibule history 8c6f2f6e-33b1-5c5e-9a53-0f2d0a6c9a11',
    'vestibule policy ls',
    'vestibule rebuild inbox --dry-run',
    'vestibule dlq ls',
    'vestibule topics create',
    'vestibule account void-consent 0190aaaa-0000-7000-8000-000000000001 --operator dana --dry-run',
  ];
}
