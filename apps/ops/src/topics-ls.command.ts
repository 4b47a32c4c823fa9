import { SubCommand } from 'nest-commander';
import { addressesOf } from './addresses';
import { exitCodes } from './failures';
import { OpsCommand, sourcesFor, type OpsOptions } from './ops-command';
import { note, paintFor, writeJson, writeLines } from './print';
import { standingLines, standings } from './topics/standings';
import { withTopics } from './topics/with-topics';

/** How the topics of the table stand at the broker. */
@SubCommand({
  name: 'ls',
  description: 'how they stand at the broker; fails when one is missing',
})
export class TopicsLsCommand extends OpsCommand {
  protected readonly examples = ['vestibule topics ls', 'vestibule topics ls --json | jq .topic'];

  async run(_: readonly string[], options: OpsOptions): Promise<void> {
    const { kafka } = addressesOf(['kafka'], sourcesFor(options));
    const topics = await withTopics(kafka, standings);
    if (options.json) writeJson(...topics);
    else writeLines(standingLines(topics, paintFor(process.stdout, process.env)));

    const missing = topics.filter(({ exists }) => !exists);
    if (missing.length === 0) return;
    note(`${missing.length} topics are missing: \`vestibule topics create\` makes them.`);
    process.exitCode = exitCodes.failed;
  }
}
