import { groups } from '@vestibule/contracts';
import { Option, SubCommand } from 'nest-commander';
import { addressesOf } from './addresses';
import { queueLines } from './dlq/draw';
import { queuesOf, queueStandings } from './dlq/queues';
import { InvalidArgumentError } from './failures';
import { OpsCommand, sourcesFor, type OpsOptions } from './ops-command';
import { paintFor, writeJson, writeLines } from './print';
import { withTopics } from './topics/with-topics';

type Options = OpsOptions & { readonly group?: string };

/** Which dead-letter topics hold how much, and why. */
@SubCommand({ name: 'ls', description: 'the dead-letter topics, their depth and the reasons' })
export class DlqLsCommand extends OpsCommand {
  protected readonly examples = ['vestibule dlq ls', 'vestibule dlq ls --group gating --json'];

  @Option({
    flags: '--group <group>',
    description: `only those of one consumer group: ${groups.join(', ')}`,
  })
  group(name: string): string {
    if (groups.some((group) => group === name)) return name;
    throw new InvalidArgumentError(`There are: ${groups.join(', ')}.`);
  }

  async run(_: readonly string[], options: Options): Promise<void> {
    const { kafka } = addressesOf(['kafka'], sourcesFor(options));
    const queues = queuesOf(options.group);
    const standings = await withTopics(kafka, async (bus) => queueStandings(bus, queues));
    if (options.json) writeJson(...standings);
    else writeLines(queueLines(standings, paintFor(process.stdout, process.env)));
  }
}
