import { Option, SubCommand } from 'nest-commander';
import { addressesOf } from './addresses';
import { countIn, OpsCommand, sourcesFor, type OpsOptions } from './ops-command';
import { note, writeJson, writeLines } from './print';
import { createdLines, createMissing } from './topics/create-missing';
import { withTopics } from './topics/with-topics';

type Options = OpsOptions & { readonly wait?: number };

const waitSecondsDefault = 60;

/** Makes the topics that are missing; needs no server but the broker. */
@SubCommand({
  name: 'create',
  description: 'make the topics that are missing; may be repeated at any time',
})
export class TopicsCreateCommand extends OpsCommand {
  protected readonly examples = [
    'vestibule topics create',
    'KAFKA_BROKERS=kafka:9092 vestibule topics create --wait 120',
  ];

  @Option({
    flags: '--wait <seconds>',
    description: `how long to wait for the broker (default: ${waitSecondsDefault})`,
  })
  wait(text: string): number {
    return countIn(text);
  }

  async run(_: readonly string[], options: Options): Promise<void> {
    const { kafka } = addressesOf(['kafka'], sourcesFor(options));
    const withinMs = (options.wait ?? waitSecondsDefault) * 1_000;
    const created = await withTopics(kafka, async (bus) => createMissing(bus, { withinMs, note }));
    if (options.json) writeJson(created);
    else writeLines(createdLines(created));
  }
}
