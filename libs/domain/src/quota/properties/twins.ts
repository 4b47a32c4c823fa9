import * as fc from 'fast-check';
import type {
  ConversationCommand,
  ConversationEvent,
  ConversationState,
} from '../../conversation/conversation';
import { conversation } from '../../conversation/decide';
import { commandFor } from '../../conversation/properties/commands';
import { isBobs, publicPart } from '../../conversation/properties/privacy';
import { anyStep } from '../../conversation/properties/scripts';
import { firstWorld, policies, worldAfter } from '../../conversation/properties/world';
import { volumeOf } from '../../conversation/send';
import type { Policy } from '../../policy/policy';
import { quota } from '../decide';
import type { QuotaCommand, QuotaState, VolumeUnit } from '../quota';
import { small } from '../quota.words';
import { countedUnits, judge } from '../windows';

/** How an outcome is charged: null for an event that closes nothing. */
export type Charging = (event: ConversationEvent) => readonly VolumeUnit[] | null;

/** A pair, and what ann is charged with. */
type World = { readonly pair: ConversationState; readonly volume: QuotaState };

const conversationId = 'with bob';

export const byOutcome: Charging = ({ type, data }) => {
  if (type === 'SendRefused') return [];
  if (type !== 'MessageSent' && type !== 'MessageSuppressed') return null;
  if (data.used === null) return [];
  return data.used === 1 ? ['request-message', 'new-recipient'] : ['request-message'];
};

const closing = (event: ConversationEvent, charging: Charging): readonly QuotaCommand[] => {
  const { type, data } = event;
  const { atMs } = data;
  if ((type === 'RequestAccepted' || type === 'WelcomeShown') && data.to === 'ann')
    return [{ type: 'Refund', data: { atMs, conversationId, ids: data.refunds } }];
  const units = charging(event);
  if (units === null || !('asked' in data) || data.asked === null) return [];
  const name = { reservationId: data.asked.commandId, conversationId };
  return units.length > 0
    ? [{ type: 'Confirm', data: { atMs, sends: [{ ...name, units }] } }]
    : [{ type: 'Release', data: { atMs, sends: [name] } }];
};

const reserved = (command: ConversationCommand, { pair, volume }: World, policy: Policy) => {
  if (command.type !== 'SendMessage' || command.data.actor !== 'ann') return { command, volume };
  const { decide, evolve } = quota(policy);
  const { commandId: reservationId, ingestedAtMs: atMs, facts } = command.data;
  const units = countedUnits(volumeOf(command, pair, policy), policy);
  const ask = { reservationId, conversationId, units, atMs, business: facts.actor.business };
  const after =
    units.length > 0
      ? decide({ type: 'Reserve', data: ask }, volume).reduce(evolve, volume)
      : volume;
  const answer = units.length > 0 ? judge(after, ask, policy) : null;
  const told = { ...command, data: { ...command.data, facts: { ...facts, volume: answer } } };
  return { command: told, volume: after };
};

/** One step in one world: judged as if each send were reserved, recorded and closed at once. */
const stepped = (
  command: ConversationCommand,
  before: World,
  { policy, charging }: { policy: Policy; charging: Charging },
) => {
  const { command: told, volume } = reserved(command, before, policy);
  const { decide, evolve } = conversation(policy);
  const events = decide(told, before.pair);
  const pair = events.reduce(evolve, before.pair);
  const ledger = quota(policy);
  const commands = events.flatMap((event) => closing(event, charging));
  const closed = commands.reduce(
    (state, one) => ledger.decide(one, state).reduce(ledger.evolve, state),
    volume,
  );
  return { events, after: { pair, volume: closed } };
};

type Where = 'both' | 'left' | 'right';

/** I15: what ann is charged with is equal in two worlds that differ only in private acts of bob. */
export const chargesAreEqual = (charging: Charging) =>
  fc.property(
    fc.array(
      fc.tuple(anyStep(undefined, policies), fc.constantFrom<Where>('both', 'left', 'right')),
      {
        maxLength: 40,
        size: 'max',
      },
    ),
    (steps) => {
      let world = firstWorld();
      const start: World = { pair: conversation(small).initial, volume: quota(small).initial };
      let twin = { left: start, right: start };
      return steps.every(([step, where]) => {
        world = worldAfter(world, step);
        const policy = { ...world.policy, volume: small.volume };
        const isPrivate = isBobs(step);
        const command = commandFor(step, { world, state: twin.left.pair });
        if (command === null) return true;
        const played = (before: World, isLeftOut: boolean) =>
          isLeftOut
            ? { events: [], after: before }
            : stepped(command, before, { policy, charging });
        const left = played(twin.left, isPrivate && where === 'right');
        const right = played(twin.right, isPrivate && where === 'left');
        if (isPrivate && publicPart(left.events) !== publicPart(right.events)) return true;
        twin = { left: left.after, right: right.after };
        return JSON.stringify(twin.left.volume) === JSON.stringify(twin.right.volume);
      });
    },
  );
