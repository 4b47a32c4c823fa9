import {
  type MessageOn,
  conversationIdOf,
  deliveryEvents,
  newCommandId,
  notificationsCommands,
  notificationsEvents,
} from '@vestibule/contracts';
import { type Heard, type RecordedEvent, messagesOn, rehearsal } from '@vestibule/service';
import type { NoticeEvent } from '@vestibule/domain';
import { claims } from './inbound';
import { notifications } from './notifications';
import { outbound } from './outbound';

const ann = '0b8f6a52-3c1d-4e7a-9f20-6d1c52a7e901';
const bob = 'c47de1b0-58a2-4d39-8e6f-21b90f3a7d42';
const atMs = 1_790_000_000_000;
const reach = { channels: ['console'], devices: true };
const claiming = {
  ...reach,
  token: 'mine',
  nowMs: atMs + 500,
  overtaken: new Map<string, 'gone' | 'read'>(),
};

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

const written = newCommandId(atMs, Buffer.alloc(10, 7));

const placed = (folder: Folder, first: boolean, revision = 0, more: object = {}): Placement =>
  happened('MessagePlaced', { messageId: written, folder, first, ...more }, revision);

/** What is claimed because of these messages, in order. */
const claimed = (...messages: readonly Placement[]) => {
  const service = rehearsal(notifications, claiming);
  messages.forEach((message) => service.hear(message));
  return service.stream(`notice-${bob}`) as readonly unknown[] as RecordedEvent<NoticeEvent>[];
};

const kinds = (...messages: readonly Placement[]) =>
  claimed(...messages).flatMap(({ data }) => ('kind' in data ? [data.kind] : []));

describe('a person is told', () => {
  test('seed 11: of the first message of a request', () => {
    expect(kinds(placed('requests', true))).toEqual(['request-received']);
  });

  test('of every message in the inbox', () => {
    const messages = [placed('inbox', false, 0), placed('inbox', false, 1)];
    expect(kinds(...messages)).toEqual(['message-received', 'message-received']);
  });

  test('that their own request was accepted', () => {
    expect(kinds(happened('RequestAccepted'))).toEqual(['request-accepted']);
  });

  test('by every channel that runs', () => {
    const service = rehearsal(notifications, { ...claiming, channels: ['console', 'webhook'] });
    service.hear(placed('inbox', false));
    expect(service.stream(`notice-${bob}`).map(({ data }) => data)).toMatchObject([
      { channel: 'console' },
      { channel: 'webhook' },
    ]);
  });
});

describe('a person is never told', () => {
  test('edge 76: of a hidden request, be it the first message or not', () => {
    expect(kinds(placed('hidden', true), placed('hidden', false, 1))).toEqual([]);
  });

  test('I52: of further messages of a request: one push for all three', () => {
    const three = [true, false, false].map((first, at) => placed('requests', first, at));
    expect(kinds(...three)).toEqual(['request-received']);
    expect(kinds(placed('requests', false))).toEqual([]);
  });

  test('of what they sent themselves', () => {
    expect(kinds(placed('sent', false))).toEqual([]);
  });

  test('edge 13: of what others do in private, or of an opening: it would mark the follow', () => {
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

describe('what follows in the same batch makes news pointless', () => {
  const prepared = async (...messages: readonly Placement[]) => {
    const facts = await claims(() => reach)(messages, { token: 'mine', nowMs: atMs + 500 });
    const service = rehearsal(notifications, facts);
    messages.forEach((one) => service.hear(one));
    return service.stream(`notice-${bob}`).map(({ type, data }) => {
      const { why } = data as { why?: string };
      return why === undefined ? type : `${type} ${why}`;
    });
  };
  const asked = { commandId: written };

  test.each([
    ['a block', happened('ConversationLeft', { why: 'blocked' }, 1), 'gone'],
    ['a withdrawal', happened('ConversationLeft', { why: 'withdrawn' }, 1), 'gone'],
    ['a decline', happened('RequestMoved', { folder: 'declined' }, 1), 'gone'],
    ['an accept', happened('RequestMoved', { folder: 'inbox' }, 1), 'read'],
    ['an unsend', happened('MessageTakenBack', { messageId: written }, 1), 'gone'],
    ['reading it', happened('MessageRead', { ...asked, upTo: written, receipt: false }, 1), 'read'],
    ['deleting it', happened('MessageDeleted', { ...asked, messageId: written }, 1), 'gone'],
  ])('%s does', async (_, act, why) => {
    expect(await prepared(placed('requests', true), act)).toEqual([`NoticeSuppressed ${why}`]);
  });

  test('an act of another conversation does not, nor does one of before, nor a restore', async () => {
    const elsewhere = { conversationId: ann };
    const first = placed('requests', true, 1);
    const acts = [
      happened('ConversationLeft', { why: 'blocked', ...elsewhere }, 2),
      happened('RequestMoved', { folder: 'requests' }, 2),
      happened('MessageTakenBack', { messageId: bob }, 2),
    ];
    for (const act of acts) expect(await prepared(first, act)).toEqual(['NoticeClaimed']);
    const before = happened('RequestMoved', { folder: 'declined' });
    expect(await prepared(before, first)).toEqual(['NoticeClaimed']);
  });
});

test('a muted conversation is silent until it is not muted any more', () => {
  const mutedBy = (more: object, revision: number) =>
    happened('ConversationMuted', { commandId: written, untilMs: null, ...more }, revision);
  const service = rehearsal(notifications, claiming);
  const types = () => service.stream(`notice-${bob}`).map(({ type }) => type);
  service.hear(mutedBy({ forever: true }, 0));
  service.hear(placed('inbox', false, 1));
  expect(types()).toEqual(['MuteNoted', 'NoticeSuppressed']);
  service.hear(mutedBy({ forever: false }, 2));
  service.hear(placed('inbox', false, 3));
  expect(types().slice(2)).toEqual(['MuteNoted', 'NoticeClaimed']);
});

describe('a command of a person', () => {
  const device = { deviceId: ann, p256dh: 'p'.repeat(87), auth: 'a'.repeat(22) };
  const endpoint = 'https://push.example.net/secret';
  const asking = (type: string, data: object) =>
    ({
      topic: 'notifications.commands.v1',
      type,
      key: bob,
      id: newCommandId(atMs, Buffer.alloc(10, data === device ? 1 : 2)),
      timestampMs: atMs,
      data: { actor: bob, ...data },
    }) as unknown as Heard<MessageOn<typeof notificationsCommands>>;

  test('has one outcome that bears its id', () => {
    const service = rehearsal(notifications, claiming);
    const asked = [
      asking('ChangePreferences', { messages: false }),
      asking('AddDevice', { ...device, endpoint }),
      asking('RemoveDevice', { deviceId: ann }),
      asking('RemoveDevice', { deviceId: ann }),
    ];
    const said = asked.map((one) => messagesOn(notificationsEvents, service.hear(one)));
    expect(said).toMatchObject(
      [
        { type: 'PreferencesChanged', data: { messages: false, requests: true, previews: false } },
        { type: 'DeviceAdded', data: { deviceId: ann } },
        { type: 'DeviceRemoved', data: { deviceId: ann, why: 'asked' } },
        { type: 'NoticeUnchanged', data: { command: 'RemoveDevice', reason: 'no_device' } },
      ].map(({ type, data }, at) => [
        { type, key: bob, data: { person: bob, commandId: asked[at]?.id, ...data } },
      ]),
    );
  });

  test('leaves where a device is, and its keys, with this service alone', () => {
    const service = rehearsal(notifications, claiming);
    const said = [
      ...service.hear(asking('AddDevice', { ...device, endpoint })),
      ...service.hear(placed('inbox', false)),
      ...service.hear(asking('RemoveDevice', { deviceId: ann })),
    ];
    expect(JSON.stringify(service.stream(`notice-${bob}`))).toContain(endpoint);
    for (const secret of [endpoint, device.p256dh, device.auth])
      expect(JSON.stringify(said)).not.toContain(secret);
  });
});

describe('a notice', () => {
  test('is claimed for this process before it is pushed, and the claim is nobody’s business', () => {
    const service = rehearsal(notifications, claiming);
    expect(service.hear(placed('inbox', false))).toEqual([]);
    const [claim] = service.stream(`notice-${bob}`);
    expect(claim).toMatchObject({ type: 'NoticeClaimed', data: { token: 'mine', attempt: 1 } });
  });

  test('that comes too late is suppressed, and says so', () => {
    const service = rehearsal(notifications, { ...claiming, nowMs: atMs + 15 * 60_000 + 1 });
    const [said] = messagesOn(notificationsEvents, service.hear(placed('inbox', false)));
    expect(said).toMatchObject({ type: 'NoticeSuppressed', key: bob, data: { why: 'stale' } });
  });

  test('that was pushed says what the person read, with nobody’s name and no word of theirs', () => {
    const [claim] = claimed(placed('requests', true));
    if (claim?.type !== 'NoticeClaimed') throw new Error('Nothing was claimed.');
    const { noticeId, kind, channel, conversationId, other, happenedAtMs, atMs: at } = claim.data;
    const notice = { noticeId, kind, channel, conversationId, other, happenedAtMs, atMs: at };
    const [said] = outbound({ ...claim, type: 'NoticeSent', data: notice });
    expect(said).toMatchObject({ type: 'NoticeSent', key: bob });
    expect(said?.data).toEqual({ person: bob, ...notice, text: 'You have a new message request.' });
  });
});
