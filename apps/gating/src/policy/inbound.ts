import { type MessageOn, commandIdAtMs, type policyCommands } from '@vestibule/contracts';
import type { PolicyCommand } from '@vestibule/domain';
import type { Heard, Order, Preparing } from '@vestibule/service';

type Command = Heard<MessageOn<typeof policyCommands>>;

/** The earliest instant at which anything may take effect. */
type Soonest = { readonly soonestAtMs: number };

/**
 * By this host's clock and not by the ingest time: a command may have waited, and it is the event
 * that must be there the whole lead before it counts.
 */
export const soonest = async (
  _: readonly Command[],
  { nowMs, policyLeadMs }: Preparing,
): Promise<Soonest> => ({ soonestAtMs: nowMs + policyLeadMs });

const commandIn = (message: Command, { soonestAtMs }: Soonest): PolicyCommand => {
  const { id: commandId, type, data, timestampMs: ingestedAtMs } = message;
  const { operator } = data;
  const issuedAtMs = commandIdAtMs(commandId);
  const asking = { commandId, operator, issuedAtMs, ingestedAtMs, soonestAtMs };
  switch (type) {
    case 'ProposePolicy': {
      const { preset, data: policy, effectiveAtMs = null } = data;
      return { type, data: { ...asking, preset, data: policy, effectiveAtMs } };
    }
    case 'ApprovePolicy':
      return { type, data: { ...asking, proposalId: data.proposalId } };
    case 'RetirePolicy':
      return { type, data: { ...asking, version: data.version } };
    case 'PublishWords': {
      const { listId, words, allow } = data;
      return { type, data: { ...asking, listId, words, allow } };
    }
  }
};

/** Contract message → commands. */
export const inbound = (message: Command, facts: Soonest): readonly Order<PolicyCommand>[] => [
  {
    stream: 'policy',
    commandId: message.id,
    content: message.data,
    correlationId: message.id,
    ingestedAtMs: message.timestampMs,
    command: commandIn(message, facts),
  },
];
