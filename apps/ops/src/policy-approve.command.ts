import { isoText } from '@vestibule/contracts';
import { SubCommand } from 'nest-commander';
import { OperatorCommand, type OperatorOptions } from './operator-command';
import { askPolicy, type Line } from './policy/ask';
import { changeLines } from './policy/draw';
import { changesBetween } from './policy/fields';
import { inForceAt, proposalNamed } from './policy/named';
import { readKnown } from './policy/read';
import { paintFor, writeJson, writeLines } from './print';

/** Makes a proposal a version, and shows what it changes. */
@SubCommand({
  name: 'approve',
  description: 'make a proposal of another operator a version',
  arguments: '<proposal>',
  argsDescription: { proposal: 'its id, as `policy propose` and `policy ls` tell it' },
})
export class PolicyApproveCommand extends OperatorCommand {
  protected readonly examples = [
    'vestibule policy approve 01a0c450-6c00-7a11-9c01-4b5f2d7e801a --operator omar',
  ];

  async run([proposalId = '']: readonly string[], options: OperatorOptions): Promise<void> {
    this.operatorIn(options);
    await this.withLine(options, async (line) => this.approve(line, proposalId, options));
  }

  private async approve(line: Line, proposalId: string, options: OperatorOptions): Promise<void> {
    const operator = this.operatorIn(options);
    const known = await readKnown(line.store);
    const now = inForceAt(known, Date.now());
    const proposal = proposalNamed(known, proposalId);
    const asked = { operator, proposalId };
    const published = await askPolicy<'PolicyPublished'>(line, 'ApprovePolicy', asked);
    const { version, effectiveAtMs } = published;
    const changes = changesBetween(now.data, proposal.data);
    if (options.json) return writeJson({ version, effectiveAtMs, changes });
    const paint = paintFor(process.stdout, process.env);
    writeLines([
      ...changeLines(changes, [now.name, `version ${version}`], paint),
      '',
      `version ${version} is in force from ${isoText(effectiveAtMs)} on`,
    ]);
  }
}
