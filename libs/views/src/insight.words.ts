import {
  conversation,
  presets,
  type AccountFacts,
  type ConversationCommand,
  type ConversationEvent,
  type Facts,
} from '@vestibule/domain';

const account: AccountFacts = {
  version: 1,
  standing: 'active',
  band: '18plus',
  phone: true,
  setting: 'everyone',
  business: false,
  takesBusiness: true,
  region: 'NL',
  receipts: true,
  registeredAtMs: 0,
};

const content = (graphemes: number, links: boolean): Facts['content'] => ({
  lists: [],
  links,
  graphemes,
  bytes: graphemes,
  attached: false,
  listsVersion: 0,
});

/** What somebody does in a pair; `private` acts are those that the other side must never notice. */
export type Act =
  | {
      readonly does: 'sends';
      readonly by: string;
      readonly graphemes?: number;
      readonly links?: true;
    }
  | {
      readonly does:
        | 'AcceptRequest'
        | 'DeclineRequest'
        | 'RestoreRequest'
        | 'BlockAccount'
        | 'UnblockAccount'
        | 'ReportAccount';
      readonly by: string;
    };

const commandOf = (act: Act, [one, two]: readonly [string, string], atMs: number) => {
  const { by } = act;
  const other = by === one ? two : one;
  const { graphemes = 20, links = false } = act.does === 'sends' ? act : {};
  const facts: Facts = {
    actor: account,
    other: account,
    follows: { actorAtMs: null, otherAtMs: null },
    volume: null,
    content: act.does === 'sends' ? content(graphemes, links) : null,
  };
  const asking = {
    commandId: `${by}-${atMs}`,
    actor: by,
    other,
    issuedAtMs: atMs,
    ingestedAtMs: atMs,
  };
  const body = { text: 'x'.repeat(graphemes), attachment: null };
  const more = {
    sends: { kind: 'text', automated: false, body },
    AcceptRequest: { upTo: null, bulkId: null },
    DeclineRequest: { upTo: null, bulkId: null, how: 'decline' },
    RestoreRequest: { bulkId: null },
    BlockAccount: {},
    UnblockAccount: {},
    ReportAccount: { reason: 'spam', messageIds: [], also: null },
  }[act.does];
  const type = act.does === 'sends' ? 'SendMessage' : act.does;
  return { type, data: { ...asking, facts, ...more } } as unknown as ConversationCommand;
};

/** Two people from the beginning: takes one act after the other, and gives what the rules record. */
export const acting = (pair: readonly [string, string]) => {
  const { decide, evolve, initial } = conversation(presets['tiktok-2025']);
  let state = initial;
  return (act: Act, atMs: number): readonly ConversationEvent[] => {
    const events = decide(commandOf(act, pair, atMs), state);
    state = events.reduce(evolve, state);
    return events;
  };
};

/** What the rules record of what two people do, one act a minute from `fromMs` on. */
export const eventsOf = (
  pair: readonly [string, string],
  acts: readonly Act[],
  fromMs = 1_000_000,
): readonly ConversationEvent[] => {
  const act = acting(pair);
  return acts.flatMap((one, index) => act(one, fromMs + index * 60_000));
};
