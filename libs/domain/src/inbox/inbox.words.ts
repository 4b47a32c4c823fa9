import { scenarios, type Expected } from '@vestibule/decider';
import type { PolicyData } from '../policy/policy';
import { presets } from '../policy/presets';
import { inbox } from './decide';
import type { Folder, InboxCommand, InboxEvent, PlacementFacts } from './inbox';

type Told = Expected<InboxEvent>;
type Placing = Partial<PlacementFacts> & {
  readonly atMs?: number;
  readonly waiting?: number | null;
  readonly mine?: boolean;
};

export const startMs = 1_750_000_000_000;

let revision = 0;
const cause = (conversationId: string, atMs = startMs) => ({
  conversationId,
  other: `other of ${conversationId}`,
  pairRevision: (revision += 1),
  atMs,
});

const plain: PlacementFacts = {
  senderRegisteredAtMs: 0,
  hides: false,
};

/** A message that another person sent, as the first of a request unless said otherwise. */
export const place = (messageId: string, placing: Placing = {}, id = 'c1'): InboxCommand => {
  const { atMs, waiting = 1, mine = false, ...facts } = placing;
  const data = { ...cause(id, atMs), messageId, mine, waiting, facts: { ...plain, ...facts } };
  return { type: 'PlaceMessage', data };
};

export const mine = (messageId: string, id?: string): InboxCommand =>
  place(messageId, { mine: true, waiting: null }, id);

export const move = (to: 'inbox' | 'declined' | 'restored'): InboxCommand => ({
  type: 'MoveRequest',
  data: { ...cause('c1'), to },
});

export const leave = (why: 'blocked' | 'withdrawn'): InboxCommand => ({
  type: 'LeaveLists',
  data: { ...cause('c1'), why },
});

const plainCommand =
  (type: 'NoteAcceptance' | 'NoteOpening' | 'ReturnToLists' | 'EndConversation') =>
  (): InboxCommand => ({ type, data: cause('c1') });

export const noteAcceptance = plainCommand('NoteAcceptance');
export const noteOpening = plainCommand('NoteOpening');
export const comeBack = plainCommand('ReturnToLists');
export const end = plainCommand('EndConversation');

export const placed = (folder: 'inbox' | 'requests' | 'hidden' | 'sent', first = false): Told => ({
  type: 'MessagePlaced',
  data: { folder, first },
});

export const moved = (folder: Folder): Told => ({ type: 'RequestMoved', data: { folder } });

/** Scenarios under the seed policy with another placement. */
export const under = (placement: Partial<PolicyData['placement']>) => {
  const policy = { ...presets.seed, placement: { ...presets.seed.placement, ...placement } };
  return scenarios(inbox(policy), { asked: () => null, outcome: () => null });
};

export const { given, after } = under({});
