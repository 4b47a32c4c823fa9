import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import {
  isUnreadable,
  newCommandId,
  type PolicyCommandName,
  policyCommands,
  policyReasonSentences,
  reader,
  write,
} from '@vestibule/contracts';
import type { PolicyEvent } from '@vestibule/domain';
import type { Recorded } from '@vestibule/streams';
import { UsageError } from '../failures';
import type { Store } from '../reach';
import { withCommands } from '../with-commands';

type Data<Type extends PolicyEvent['type']> = Extract<PolicyEvent, { type: Type }>['data'];

const answeredWithinMs = 30_000;
const lookEveryMs = 100;

/** The rules refused what an operator asked. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}

const nextStep = ({ command, reason }: Data<'PolicyCommandRefused'>): string => {
  if (reason === 'SAME_OPERATOR')
    return 'Let another operator run `vestibule policy approve <proposal> --operator <name>`.';
  if (reason === 'EFFECTIVE_TOO_SOON')
    return 'Propose it with a later --from, or without one: `vestibule policy propose --help`.';
  if (command === 'PublishWords') return 'Correct the file and publish it again.';
  if (command === 'ProposePolicy') return '`vestibule policy presets` shows values that work.';
  return '`vestibule policy ls` shows what there is.';
};

const refusal = (data: Data<'PolicyCommandRefused'>): RefusedError => {
  const { reason, field } = data;
  const where = field === null ? '' : ` (${field})`;
  return new RefusedError(`${reason}${where}: ${policyReasonSentences[reason]} ${nextStep(data)}`);
};

const outcomeIn = (events: readonly Recorded[], commandId: string): Recorded | undefined =>
  events.find(({ metadata }) => metadata.commandId === commandId);

const awaited = async ({ read }: Store, from: number, commandId: string): Promise<Recorded> => {
  const giveUpAtMs = performance.now() + answeredWithinMs;
  while (performance.now() < giveUpAtMs) {
    const found = outcomeIn(await read('policy', from), commandId);
    if (found) return found;
    await wait(lookEveryMs);
  }
  throw new Error(
    `No answer to ${commandId} within ${answeredWithinMs / 1_000} s. Is gating running? ` +
      'The command may still be decided: `vestibule policy ls` will show it, or ' +
      '`vestibule dlq show policy.commands.v1.policy.dlq` tells why not.',
  );
};

const recordOf = (type: PolicyCommandName, data: object) => {
  const atMs = Date.now();
  const id = newCommandId(atMs, randomBytes(10));
  const source = '/vestibule-ops';
  const about = { type, data: data as never, key: 'policy', id, source, atMs };
  return { id, record: write(policyCommands, about) };
};

/** What would be a dead letter is not even sent. */
const mustFit = ({ id, record }: ReturnType<typeof recordOf>): void => {
  const headers = Object.entries(record.headers).map(([name, text]) => [name, Buffer.from(text)]);
  const found = reader(policyCommands)({
    key: Buffer.from(record.key),
    value: Buffer.from(record.value),
    headers: Object.fromEntries(headers) as Record<string, Buffer>,
    timestampMs: Date.now(),
  });
  if (isUnreadable(found)) throw new UsageError(`${id} has not the shape wanted: ${found.detail}.`);
};

/** Where a command goes in, and where its outcome is waited for. */
export type Line = { readonly kafka: string; readonly store: Store };

/**
 * Sends a command to its topic and waits for the event that answers it, which every service hears of
 * in the same way. Throws when it was refused, or when no answer came within 30 s.
 */
export const askPolicy = async <Type extends PolicyEvent['type']>(
  { kafka, store }: Line,
  type: PolicyCommandName,
  data: object,
): Promise<Data<Type>> => {
  const asked = recordOf(type, data);
  mustFit(asked);
  const last = await store.last('policy');
  return withCommands(kafka, async ({ send }) => {
    await send([asked.record]);
    const answer = await awaited(store, (last?.revision ?? -1) + 1, asked.id);
    if (answer.type === 'PolicyCommandRefused')
      throw refusal(answer.data as Data<'PolicyCommandRefused'>);
    if (answer.type === 'CommandFailed')
      throw new Error(`Gating failed on it; its log and \`vestibule dlq ls\` tell more.`);
    return answer.data as Data<Type>;
  });
};
