import { Command, Option } from 'nest-commander';
import { addressesOf } from './addresses';
import { exitCodes, UsageError } from './failures';
import { OpsCommand, sourcesFor, type OpsOptions } from './ops-command';
import { paintFor, writeJson, writeLines } from './print';
import { withDatabase, withStore } from './reach';
import { reportLines } from './rebuild/report';
import { runRebuild, viewNames, type ViewName } from './rebuild/run-rebuild';

type Options = OpsOptions & {
  readonly dryRun?: boolean;
  readonly force?: boolean;
  readonly values?: boolean;
};

const viewNamed = (word: string): ViewName => {
  const name = viewNames.find((each) => each === word);
  if (name) return name;
  throw new UsageError(`There is no read model "${word}"; there are: ${viewNames.join(', ')}.`);
};

/** Drops and rebuilds a read model from the store; it has nothing in reach that tells anybody. */
@Command({
  name: 'rebuild',
  description: 'build a read model anew from the store, compare it, and switch if it is equal',
  arguments: '<view>',
  argsDescription: { view: viewNames.join(' or ') },
})
export class RebuildCommand extends OpsCommand {
  protected readonly examples = [
    'vestibule rebuild inbox --dry-run',
    'vestibule rebuild accounts',
    'vestibule rebuild inbox --force   # the live one was lost, or is known to be wrong',
  ];

  @Option({ flags: '--dry-run', description: 'only build and compare; never switch' })
  dryRun(): boolean {
    return true;
  }

  @Option({ flags: '--force', description: 'switch even if the two are not equal' })
  force(): boolean {
    return true;
  }

  @Option({
    flags: '--values',
    description: 'show the rows that differ, which may hold what people wrote',
  })
  values(): boolean {
    return true;
  }

  async run([word = '']: readonly string[], options: Options): Promise<void> {
    const name = viewNamed(word);
    const { eventstore, database } = addressesOf(['eventstore', 'database'], sourcesFor(options));
    const { dryRun = false, force = false, values = false } = options;
    const report = await withStore(eventstore, async (streams) =>
      withDatabase(database, async (opened) =>
        runRebuild({ name, dryRun, force, values }, { streams, database: opened }),
      ),
    );
    if (options.json) writeJson(report);
    else writeLines(reportLines(report, paintFor(process.stdout, process.env)));
    if (!report.equal && !report.switched) process.exitCode = exitCodes.failed;
  }
}
