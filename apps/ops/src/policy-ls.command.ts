import { SubCommand } from 'nest-commander';
import { addressesOf } from './addresses';
import { OpsCommand, sourcesFor, type OpsOptions } from './ops-command';
import { proposalLines, versionLines } from './policy/draw';
import { readKnown, versionsOf } from './policy/read';
import { paintFor, writeJson, writeLines } from './print';
import { withStore } from './reach';

/** Which version is in force, which will be, which were, and what waits for its approval. */
@SubCommand({ name: 'ls', description: 'all versions, and proposals that wait' })
export class PolicyLsCommand extends OpsCommand {
  protected readonly examples = ['vestibule policy ls', 'vestibule policy ls --json'];

  async run(_: readonly string[], options: OpsOptions): Promise<void> {
    const { eventstore } = addressesOf(['eventstore'], sourcesFor(options));
    const known = await withStore(eventstore, readKnown);
    const versions = versionsOf(known, Date.now());
    const waiting = known.state.proposals.filter(({ version }) => version === null);
    const paint = paintFor(process.stdout, process.env);
    if (options.json) writeJson({ versions, waiting });
    else writeLines([...versionLines(versions, paint), ...proposalLines(waiting, paint)]);
  }
}
