import { CommandRunner, Option } from 'nest-commander';
import type { Sources } from './addresses';
import { InvalidArgumentError } from './failures';

export type OpsOptions = { readonly json?: boolean; readonly stack?: string };

/** For options that count: a whole number of at least 1. */
export const countIn = (text: string): number => {
  const count = Number(text);
  if (!/^[0-9]+$/.test(text) || count < 1 || count > 1_000_000)
    throw new InvalidArgumentError('A whole number between 1 and 1000000 is wanted.');
  return count;
};

export const sourcesFor = ({ stack }: OpsOptions): Sources => ({ env: process.env, stack });

type Command = Parameters<CommandRunner['setCommand']>[0];

/** Makes a command throw instead of ending the process, and shows how it is used. */
export const furnish = (command: Command, examples: readonly string[]): Command =>
  command
    .exitOverride()
    .allowExcessArguments(false)
    .showHelpAfterError('(--help shows how it is used)')
    .addHelpText('after', ['', 'Examples:', ...examples.map((line) => `  $ ${line}`)].join('\n'));

/** What all commands that do something have in common: two options, and help with examples. */
export abstract class OpsCommand extends CommandRunner {
  protected abstract readonly examples: readonly string[];

  override setCommand(command: Command): this {
    return super.setCommand(furnish(command, this.examples));
  }

  @Option({ flags: '--json', description: 'print JSON and nothing else' })
  json(): boolean {
    return true;
  }

  @Option({
    flags: '--stack <file>',
    description:
      'use the local stack that this file names (without it: the environment, else data/stack.json)',
  })
  stack(file: string): string {
    return file;
  }
}

/** A command that only has commands below it. */
export abstract class OpsGroup extends CommandRunner {
  protected abstract readonly examples: readonly string[];

  override setCommand(command: Command): this {
    return super.setCommand(furnish(command, this.examples).allowExcessArguments(true));
  }

  async run([word]: readonly string[]): Promise<void> {
    if (word === undefined) this.command.help({ error: true });
    const names = this.command.commands.map((command) => command.name()).join(', ');
    this.command.error(`error: there is no command "${word}" here; there are: ${names}`);
  }
}
