import { isoText } from '@vestibule/contracts';
import { policyAt } from '@vestibule/domain';
import { SubCommand } from 'nest-commander';
import { countIn } from './ops-command';
import { OperatorCommand, type OperatorOptions } from './operator-command';
import { askPolicy, type Line } from './policy/ask';
import { readKnown } from './policy/read';
import { writeJson, writeLines } from './print';

/** Takes a version out; the highest that remains counts then. */
@SubCommand({
  name: 'retire',
  description: 'take a version out: the highest that remains counts then',
  arguments: '<version>',
  argsDescription: { version: 'its number, as `policy ls` tells it' },
})
export class PolicyRetireCommand extends OperatorCommand {
  protected readonly examples = ['vestibule policy retire 2 --operator omar'];

  async run([version = '']: readonly string[], options: OperatorOptions): Promise<void> {
    const asked = { operator: this.operatorIn(options), version: countIn(version) };
    await this.withLine(options, async (line) => this.retire(line, asked, options));
  }

  private async retire(line: Line, asked: { version: number }, options: OperatorOptions) {
    const retired = await askPolicy<'PolicyRetired'>(line, 'RetirePolicy', asked);
    const { version, effectiveAtMs } = retired;
    const { state } = await readKnown(line.store);
    const { version: next } = policyAt(state.policies, effectiveAtMs);
    if (options.json) return writeJson({ version, effectiveAtMs, next });
    writeLines([
      `version ${version} counts no longer from ${isoText(effectiveAtMs)} on; version ${next} does then`,
    ]);
  }
}
