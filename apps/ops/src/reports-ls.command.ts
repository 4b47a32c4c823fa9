import { heavyBlockers, reportedAccounts } from '@vestibule/views';
import { Option, SubCommand } from 'nest-commander';
import { addressesOf } from './addresses';
import { countIn, OpsCommand, sourcesFor, type OpsOptions } from './ops-command';
import { paintFor, writeJson, writeLines } from './print';
import { withDatabase } from './reach';
import { standingLines } from './reports/draw';

type Options = OpsOptions & { readonly limit?: number };

const limitDefault = 20;
const dayMs = 86_400_000;
const blocksAtLeast = 50;

/** Signals for a person to look into; nothing here punishes anybody by itself. */
@SubCommand({ name: 'ls', description: 'the most reported accounts, and who blocks very many' })
export class ReportsLsCommand extends OpsCommand {
  protected readonly examples = ['vestibule reports ls', 'vestibule reports ls --limit 5 --json'];

  @Option({ flags: '--limit <n>', description: `only the first n (default: ${limitDefault})` })
  limit(text: string): number {
    return countIn(text);
  }

  async run(_: readonly string[], options: Options): Promise<void> {
    const nowMs = Date.now();
    const { limit = limitDefault } = options;
    const { database } = addressesOf(['database'], sourcesFor(options));
    const found = await withDatabase(database, async (opened) => ({
      reported: await reportedAccounts(opened, { nowMs, limit }),
      blockers: await heavyBlockers(opened, {
        sinceMs: nowMs - 30 * dayMs,
        atLeast: blocksAtLeast,
        limit,
      }),
    }));
    if (options.json) writeJson(found);
    else writeLines(standingLines(found, paintFor(process.stdout, process.env)));
  }
}
