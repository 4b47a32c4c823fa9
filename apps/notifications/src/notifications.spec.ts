import {
  type MessageOn,
  conversationIdOf,
  deliveryEvents,
  notificationsEvents,
} from '@vestibule/contracts';
import { type Heard, type RecordedEvent, messagesOn, rehearsal } from '@vestibule/service';
import type { NoticeEvent } from '@vestibule/domain';
import { notifications } from './notifications';
import { outbound } from './outbound';

const ann = '0b8f6a52-3c1d-4e7a-9f20-6d1c52a7e901';
const bob = 'c47de1b0-58a2-4d39-8e6f-21b90f3a7d42';
const atMs = 1_790_000_000_000;
const claims = { token: 'mine', nowMs: atMs + 500 };

type Placement = Heard<MessageOn<typeof deliveryEvents>>;
type Folder = 'inbox' | 'requests' | 'hidden' | 'sent';

const about = {
  person: bob,
  conversationId: conversationIdOf(ann, bob),
  other: ann,
  pairRevision: 0,
  atMs,
};

const happened = (type: Placement['type'], more: object = {}, revision = 0): Placement =>
  ({
    topic: 'delivery.events.v1',
    type,
    key: bob,
    id: `d0000000-0000-4000-8000-00000000000${revision}`,
    timestampMs: atMs + 100,
    coordinates: { stream: `inbox-${bob}`, revision, metadata: { $correlationId: 'c' } },
    data: { ...about, ...more },
  }) as Placement;

const placed = (folder: Folder, first: boolean, revision = 0): Placement =>
  happened('MessagePlaced', { messageId: ann, folder, first }, revision);

/** What is claimed because of these messages, in order. */
const claimed = (...messages: readonly Placement[]) => {
  const service = rehearsal(notifications, claims);
  messages.forEach((message) => service.hear(message));
  return service.stream(`notice-${bob}`) as readonly unknown[] as RecordedEvent<NoticeEvent>[];
};

const kinds = (...messages: readonly Placement[]) =>
  claimed(...messages).map(({ data }) => data.kind);

describe('a person is told', () => {
  test('of the first message of a request', () => {
    expect(kinds(placed('requests', true))).toEqual(['request-received']);
  });

  test('of every message in the inbox', () => {
    const messages = [placed('inbox', false, 0), placed('inbox', false, 1)];
    expect(kinds(...messages)).toEqual(['message-received', 'message-received']);
  });

  test('that their own request was accepted', () => {
    expect(kinds(happened('RequestAccepted'))).toEqual(['request-accepted']);
  });

  test('once, also when the news comes twice', () => {
    expect(claimed(placed('inbox', false), placed('inbox', false))).toHaveLength(1);
  });
});

describe('a person is never told', () => {
  test('of a hidden request, be it the first message or not', () => {
    expect(kinds(placed('hidden', true), placed('hidden', false, 1))).toEqual([]);
  });

  test('of further messages of a request', () => {
    expect(kinds(placed('requests', true), placed('requests', false, 1))).toHaveLength(1);
    expect(kinds(placed('requests', false))).toEqual([]);
  });

  test('of what they sent themselves', () => {
    expect(kinds(placed('sent', false))).toEqual([]);
  });

  test('of what others do in private, or of an opening', () => {
    const silent = [
      happened('ConversationLeft', { why: 'blocked' }),
      happened('ConversationEnded', {}, 1),
      happened('ConversationOpened', {}, 2),
      happened('ConversationReturned', { folder: 'inbox' }, 3),
      happened('RequestMoved', { folder: 'inbox' }, 4),
    ];
    expect(kinds(...silent)).toEqual([]);
  });
});

describe('a notice', () => {
  test('is claimed for this process before it is pushed, and the claim is nobody’s business', () => {
    const service = rehearsal(notifications, claims);
    expect(service.hear(placed('inbox', false))).toEqual([]);
    const [claim] = service.stream(`notice-${bob}`);
    expect(claim).toMatchObject({ type: 'NoticeClaimed', data: { token: 'mine', attempt: 1 } });
  });

  test('that comes too late is suppressed, and says so', () => {
    const service = rehearsal(notifications, { ...claims, nowMs: atMs + 15 * 60_000 + 1 });
    const [said] = messagesOn(notificationsEvents, service.hear(placed('inbox', false)));
    expect(said).toMatchObject({ type: 'NoticeSuppressed', key: bob, data: { why: 'stale' } });
  });

  test('that was pushed says what the person read, with nobody’s name and no word of theirs', () => {
    const [claim] = claimed(placed('requests', true));
    if (claim?.type !== 'NoticeClaimed') throw new Error('Nothing was claimed.');
    const { token: _token, attempt: _attempt, ...notice } = claim.data;
    const [said] = outbound({ ...claim, type: 'NoticeSent', data: notice });
    expect(said).toMatchObject({ type: 'NoticeSent', key: bob });
    expect(said?.data).toEqual({ person: bob, ...notice, text: 'You have a new message request.' });
  });
});
