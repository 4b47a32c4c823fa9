import { newCommandId } from '@vestibule/contracts';
import { system } from '@vestibule/service';
import { revisionIn } from '@vestibule/views';
import { checkId } from '../commands/command';
import type { WantedCommand } from '../commands/wanted';
import { RefusedError } from '../refusal';
import type { Wish } from './bulk';

const fields = new Set(['answer', 'how', 'position', 'dryRun']);
const answers = ['accept', 'decline'] as const;
const hows = ['decline', 'delete'] as const;

const isOneOf = <Word extends string>(words: readonly Word[], value: unknown): value is Word =>
  (words as readonly unknown[]).includes(value);

const badly = (detail: string): RefusedError => new RefusedError('BAD_SCHEMA', { detail });

/** The id of a call that makes many commands: the `Idempotency-Key`, or a fresh one. */
export const callIdOf = ({ commandId }: WantedCommand, nowMs: number): string => {
  const callId = commandId ?? newCommandId(nowMs, system.randomBytes(10));
  checkId({ commandId: callId, nowMs });
  return callId;
};

/** The bulk answer in a request. Refuses what is none. */
export const wishOf = (wanted: WantedCommand, nowMs: number): Wish => {
  const { actor: person, body, waitMs } = wanted;
  const { answer, how, position, dryRun = false } = body;
  const unknown = Object.keys(body).find((name) => !fields.has(name));
  if (unknown !== undefined) throw badly('there is a field that nobody knows');
  if (!isOneOf(answers, answer)) throw badly('answer is neither accept nor decline');
  if (how !== undefined && (!isOneOf(hows, how) || answer === 'accept'))
    throw badly('how is neither decline nor delete, or not of a decline');
  if (typeof dryRun !== 'boolean') throw badly('dryRun is no truth value');
  if (typeof position !== 'string') throw badly('position is none that a list told');
  const bulkId = callIdOf(wanted, nowMs);
  return { person, bulkId, answer, how, position: revisionIn(position), dryRun, waitMs };
};
