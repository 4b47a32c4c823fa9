import {
  type MessageOn,
  commandIdAtMs,
  type dmCommands,
  gatingCommands,
  type identityCommands,
} from '@vestibule/contracts';
import type { AccountCommand } from '@vestibule/domain';
import type { Heard, Order, Said } from '@vestibule/service';
import type { Lookup } from './facts';

type PairCommand = Heard<MessageOn<typeof dmCommands>>;
type OwnCommand = Heard<MessageOn<typeof identityCommands>>;

/** The same command with facts attached: the one generated shape of the contracts. */
const attached = (message: PairCommand, { of }: Lookup): Said => {
  const { type, data, key, id, timestampMs: ingestedAtMs } = message;
  const facts = of(data.actor, data.other, ingestedAtMs);
  return {
    topic: gatingCommands,
    type,
    data: { ...data, facts, ingestedAtMs },
    key,
    id,
    atMs: ingestedAtMs,
  };
};

const commandIn = (message: OwnCommand, { of, freedAtMs }: Lookup): AccountCommand => {
  const { id: commandId, type, data, timestampMs: ingestedAtMs } = message;
  const { actor } = data;
  const asking = { commandId, actor, issuedAtMs: commandIdAtMs(commandId), ingestedAtMs };
  switch (type) {
    case 'RegisterAccount': {
      const { name, birthDate, region } = data;
      return { type, data: { ...asking, name, birthDate, region } };
    }
    case 'ConfirmPhone': {
      const { phoneKey } = data;
      return { type, data: { ...asking, phoneKey, freedAtMs: freedAtMs(phoneKey) } };
    }
    case 'ChangeSettings': {
      const { setting, receipts, takesBusiness } = data;
      return { type, data: { ...asking, setting, receipts, takesBusiness } };
    }
    case 'Follow':
    case 'Unfollow': {
      const { actor: mine, other: theirs } = of(actor, data.other, ingestedAtMs);
      const facts = { actor: mine, other: theirs };
      return { type, data: { ...asking, other: data.other, facts } };
    }
    case 'SetVerification':
      return { type, data: { ...asking, business: data.business } };
    case 'SetStanding':
      return { type, data: { ...asking, standing: data.standing } };
    case 'CorrectBirthDate':
      return { type, data: { ...asking, birthDate: data.birthDate } };
    case 'RemovePhone':
    case 'DeleteAccount':
      return { type, data: asking };
  }
};

const order = (message: OwnCommand, facts: Lookup): Order<AccountCommand> => ({
  stream: `account-${message.key}`,
  commandId: message.id,
  content: message.data,
  correlationId: message.id,
  ingestedAtMs: message.timestampMs,
  command: commandIn(message, facts),
});

/** Contract message → commands; commands about a pair only pass through. */
export const inbound = (
  message: PairCommand | OwnCommand,
  facts: Lookup,
): readonly (Order<AccountCommand> | Said)[] =>
  message.topic === 'dm.commands.v1' ? [attached(message, facts)] : [order(message, facts)];
