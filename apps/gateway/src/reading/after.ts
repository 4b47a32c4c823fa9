import { isCommandId } from '@vestibule/contracts';
import type { System } from '@vestibule/service';
import { type Database, positionOf, revisionIn } from '@vestibule/views';
import type { Desk } from '../commands/desk';
import { RefusedError } from '../refusal';
import type { Landings } from './landings';

/** Waits until a person's lists show something; gives up after a while, and they are read as they are. */
export type After = (person: string, after: unknown) => Promise<void>;

export type AfterNeeds = {
  readonly database: Pick<Database, 'query'>;
  readonly desk: Pick<Desk, 'look'>;
  readonly landings: Landings;
  readonly system: Pick<System, 'wait' | 'monotonicMs'>;
};

const waitMs = 3_000;
const lookEveryMs = 50;
/** What changed nothing has nothing to show. */
const idle: ReadonlySet<string> = new Set(['unchanged', 'refused']);

export const afterIn = ({ database, desk, landings, system }: AfterNeeds): After => {
  const position = async (person: string, revision: number): Promise<void> => {
    const untilMs = system.monotonicMs() + waitMs;
    while ((await positionOf(database, person)) < revision) {
      if (system.monotonicMs() >= untilMs) return;
      await system.wait(lookEveryMs);
    }
  };

  const command = async (actor: string, commandId: string): Promise<void> => {
    const known = desk.look({ actor, commandId });
    if (known?.type === 'decided' && idle.has(known.outcome.result)) return;
    const stop = new AbortController();
    await Promise.race([
      landings.landed(actor, commandId),
      system.wait(waitMs, stop.signal),
    ]).finally(() => stop.abort());
  };

  return async (person, after) => {
    if (after === undefined) return;
    if (typeof after !== 'string')
      throw new RefusedError('BAD_SCHEMA', { detail: 'after is given more than once' });
    await (isCommandId(after) ? command(person, after) : position(person, revisionIn(after)));
  };
};
