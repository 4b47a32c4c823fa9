import { Command, Option } from 'nest-commander';
import { addressesOf } from './addresses';
import { exitCodes } from './failures';
import { idIn } from './history/pair';
import { OpsCommand, sourcesFor, type OpsOptions } from './ops-command';
import { readKnown } from './policy/read';
import { paintFor, writeJson, writeLines } from './print';
import { type Store, withStore } from './reach';
import { progress } from './rebuild/progress';
import { checker, type Checker } from './self-check/check';
import { foundLines } from './self-check/draw';

type Options = OpsOptions & { readonly conversation?: string };

/** All pairs, in log order, until the log's end. */
const checkAll = async (store: Store, check: Checker): Promise<void> => {
  const shown = progress('self-check', 0);
  let events = 0;
  let caughtUp = (): void => undefined;
  const atTheEnd = new Promise<void>((resolve) => {
    caughtUp = resolve;
  });
  const following = store.follow({ prefixes: ['pair-'], caughtUp }, async (batch) => {
    batch.forEach(check.see);
    events += batch.length;
    shown.show(events);
  });
  try {
    await Promise.race([atTheEnd, following.ended]);
  } finally {
    await following.stop();
    shown.stop();
  }
};

/** Decides all that was ever decided once more, from what was stored with it. */
@Command({
  name: 'self-check',
  description: 'decide every stored decision again, by its own facts and policy, and compare',
})
export class SelfCheckCommand extends OpsCommand {
  protected readonly examples = [
    'vestibule self-check',
    'vestibule self-check --conversation 8c6f2f6e-33b1-5c5e-9a53-0f2d0a6c9a11 --json',
  ];

  @Option({ flags: '--conversation <id>', description: 'only this one' })
  conversation(text: string): string {
    return idIn(text);
  }

  async run(_: readonly string[], options: Options): Promise<void> {
    const { eventstore } = addressesOf(['eventstore'], sourcesFor(options));
    const found = await withStore(eventstore, async (store) => {
      const { state } = await readKnown(store);
      const check = checker(state.policies);
      if (options.conversation === undefined) await checkAll(store, check);
      else (await store.read(`pair-${options.conversation}`)).forEach(check.see);
      return check.found();
    });
    if (options.json) writeJson(found);
    else writeLines(foundLines(found, paintFor(process.stdout, process.env)));
    if (found.differences.length > 0) process.exitCode = exitCodes.failed;
  }
}
