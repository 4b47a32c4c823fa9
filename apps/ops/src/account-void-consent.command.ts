import { Option, SubCommand } from 'nest-commander';
import { bandAt } from '@vestibule/domain';
import { accountRows, partnersOf, type Database } from '@vestibule/views';
import { type Voiding, voidedLines, voidings } from './account/voidings';
import { withCommands } from './with-commands';
import { addressesOf } from './addresses';
import { NotFoundError, UsageError } from './failures';
import { idIn } from './history/pair';
import { OpsCommand, sourcesFor, type OpsOptions } from './ops-command';
import { writeJson, writeLines } from './print';
import { withDatabase } from './reach';

type Options = OpsOptions & {
  readonly operator?: string;
  readonly ground?: string;
  readonly dryRun?: boolean;
  readonly anyAge?: boolean;
};

const groundDefault = 'consent was given on a false birth date';

/** A slip of the hand must not end the chats of somebody whom nobody found to be under 16. */
const checkAge = async ({ query }: Database, account: string, anyAge: boolean): Promise<void> => {
  const [row] = await accountRows(query, [account]);
  if (!row || row.standing === 'unknown')
    throw new NotFoundError(`There is no account ${account}.`);
  if (anyAge || bandAt(row.birthDate, Date.now()) === 'under16') return;
  throw new UsageError(
    `${account} is not known to be under 16. Correct the birth date first, or say --any-age.`,
  );
};

/** Takes back the consent of all conversations of an account that was found to be under 16. */
@SubCommand({
  name: 'void-consent',
  description: 'ask that consent be void in every conversation of an account found to be under 16',
  arguments: '<account>',
  argsDescription: { account: "the account's id" },
})
export class AccountVoidConsentCommand extends OpsCommand {
  protected readonly examples = [
    'vestibule account void-consent 0190aaaa-0000-7000-8000-000000000001 --operator dana --dry-run',
    'vestibule account void-consent 0190aaaa-0000-7000-8000-000000000001 --operator dana',
  ];

  @Option({ flags: '--operator <name>', description: 'who answers for it', required: true })
  operator(name: string): string {
    return name;
  }

  @Option({ flags: '--ground <text>', description: `why (default: ${groundDefault})` })
  ground(text: string): string {
    return text;
  }

  @Option({ flags: '--dry-run', description: 'only show which conversations it would be' })
  dryRun(): boolean {
    return true;
  }

  @Option({ flags: '--any-age', description: 'also for an account that is not under 16' })
  anyAge(): boolean {
    return true;
  }

  async run([word = '']: readonly string[], options: Options): Promise<void> {
    const account = idIn(word);
    const { operator = '', ground = groundDefault, dryRun = false, anyAge = false } = options;
    const { kafka, database } = addressesOf(['kafka', 'database'], sourcesFor(options));
    const partners = await withDatabase(database, async (opened) => {
      await checkAge(opened, account, anyAge);
      return partnersOf(opened, account);
    });
    const asked: readonly Voiding[] = voidings(partners, { account, operator, ground });
    if (!dryRun)
      await withCommands(kafka, async ({ send }) => send(asked.map(({ record }) => record)));
    const told = asked.map(({ record: _record, ...about }) => about);
    if (options.json) writeJson({ account, dryRun, asked: told });
    else writeLines(voidedLines(told, dryRun));
  }
}
