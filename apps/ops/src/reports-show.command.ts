import { reportsOn } from '@vestibule/views';
import { Option, SubCommand } from 'nest-commander';
import { addressesOf } from './addresses';
import { NotFoundError } from './failures';
import { idIn } from './history/pair';
import { countIn, OpsCommand, sourcesFor, type OpsOptions } from './ops-command';
import { paintFor, writeJson, writeLines } from './print';
import { withDatabase, withStore } from './reach';
import { caseLines } from './reports/draw';
import { evidenceFor, type Case } from './reports/evidence';

type Options = OpsOptions & { readonly last?: number; readonly bodies?: boolean };

const lastDefault = 10;

/**
 * The evidence is the history itself: what was delivered before the report, as it was delivered.
 * Nothing that was unsent or deleted later is missing from it.
 */
@SubCommand({
  name: 'show',
  description: 'the reports against one account, with what had been delivered by then',
  arguments: '<account>',
  argsDescription: { account: 'the id of the reported account' },
})
export class ReportsShowCommand extends OpsCommand {
  protected readonly examples = [
    'vestibule reports show 0190aaaa-0000-7000-8000-000000000001',
    'vestibule reports show 0190aaaa-0000-7000-8000-000000000001 --bodies --json',
  ];

  @Option({ flags: '--last <n>', description: `only the newest n (default: ${lastDefault})` })
  last(text: string): number {
    return countIn(text);
  }

  @Option({ flags: '--bodies', description: 'show what was written, to whoever judges the report' })
  bodies(): boolean {
    return true;
  }

  async run([word = '']: readonly string[], options: Options): Promise<void> {
    const account = idIn(word);
    const { database, eventstore } = addressesOf(['database', 'eventstore'], sourcesFor(options));
    const { last = lastDefault, bodies = false } = options;
    const reports = await withDatabase(database, async (db) =>
      reportsOn(db, { account, limit: last }),
    );
    if (reports.length === 0) throw new NotFoundError(`Nobody has reported ${account}.`);
    const cases = await withStore(eventstore, async ({ read }) => {
      const found: Case[] = [];
      for (const report of reports)
        found.push(evidenceFor(report, await read(`pair-${report.conversationId}`), bodies));
      return found;
    });
    if (options.json) writeJson(...cases);
    else
      writeLines(cases.flatMap((each) => caseLines(each, paintFor(process.stdout, process.env))));
  }
}
