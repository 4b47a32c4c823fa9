import { Command, Option } from 'nest-commander';
import { addressesOf } from './addresses';
import { NotFoundError } from './failures';
import { documentOf, drawn } from './history/draw';
import { pairFrom, type Pair } from './history/pair';
import { timelineOf } from './history/timeline';
import { countIn, OpsCommand, sourcesFor, type OpsOptions } from './ops-command';
import { paintFor, writeJson, writeLines } from './print';
import { withStore } from './reach';

type Options = OpsOptions & { readonly last?: number; readonly bodies?: boolean };

const lastDefault = 200;

const unknown = ({ conversationId, accounts }: Pair): NotFoundError => {
  const hint =
    accounts.length > 0
      ? 'These two accounts have no history with each other.'
      : 'If this is the id of an account, give that of the other account too.';
  return new NotFoundError(`The stream pair-${conversationId} has no events. ${hint}`);
};

/** What was decided between two accounts, why, and how they stood after each step. */
@Command({
  name: 'history',
  description: 'what was decided between two accounts, with true reasons',
  arguments: '<conversationOrAccount> [otherAccount]',
  argsDescription: {
    conversationOrAccount: "the conversation's id, or one account's",
    otherAccount: "the other account's id",
  },
})
export class HistoryCommand extends OpsCommand {
  protected readonly examples = [
    'vestibule history 8c6f2f6e-33b1-5c5e-9a53-0f2d0a6c9a11',
    'vestibule history 0190aaaa-0000-7000-8000-000000000001 0190aaaa-0000-7000-8000-000000000002',
    'vestibule history 8c6f2f6e-33b1-5c5e-9a53-0f2d0a6c9a11 --last 20 --json',
  ];

  @Option({
    flags: '--last <n>',
    description: `only the newest n events (default: ${lastDefault})`,
  })
  last(text: string): number {
    return countIn(text);
  }

  @Option({ flags: '--bodies', description: 'show what the two wrote: only with their consent' })
  bodies(): boolean {
    return true;
  }

  async run(words: readonly string[], options: Options): Promise<void> {
    const pair = pairFrom(words);
    const { eventstore } = addressesOf(['eventstore'], sourcesFor(options));
    const { conversationId, accounts } = pair;
    const recorded = await withStore(eventstore, async ({ read }) =>
      read(`pair-${conversationId}`),
    );
    if (recorded.length === 0) throw unknown(pair);

    const timeline = timelineOf(recorded, accounts);
    const { last = lastDefault, bodies = false } = options;
    const drawing = { conversationId, last, bodies };
    if (options.json) writeJson(documentOf(timeline, drawing));
    else writeLines(drawn(timeline, drawing, paintFor(process.stdout, process.env)));
  }
}
