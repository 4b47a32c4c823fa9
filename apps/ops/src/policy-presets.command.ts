import { SubCommand } from 'nest-commander';
import { OpsCommand, type OpsOptions } from './ops-command';
import { columnLines } from './policy/draw';
import { allPresets } from './policy/named';
import { paintFor, writeJson, writeLines } from './print';

/** The policies to start from, side by side. */
@SubCommand({ name: 'presets', description: 'the policies to start from, side by side' })
export class PolicyPresetsCommand extends OpsCommand {
  protected readonly examples = ['vestibule policy presets', 'vestibule policy presets --json'];

  async run(_: readonly string[], options: OpsOptions): Promise<void> {
    const presets = allPresets();
    if (options.json) writeJson(...presets.map(({ preset, data }) => ({ preset, data })));
    else
      writeLines(
        columnLines(
          presets.map(({ preset, data }) => ({ name: preset, preset, data })),
          paintFor(process.stdout, process.env),
        ),
      );
  }
}
