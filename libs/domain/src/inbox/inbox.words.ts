import { scenarios, type Expected } from '@vestibule/decider';
import type { AccountFacts } from '../account/account';
import type { PolicyData } from '../policy/policy';
import { presets } from '../policy/presets';
import { inbox } from './decide';
import { entryOf } from './evolve';
import type {
  Folder,
  InboxAct,
  InboxCommand,
  InboxEntry,
  InboxEvent,
  InboxReason,
  InboxState,
  PlacementFacts,
  Word,
} from './inbox';

type Told = Expected<InboxEvent>;
type Placing = Partial<PlacementFacts> & {
  readonly atMs?: number;
  readonly waiting?: number | null;
  readonly mine?: boolean;
  readonly consents?: boolean;
};

export const startMs = 1_750_000_000_000;

let revision = 0;
const about = (conversationId: string, atMs: number) => ({
  conversationId,
  other: `other of ${conversationId}`,
  atMs,
});
const cause = (conversationId: string, atMs = startMs) => ({
  ...about(conversationId, atMs),
  pairRevision: (revision += 1),
});

/** A message that another person sent, as the first of a request unless said otherwise. */
export const place = (messageId: string, placing: Placing = {}, id = 'c1'): InboxCommand => {
  const { atMs, waiting = 1, mine = false, consents = true, ...facts } = placing;
  const data = { ...cause(id, atMs), messageId, mine, consents, waiting };
  return {
    type: 'PlaceMessage',
    data: { ...data, facts: { senderRegisteredAtMs: 0, lists: [], links: false, ...facts } },
  };
};

export const mine = (messageId: string, id?: string): InboxCommand =>
  place(messageId, { mine: true, waiting: null }, id);

/** A message in a chat that both have opened. */
export const chat = (messageId: string, id?: string): InboxCommand =>
  place(messageId, { waiting: null }, id);

export const move = (to: 'inbox' | 'declined' | 'expired' | 'restored'): InboxCommand => ({
  type: 'MoveRequest',
  data: { ...cause('c1'), to },
});

export const end = (why: 'revoked' | 'withdrawn' = 'revoked'): InboxCommand => ({
  type: 'EndConversation',
  data: { ...cause('c1'), why },
});

export const leave = (why: 'blocked' | 'withdrawn', word: Word = 'none'): InboxCommand => ({
  type: 'LeaveLists',
  data: { ...cause('c1'), why, word },
});

type Plain = 'NoteAcceptance' | 'NoteOpening' | 'ReturnToLists' | 'VoidConsent' | 'ImportConsent';

const plainCommand = (type: Plain) => (): InboxCommand => ({ type, data: cause('c1') });

export const noteAcceptance = plainCommand('NoteAcceptance');
export const noteOpening = plainCommand('NoteOpening');
export const comeBack = plainCommand('ReturnToLists');
export const voidConsent = plainCommand('VoidConsent');
export const importConsent = plainCommand('ImportConsent');

export const takeBack = (messageId: string): InboxCommand => ({
  type: 'TakeBack',
  data: { ...cause('c1'), messageId },
});

export const noteRead = (upTo: string): InboxCommand => ({
  type: 'NoteRead',
  data: { ...about('c1', startMs), upTo, readAtMs: startMs - 5 },
});

/** Somebody of age in a region that allows receipts, who has them on. */
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

let issued = 0;
const asking = (atMs = startMs) => ({
  ...about('c1', atMs),
  commandId: `command ${(issued += 1)}`,
  actor: 'me',
});

type Both = { readonly me?: Partial<AccountFacts>; readonly them?: Partial<AccountFacts> };

export const read = (upTo: string, { me, them }: Both = {}): InboxAct => ({
  type: 'MarkRead',
  data: {
    ...asking(),
    upTo,
    facts: { actor: { ...account, ...me }, other: { ...account, ...them } },
  },
});

export const mute = (
  { untilMs = null, forever = false }: { untilMs?: number | null; forever?: boolean },
  atMs?: number,
): InboxAct => ({ type: 'MuteConversation', data: { ...asking(atMs), untilMs, forever } });

export const clear = (upTo: string): InboxAct => ({
  type: 'ClearForMe',
  data: { ...asking(), upTo },
});

export const deleteOne = (messageId: string): InboxAct => ({
  type: 'DeleteForMe',
  data: { ...asking(), messageId },
});

export const placed = (folder: 'inbox' | 'requests' | 'hidden' | 'sent', first = false): Told => ({
  type: 'MessagePlaced',
  data: { folder, first },
});

export const moved = (folder: Folder): Told => ({ type: 'RequestMoved', data: { folder } });

export const unchanged = (reason: InboxReason): Told => ({
  type: 'InboxUnchanged',
  data: { reason },
});

/** How a conversation stands. */
export const entryIn = ({ state }: { readonly state: InboxState }, id = 'c1'): InboxEntry =>
  entryOf(state, id);

type Changes = {
  readonly placement?: Partial<PolicyData['placement']>;
  readonly lists?: PolicyData['content']['lists'];
  readonly links?: PolicyData['request']['links'];
  readonly regionsOff?: readonly string[];
};

/** Scenarios under the seed policy with some of it changed. */
export const under = ({ placement, lists, links, regionsOff }: Changes) => {
  const { seed } = presets;
  const policy = {
    ...seed,
    request: { ...seed.request, links: links ?? seed.request.links },
    placement: { ...seed.placement, ...placement },
    content: { lists: lists ?? seed.content.lists },
    receipts: { regionsOff: regionsOff ?? seed.receipts.regionsOff },
  };
  return scenarios(inbox(policy), {
    asked: ({ data }) =>
      'commandId' in data ? { commandId: data.commandId, ingestedAtMs: data.atMs } : null,
    outcome: ({ data }) => ('commandId' in data ? data.commandId : null),
  });
};

export const { given, after } = under({});
