import { deliveryCommandNames } from '@vestibule/contracts';
import type { System } from '@vestibule/service';
import type { Topics } from '@vestibule/topics';
import { RefusedError } from '../refusal';
import type { Command } from './command';
import type { Limiter } from './limiter';
import type { Outcome } from './outcome';
import { keyOf, type Outcomes, type Whose } from './outcomes';
import type { Undecided, Waiting } from './undecided';
import { type Waits, waits } from './waits';

/** What a caller gets: the outcome, or that there is none yet. */
export type Answer =
  | { readonly type: 'decided'; readonly outcome: Outcome }
  | { readonly type: 'undecided'; readonly commandId: string };

export type DeskNeeds = {
  readonly topics: Pick<Topics, 'send'>;
  readonly outcomes: Outcomes;
  readonly undecided: Undecided;
  readonly limiter: Limiter;
  readonly system: Pick<System, 'wait' | 'nowMs'>;
};

/** How long the brokers may take before the caller is told that nothing was handed over. */
const handOverWithinMs = 5_000;

/** What protects people, what answers a request, and what is done in the own lists. */
const unlimited: ReadonlySet<string> = new Set([
  'AcceptRequest',
  'DeclineRequest',
  'RestoreRequest',
  'BlockAccount',
  'UnblockAccount',
  'RevokeConsent',
  'ReportAccount',
  ...deliveryCommandNames,
]);

const mustBeSame = (command: Command, fingerprint: string | undefined, type?: string): void => {
  const isOther = fingerprint !== undefined && fingerprint !== command.fingerprint;
  if (isOther || (type !== undefined && type !== command.type))
    throw new RefusedError('ID_REUSED', { commandId: command.commandId });
};

const decided = (outcome: Outcome): Answer => ({ type: 'decided', outcome });

/** Asks commands for people, and knows what became of them. */
export class Desk {
  private readonly waits: Waits;

  constructor(private readonly needs: DeskNeeds) {
    this.waits = waits(needs.system);
  }

  /** Resolves with the outcome, or after `waitMs` without. Asking again asks nothing new. */
  async ask(command: Command, waitMs: number): Promise<Answer> {
    const { outcomes, undecided } = this.needs;
    const known = outcomes.find(command);
    if (known) {
      mustBeSame(command, known.fingerprint, known.outcome.command);
      return decided(known.outcome);
    }
    const asked = undecided.find(keyOf(command));
    if (asked) mustBeSame(command, asked.fingerprint);
    return this.answer(command, asked ?? (await this.handOver(command)), waitMs);
  }

  /** Undefined: not asked here, or forgotten. */
  look(whose: Whose): Answer | undefined {
    const known = this.needs.outcomes.find(whose);
    if (known) return decided(known.outcome);
    const { commandId } = whose;
    return this.needs.undecided.find(keyOf(whose)) ? { type: 'undecided', commandId } : undefined;
  }

  hear(outcome: Outcome): void {
    const asked = this.needs.undecided.settle(keyOf(outcome), outcome);
    this.needs.outcomes.keep(outcome, asked?.fingerprint);
  }

  /** Whoever waits is answered now; nothing more is waited for. */
  end(): void {
    this.waits.end();
  }

  private admit({ type, actor, other, lane, record }: Command): void {
    const { limiter, undecided, system } = this.needs;
    const slowed = unlimited.has(type)
      ? undefined
      : limiter.take(`${record.topic}~${actor}~${other}`, system.nowMs());
    if (slowed) throw new RefusedError('SLOW_DOWN', slowed);
    if (undecided.isBusy(lane)) throw new RefusedError('BUSY');
  }

  /** Resolves once the brokers have it. Repeats go on behind a caller who was sent away. */
  private async handOver(command: Command): Promise<Waiting> {
    this.admit(command);
    const { topics, undecided } = this.needs;
    const waiting = undecided.add(keyOf(command), command);
    const sent = topics.send([command.record]).then(() => true);
    sent.catch(() => undecided.drop(keyOf(command)));
    if (await this.waits.within(sent, handOverWithinMs)) return waiting;
    const { commandId } = command;
    const detail = 'not handed over yet: ask about it, or repeat it with this Idempotency-Key';
    throw new RefusedError('BUSY', { commandId, detail });
  }

  private async answer({ commandId }: Command, waiting: Waiting, waitMs: number): Promise<Answer> {
    const outcome = await this.waits.within(waiting.decided, waitMs);
    return outcome ? decided(outcome) : { type: 'undecided', commandId };
  }
}
