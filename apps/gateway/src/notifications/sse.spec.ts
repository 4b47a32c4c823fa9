import { deliveryEvents, notificationsEvents } from '@vestibule/contracts';
import { ann, bob, conversationId } from '../gateway.words';
import { saidInDelivery, saidInNotice } from './said';
import { told } from './sse';

const place = { notice: 3, inbox: 7 };
const notice = {
  person: ann,
  noticeId: 'inbox-1@0/push',
  kind: 'message-received',
  channel: 'push',
  conversationId,
  other: bob,
  happenedAtMs: 5,
  atMs: 9,
  text: '{name} sent you a message.',
};
const placed = {
  person: ann,
  conversationId,
  other: bob,
  pairRevision: 98_765,
  atMs: 5,
  messageId: bob,
  folder: 'requests',
  first: true,
};

const noticed = (type: string, data: object) =>
  saidInNotice({ topic: notificationsEvents.name, type, data } as Parameters<
    typeof saidInNotice
  >[0]);
const delivered = (type: string, data: object) =>
  saidInDelivery({ topic: deliveryEvents.name, type, data } as Parameters<
    typeof saidInDelivery
  >[0]);

const eventFor = (said: ReturnType<typeof noticed>, name?: string): string =>
  said ? told({ said, place }, name) : 'nothing';

describe('a notice', () => {
  test('is one event with the name put in, and no line break of its own', () => {
    expect(eventFor(noticed('NoticeSent', notice), 'Bob\n$& {name}')).toBe(
      'event: notice\nid: n3.i7\n' +
        `data: {"kind":"message-received","text":"Bob\\n$& {name} sent you a message.",` +
        `"conversationId":"${conversationId}","other":"${bob}","atMs":5,"id":"n3"}\n\n`,
    );
  });

  test('of an account without a name says someone', () => {
    expect(eventFor(noticed('NoticeSent', notice))).toContain('"Someone sent you a message."');
  });

  test.each(['NoticeFailed', 'NoticeUnknown', 'NoticeSuppressed'])('is not told by %s', (type) => {
    expect(noticed(type, { ...notice, why: 'gone' })).toBeUndefined();
  });
});

describe('a hint', () => {
  test('says which conversation to look at, and never how far the pair is', () => {
    const event = eventFor(delivered('MessagePlaced', placed));
    expect(event).toBe(
      `event: inbox\nid: n3.i7\ndata: {"conversationId":"${conversationId}","folder":"requests"}\n\n`,
    );
  });

  test.each(['RequestAccepted', 'ConversationOpened', 'ConversationEnded', 'ConversationLeft'])(
    'of %s holds no revision, no message and no reason',
    (type) => {
      const event = eventFor(delivered(type, { ...placed, why: 'blocked' }));
      expect(event).toContain(conversationId);
      expect(event).not.toMatch(/98765|Revision|messageId|blocked/);
    },
  );

  test('looks the same whether a sent message is delivered or not', () => {
    expect(delivered('MessagePlaced', { ...placed, folder: 'sent' })).toEqual({
      type: 'inbox',
      conversationId,
    });
  });
});
