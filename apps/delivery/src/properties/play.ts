import { type PairFacts, conversationIdOf } from '@vestibule/contracts';
import { type Message, fold } from '@vestibule/decider';
import {
  type AccountFacts,
  type ConversationCommand,
  type ConversationEvent,
  type ConversationState,
  type InboxCommand,
  type InboxEvent,
  type InboxState,
  type Policy,
  conversation,
  presets,
} from '@vestibule/domain';
import type { Order } from '@vestibule/service';
import { delivery } from '../delivery';
import type { Name, Step } from './script';

/** Delivery as it is, or wrong in one place. */
export type Delivery = Pick<typeof delivery, 'decider' | 'inbound' | 'outbound'>;

/** Something that one person's inbox recorded. */
export type Noted = { readonly person: Name; readonly event: InboxEvent };

/** One step of a played script: what the pair recorded, what the inboxes did, and how all stands. */
export type Played = {
  readonly step: Step;
  readonly policy: Policy;
  readonly accounts: Readonly<Record<Name, AccountFacts>>;
  readonly pair: readonly ConversationEvent[];
  readonly noted: readonly Noted[];
  readonly said: readonly object[];
  readonly after: ConversationState;
  readonly inboxes: Readonly<Record<Name, InboxState>>;
};

export const conversationId = conversationIdOf('ann', 'bob');
export const otherOf = (name: Name): Name => (name === 'ann' ? 'bob' : 'ann');

const { seed } = presets;
const relaxed: Policy = {
  ...seed,
  relation: { ...seed.relation, senderMustFollow: false },
  request: { ...seed.request, ttlDays: 1 },
  receipts: { regionsOff: ['FR'] },
  content: {
    lists: [
      { id: 'hidden', action: 'hide', when: 'request' },
      { id: 'masked', action: 'mask', when: 'always' },
    ],
  },
};
const policies: readonly Policy[] = [
  relaxed,
  { ...relaxed, version: 2, request: { ...relaxed.request, strangers: 'inbox' } },
  { ...relaxed, version: 3, relation: { ...relaxed.relation, afterUnblock: 'restore' } },
  { ...relaxed, version: 4, receipts: { regionsOff: [] } },
];

const account: AccountFacts = {
  version: 1,
  standing: 'active',
  band: '18plus',
  phone: true,
  setting: 'everyone',
  business: false,
  takesBusiness: true,
  region: 'NZ',
  receipts: true,
  registeredAtMs: 0,
};

const dayMs = 86_400_000;
const startMs = 1_790_000_000_000;

type World = Omit<Played, 'step' | 'pair' | 'noted' | 'said'> & {
  readonly index: number;
  readonly revisions: Readonly<Record<string, number>>;
  readonly written: Readonly<Record<Name, readonly string[]>>;
  readonly placed: Readonly<Record<Name, readonly string[]>>;
};

const firstWorld = ({ decider }: Delivery): World => {
  const { initial } = decider(relaxed);
  return {
    index: 0,
    policy: relaxed,
    accounts: { ann: account, bob: account },
    after: conversation(relaxed).initial,
    inboxes: { ann: initial, bob: initial },
    revisions: {},
    written: { ann: [], bob: [] },
    placed: { ann: [], bob: [] },
  };
};

const factsFor = (by: Name, { accounts }: World): PairFacts => ({
  actor: accounts[by],
  other: accounts[otherOf(by)],
  follows: { actorAtMs: null, otherAtMs: null },
});

const nowIn = ({ index }: World): number => startMs + index * dayMs;

const fromInside = (step: Step & { readonly by: Name }, world: World): ConversationCommand => {
  const [by, to, atMs] = [step.by, otherOf(step.by), nowIn(world)];
  const mine = world.accounts[by];
  if (step.does === 'follow') {
    const facts = { by: mine, to: world.accounts[to] };
    const about = { by, to, sinceAtMs: atMs, version: mine.version, ingestedAtMs: atMs };
    return { type: 'NoteFollow', data: { ...about, facts } };
  }
  const newest = world.after.sides[to]?.waiting.at(-1) ?? '';
  const about = { by, to, newest, newestAtMs: startMs - dayMs, ingestedAtMs: atMs };
  return { type: 'ExpireRequest', data: { ...about, facts: { by: mine } } };
};

/** What a step asks of the pair. */
const pairCommand = (step: Step & { readonly by: Name }, world: World): ConversationCommand => {
  if (step.does === 'follow' || step.does === 'expire') return fromInside(step, world);
  const atMs = nowIn(world);
  const lists = step.does === 'send' && step.list !== 'none' ? [{ id: step.list, action: '' }] : [];
  const content = { lists, links: false, graphemes: 2, bytes: 2, attached: false, listsVersion: 1 };
  const facts = { ...factsFor(step.by, world), volume: null, content };
  const data = {
    commandId: `m${world.index}`,
    actor: step.by,
    other: otherOf(step.by),
    issuedAtMs: atMs,
    ingestedAtMs: atMs,
    facts,
    kind: 'text',
    automated: step.does === 'send' && step.automated,
    body: { text: '', attachment: null },
    upTo: null,
    bulkId: null,
    how: 'decline',
    messageId: world.written[step.by].at(-1) ?? 'none',
    operator: 'op',
    ground: 'test',
    sourceId: 'elsewhere',
  };
  const type = step.does === 'send' ? 'SendMessage' : step.does;
  return { type, data } as unknown as ConversationCommand;
};

/** A message as it is heard: from a stream, or from a person. */
const heard = (topic: string, { type, data }: Message, from: string, revision: number) => ({
  topic,
  type,
  data,
  id: `${from}@${revision}`,
  key: from.slice(from.indexOf('-') + 1),
  timestampMs: 0,
  coordinates: { stream: from, revision, metadata: { $correlationId: 'test' } },
});

type Result = Pick<Played, 'noted' | 'said'> & { readonly world: World };

const obey = (
  service: Delivery,
  world: World,
  { stream, command }: Order<InboxCommand>,
): Result => {
  const person = stream.slice('inbox-'.length) as Name;
  const { decide, evolve } = service.decider(world.policy);
  const events = decide(command, world.inboxes[person]);
  const state = fold(evolve, world.inboxes[person], events);
  let next: World = { ...world, inboxes: { ...world.inboxes, [person]: state } };
  const noted: Noted[] = [];
  const said: object[] = [];
  for (const event of events) {
    const revision = next.revisions[stream] ?? 0;
    next = { ...next, revisions: { ...next.revisions, [stream]: revision + 1 } };
    if (event.type === 'MessagePlaced' && event.data.folder !== 'sent')
      next = {
        ...next,
        placed: { ...next.placed, [person]: [...next.placed[person], event.data.messageId] },
      };
    noted.push({ person, event });
    const recorded = { ...event, stream, revision } as unknown as Parameters<
      Delivery['outbound']
    >[0];
    for (const one of service.outbound(recorded)) {
      said.push(one);
      const result = tell(service, next, heard('delivery.events.v1', one, stream, revision));
      next = result.world;
      noted.push(...result.noted);
      said.push(...result.said);
    }
  }
  return { world: next, noted, said };
};

/** Tells delivery one message, and all that comes of it. */
const tell = (service: Delivery, world: World, message: ReturnType<typeof heard>): Result => {
  const factsOf = (actor: string) => factsFor(actor as Name, world);
  const orders = service.inbound(
    message as unknown as Parameters<Delivery['inbound']>[0],
    factsOf,
  ) as readonly Order<InboxCommand>[];
  let result: Result = { world, noted: [], said: [] };
  for (const order of orders) {
    const more = obey(service, result.world, order);
    result = {
      world: more.world,
      noted: [...result.noted, ...more.noted],
      said: [...result.said, ...more.said],
    };
  }
  return result;
};

const acted = (service: Delivery, world: World, step: Step & { readonly by: Name }): Result => {
  const back = 'back' in step ? step.back : 0;
  const named = world.placed[step.by].at(-1 - back) ?? 'nothing';
  const data = { actor: step.by, other: otherOf(step.by), upTo: named, messageId: named };
  const act = { type: step.does, data: { ...data, forever: true } };
  const { coordinates: _, ...message } = heard('delivery.commands.v1', act, `-${step.by}`, 0);
  const asked = { ...message, id: `c${world.index}`, timestampMs: nowIn(world) };
  return tell(service, world, asked as ReturnType<typeof heard>);
};

const decided = (service: Delivery, world: World, step: Step & { readonly by: Name }) => {
  const { decide, evolve } = conversation(world.policy);
  const pair = decide(pairCommand(step, world), world.after);
  let result: Result = { world, noted: [], said: [] };
  for (const event of pair) {
    const stream = `pair-${conversationId}`;
    const revision = result.world.revisions[stream] ?? 0;
    const counted = { ...result.world.revisions, [stream]: revision + 1 };
    const after = evolve(result.world.after, event);
    const next = { ...result.world, after, revisions: counted };
    const more = tell(service, next, heard('gating.events.v1', event, stream, revision));
    result = {
      world: more.world,
      noted: [...result.noted, ...more.noted],
      said: [...result.said, ...more.said],
    };
  }
  return { pair, ...result };
};

const sentIn = (pair: readonly ConversationEvent[], world: World): World['written'] =>
  pair.reduce((written, { type, data }) => {
    if (type !== 'MessageSent' && type !== 'MessageSuppressed') return written;
    const from = data.from as Name;
    return { ...written, [from]: [...written[from], data.asked.commandId] };
  }, world.written);

const stepIn = (service: Delivery, world: World, step: Step) => {
  const nothing = { pair: [], noted: [], said: [] };
  switch (step.does) {
    case 'rule':
      return { ...nothing, world: { ...world, policy: policies[step.policy] ?? world.policy } };
    case 'change': {
      const changed = { ...world.accounts[step.by], ...step.to };
      return {
        ...nothing,
        world: { ...world, accounts: { ...world.accounts, [step.by]: changed } },
      };
    }
    case 'MarkRead':
    case 'ClearForMe':
    case 'DeleteForMe':
    case 'MuteConversation':
      return { ...nothing, ...acted(service, world, step) };
    default:
      return decided(service, world, step);
  }
};

/** Plays a script from the beginning, each step delivered before the next. */
export const play = (service: Delivery, steps: readonly Step[]): readonly Played[] => {
  let world = firstWorld(service);
  return steps.map((step) => {
    const { pair, noted, said, world: next } = stepIn(service, world, step);
    world = { ...next, index: next.index + 1, written: sentIn(pair, next) };
    const { policy, accounts, after, inboxes } = world;
    return { step, pair, noted, said, policy, accounts, after, inboxes };
  });
};
