import { isoText } from '@vestibule/contracts';
import { Option, SubCommand } from 'nest-commander';
import { InvalidArgumentError, UsageError } from './failures';
import { OperatorCommand, type OperatorOptions } from './operator-command';
import { askPolicy, type Line } from './policy/ask';
import { changeLines } from './policy/draw';
import { changesBetween, withSetting } from './policy/fields';
import { inForceAt, type Named, presetNamed } from './policy/named';
import { readKnown } from './policy/read';
import { note, paintFor, writeJson, writeLines } from './print';

type Options = OperatorOptions & {
  readonly preset?: string;
  readonly set?: readonly string[];
  readonly from?: number;
  readonly dryRun?: boolean;
};

/** Proposes a policy and shows what it would change; a second operator must approve it. */
@SubCommand({
  name: 'propose',
  description: 'propose a policy and show what it would change; another operator approves it',
})
export class PolicyProposeCommand extends OperatorCommand {
  protected readonly examples = [
    'vestibule policy propose --set request.limit=5 --operator nora',
    'vestibule policy propose --preset instagram --set request.limit=2 --operator nora',
    'vestibule policy propose --preset open --from 2026-12-01T00:00Z --operator nora --dry-run',
  ];

  @Option({
    flags: '--preset <name>',
    description: 'start from this preset (default: from what is in force)',
  })
  preset(name: string): string {
    return presetNamed(name).preset;
  }

  @Option({
    flags: '--set <field=value>',
    description: 'change one field; the value is JSON, a word needs no quotes; may be repeated',
  })
  set(setting: string, before: readonly string[] = []): readonly string[] {
    return [...before, setting];
  }

  @Option({
    flags: '--from <instant>',
    description: 'when it takes effect (default: as soon as every instance has heard of it)',
  })
  from(text: string): number {
    const atMs = Date.parse(text);
    if (!/^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))?$/.test(text) || Number.isNaN(atMs))
      throw new InvalidArgumentError('An instant is wanted, for example 2026-12-01T00:00Z.');
    return atMs;
  }

  @Option({ flags: '--dry-run', description: 'only show what it would change' })
  dryRun(): boolean {
    return true;
  }

  async run(_: readonly string[], options: Options): Promise<void> {
    if (!options.dryRun) this.operatorIn(options);
    await this.withLine(options, async (line) => this.propose(line, options));
  }

  private async propose(line: Line, options: Options): Promise<void> {
    const now = inForceAt(await readKnown(line.store), Date.now());
    const start = options.preset === undefined ? now : presetNamed(options.preset);
    const data = (options.set ?? []).reduce(withSetting, start.data);
    const proposed: Named = { ...start, name: 'proposed', data };
    const changes = changesBetween(now.data, data);
    if (changes.length === 0) throw new UsageError(`This is what ${now.name} says already.`);
    const paint = paintFor(process.stdout, process.env);
    if (!options.json) writeLines(changeLines(changes, [now.name, proposed.name], paint));
    if (options.dryRun) return options.json ? writeJson({ changes }) : undefined;
    await this.send(line, proposed, { ...options, changes });
  }

  private async send(line: Line, { preset, data }: Named, options: Options & { changes: object }) {
    const { from, json, changes } = options;
    const operator = this.operatorIn(options);
    const wish = from === undefined ? {} : { effectiveAtMs: from };
    const asked = { operator, preset, data, ...wish };
    const { commandId } = await askPolicy<'PolicyProposed'>(line, 'ProposePolicy', asked);
    if (json) return writeJson({ proposalId: commandId, changes });
    writeLines(['', `proposed ${commandId}${from === undefined ? '' : `, from ${isoText(from)}`}`]);
    note(`Nothing changes until another operator approves it:
  vestibule policy approve ${commandId} --operator <name>`);
  }
}
