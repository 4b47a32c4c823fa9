import {
  type ConversationCommand,
  type ConversationState,
  type Policy,
  type QuotaCommand,
  type QuotaState,
  type VolumeAnswer,
  countedUnits,
  hourMs,
  isCovered,
  isRoomy,
  judge,
  volumeOf,
} from '@vestibule/domain';
import type { Order, Reserves } from '@vestibule/service';
import { settle } from './settle';
import { volume } from './volume';

type Gating = Reserves<ConversationState, ConversationCommand, QuotaState>;
type Reserve = Extract<QuotaCommand, { type: 'Reserve' }>;

/** A send reserves when it would count and no rule before volume refuses it. */
const need = (
  order: Order<ConversationCommand>,
  state: ConversationState,
  policy: Policy,
): Order<Reserve> | null => {
  const { command, stream, commandId, correlationId, ingestedAtMs } = order;
  if (command.type !== 'SendMessage') return null;
  const units = countedUnits(volumeOf(command, state, policy), policy);
  if (units.length === 0) return null;
  const { actor, facts } = command.data;
  const data = {
    reservationId: commandId,
    conversationId: stream.slice('pair-'.length),
    units,
    atMs: ingestedAtMs,
    business: facts.actor.business,
  };
  const reserve: Reserve = { type: 'Reserve', data };
  const about = { stream: `quota-${actor}`, commandId, correlationId, ingestedAtMs };
  return { ...about, quiet: true, command: reserve };
};

const askOf = (order: Order): Reserve['data'] => (order as Order<Reserve>).command.data;

/** Of a ledger that cannot be read nobody can say that there is room; it is for operators to mend. */
const closed = ({ ingestedAtMs }: Order): VolumeAnswer => ({
  granted: false,
  per: 'PT1H',
  retryAtMs: ingestedAtMs + hourMs,
});

const withVolume = (
  order: Order<ConversationCommand>,
  answer: VolumeAnswer,
): Order<ConversationCommand> => {
  const { command } = order;
  if (command.type !== 'SendMessage') return order;
  const facts = { ...command.data.facts, volume: answer };
  return { ...order, command: { ...command, data: { ...command.data, facts } } };
};

/** A granted send must hold its units; there is room for it, but it holds none: ask again. */
const attach: Gating['attach'] = ({ order, need: needed, policy }, reserved) => {
  if (!reserved) return withVolume(order, closed(order));
  const ask = askOf(needed);
  const answer = judge(reserved, ask, policy);
  return answer.granted && !isCovered(reserved, ask) ? null : withVolume(order, answer);
};

/** Volume, reserved in `quota-<sender>` before a send that counts is decided. */
export const reserves: Gating = {
  service: volume,
  need,
  attach,
  isRoomy: (needed, reserved, policy) => isRoomy(reserved, askOf(needed), policy),
  settle,
};
