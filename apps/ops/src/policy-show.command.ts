import { Option, SubCommand } from 'nest-commander';
import { addressesOf } from './addresses';
import { OpsCommand, sourcesFor, type OpsOptions } from './ops-command';
import { changeLines, columnLines } from './policy/draw';
import { changesBetween } from './policy/fields';
import { inForceAt, policyNamed } from './policy/named';
import { readKnown } from './policy/read';
import { paintFor, writeJson, writeLines } from './print';
import { withStore } from './reach';

type Options = OpsOptions & { readonly against?: string };

/** One policy in full, or what it does otherwise than another. */
@SubCommand({
  name: 'show',
  description: 'one policy in full, or how it differs from another',
  arguments: '[policy]',
  argsDescription: {
    policy: 'a version, the id of a proposal or a preset (default: what is in force)',
  },
})
export class PolicyShowCommand extends OpsCommand {
  protected readonly examples = ['vestibule policy show', 'vestibule policy show 2 --against seed'];

  @Option({ flags: '--against <policy>', description: 'only what differs from this one' })
  against(word: string): string {
    return word;
  }

  async run([word]: readonly string[], options: Options): Promise<void> {
    const { eventstore } = addressesOf(['eventstore'], sourcesFor(options));
    const known = await withStore(eventstore, readKnown);
    const shown = word === undefined ? inForceAt(known, Date.now()) : policyNamed(known, word);
    const paint = paintFor(process.stdout, process.env);
    if (options.against === undefined) {
      if (options.json) writeJson(shown);
      else writeLines(columnLines([shown], paint));
      return;
    }
    const other = policyNamed(known, options.against);
    const changes = changesBetween(other.data, shown.data);
    if (options.json) writeJson({ before: other.name, after: shown.name, changes });
    else writeLines(changeLines(changes, [other.name, shown.name], paint));
  }
}
