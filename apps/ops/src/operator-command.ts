import { Option } from 'nest-commander';
import { addressesOf } from './addresses';
import { InvalidArgumentError, UsageError } from './failures';
import { OpsCommand, sourcesFor, type OpsOptions } from './ops-command';
import type { Line } from './policy/ask';
import { withStore } from './reach';

export type OperatorOptions = OpsOptions & { readonly operator?: string };

/** What all commands that change the policy have in common: they bear a name. */
export abstract class OperatorCommand extends OpsCommand {
  @Option({ flags: '--operator <name>', description: 'who asks; kept with the change' })
  operator(name: string): string {
    const known = name.trim();
    if (known === '' || known.length > 64)
      throw new InvalidArgumentError('A name of 1 to 64 characters is wanted.');
    return known;
  }

  protected operatorIn({ operator }: OperatorOptions): string {
    if (operator === undefined)
      throw new UsageError('--operator <name> is missing: who asks is kept with the change.');
    return operator;
  }

  /** Reaches the topic that is asked and the store that answers, for as long as `work` takes. */
  protected async withLine(
    options: OperatorOptions,
    work: (line: Line) => Promise<void>,
  ): Promise<void> {
    const { kafka, eventstore } = addressesOf(['kafka', 'eventstore'], sourcesFor(options));
    await withStore(eventstore, async (store) => work({ kafka, store }));
  }
}
