import { funnel } from '@vestibule/views';
import { Command, Option } from 'nest-commander';
import { addressesOf } from './addresses';
import { InvalidArgumentError } from './failures';
import { funnelLines, sharesOf } from './funnel/draw';
import { OpsCommand, sourcesFor, type OpsOptions } from './ops-command';
import { paintFor, writeJson, writeLines } from './print';
import { withDatabase } from './reach';

type Options = OpsOptions & { readonly from?: string; readonly to?: string };

const dayMs = 86_400_000;
const daysShown = 7;

const dayOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);

const dayIn = (text: string): string => {
  if (/^\d{4}-\d\d-\d\d$/.test(text) && dayOf(Date.parse(text)) === text) return text;
  throw new InvalidArgumentError('A day is wanted, YYYY-MM-DD, of UTC.');
};

/** What became of all that was asked, with true reasons: no sender ever sees this. */
@Command({ name: 'funnel', description: 'how many messages passed, waited, were kept or refused' })
export class FunnelCommand extends OpsCommand {
  protected readonly examples = [
    'vestibule funnel',
    'vestibule funnel --from 2026-11-01 --to 2026-11-30 --json',
  ];

  @Option({ flags: '--from <day>', description: `first day, of UTC (default: ${daysShown} days)` })
  from(text: string): string {
    return dayIn(text);
  }

  @Option({ flags: '--to <day>', description: 'last day, of UTC (default: today)' })
  to(text: string): string {
    return dayIn(text);
  }

  async run(_: readonly string[], options: Options): Promise<void> {
    const nowMs = Date.now();
    const { from = dayOf(nowMs - (daysShown - 1) * dayMs), to = dayOf(nowMs) } = options;
    const { database } = addressesOf(['database'], sourcesFor(options));
    const lines = await withDatabase(database, async (opened) => funnel(opened, { from, to }));
    if (options.json) writeJson({ from, to, lines: sharesOf(lines) });
    else writeLines(funnelLines({ from, to }, lines, paintFor(process.stdout, process.env)));
  }
}
