import type { InboxCommand, InboxEvent, Policy } from '@vestibule/domain';
import { delivery } from '../delivery';
import type { Delivery } from './play';

type Flawed = { readonly flaw: string; readonly found: string; readonly service: Delivery };
type Inbox = ReturnType<Delivery['decider']>;

const ruledBy = (change: (policy: Policy) => Policy): Delivery => ({
  ...delivery,
  decider: (policy) => delivery.decider(change(policy)),
});

const deciding = (change: (inbox: Inbox) => Partial<Inbox>): Delivery => ({
  ...delivery,
  decider: (policy) => {
    const inbox = delivery.decider(policy);
    return { ...inbox, ...change(inbox) };
  },
});

/** Commands turned into others before they are decided. */
const turning = (turn: (command: InboxCommand) => InboxCommand): Delivery =>
  deciding(({ decide }) => ({ decide: (command, state) => decide(turn(command), state) }));

/** Events turned into others, once decided. */
const noting = (turn: (event: InboxEvent) => InboxEvent): Delivery =>
  deciding(({ decide }) => ({ decide: (command, state) => decide(command, state).map(turn) }));

const placingSuppressed: Delivery = {
  ...delivery,
  inbound: (message, factsOf) =>
    message.type === 'MessageSuppressed'
      ? delivery.inbound({ ...message, type: 'MessageSent' } as unknown as typeof message, factsOf)
      : delivery.inbound(message, factsOf),
};

/** Whoever takes a message back, the other is told, had they it or not. */
const takingBackBlindly = deciding(({ decide }) => ({
  decide: (command, state) => {
    if (command.type !== 'TakeBack') return decide(command, state);
    return [{ type: 'MessageTakenBack', data: command.data }];
  },
}));

const showingAlways = deciding(({ decide }) => ({
  decide: (command, state) =>
    command.type === 'NoteRead'
      ? [{ type: 'ReceiptShown', data: command.data }]
      : decide(command, state),
}));

const ofNobody = (command: InboxCommand): InboxCommand => {
  if (command.type !== 'MarkRead') return command;
  const { facts } = command.data;
  const other = { ...facts.other, receipts: true };
  return { ...command, data: { ...command.data, facts: { ...facts, other } } };
};

const forgettingHidden = noting((event) => {
  if (event.type !== 'MessagePlaced' || event.data.folder !== 'hidden') return event;
  return event.data.first ? event : { ...event, data: { ...event.data, folder: 'requests' } };
});

const placingInbox = noting((event) =>
  event.type === 'MessagePlaced' && event.data.folder === 'requests'
    ? { ...event, data: { ...event.data, folder: 'inbox' } }
    : event,
);

const keepingYes = deciding(({ evolve }) => ({
  evolve: (state, event) => (event.type === 'ConversationEnded' ? state : evolve(state, event)),
}));

const regionless = ruledBy((policy) => ({ ...policy, receipts: { regionsOff: [] } }));

/** Deliveries that are wrong in one place each, and the property that has to find it. */
// prettier-ignore
export const broken: readonly Flawed[] = [
  { found: 'I7:',  flaw: 'a suppressed message is placed', service: placingSuppressed },
  { found: 'I7:',  flaw: 'what is taken back is told to who never had it', service: takingBackBlindly },
  { found: 'I10:', flaw: 'a request lands in the inbox', service: placingInbox },
  { found: 'I26:', flaw: 'a receipt ignores the regions', service: regionless },
  { found: 'I26:', flaw: 'a receipt ignores the setting of the other', service: turning(ofNobody) },
  { found: 'I26:', flaw: 'a receipt ignores the no of who wrote', service: showingAlways },
  { found: 'edge 42:', flaw: 'a hidden request is forgotten', service: forgettingHidden },
  { found: 'both', flaw: 'an end is no word', service: keepingYes },
];
