import { isoText } from '@vestibule/contracts';
import { SubCommand } from 'nest-commander';
import { addressesOf } from './addresses';
import { OpsCommand, sourcesFor, type OpsOptions } from './ops-command';
import { readKnown } from './policy/read';
import { paintFor, printable, writeJson, writeLines } from './print';
import { withStore } from './reach';
import { tableOf } from './table';

const columns = [
  { title: 'publication', align: 'right' },
  { title: 'list' },
  { title: 'words', align: 'right' },
  { title: 'allowed', align: 'right' },
  { title: 'from' },
  { title: 'published by' },
] as const;

/** Which lists were published, how long they are and since when they count; never the words. */
@SubCommand({ name: 'ls', description: 'what was published, without the words themselves' })
export class WordsLsCommand extends OpsCommand {
  protected readonly examples = ['vestibule words ls', 'vestibule words ls --json'];

  async run(_: readonly string[], options: OpsOptions): Promise<void> {
    const { eventstore } = addressesOf(['eventstore'], sourcesFor(options));
    const { words: published } = await withStore(eventstore, readKnown);
    const rows = published.map(({ listId, version, words, allow, effectiveAtMs, operator }) => ({
      version,
      listId,
      words: words.length,
      allow: allow.length,
      effectiveAtMs,
      operator,
    }));
    if (options.json) return writeJson(...rows);
    const cells = rows.map((row) => [
      String(row.version),
      printable(row.listId),
      String(row.words),
      String(row.allow),
      isoText(row.effectiveAtMs),
      printable(row.operator),
    ]);
    writeLines(tableOf(columns, cells, paintFor(process.stdout, process.env)));
  }
}
