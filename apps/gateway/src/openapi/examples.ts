import { notKeptNotice } from '@vestibule/contracts';

export const ann = '0b8f6a52-3c1d-4e7a-9f20-6d1c52a7e901';
export const bob = 'c47de1b0-58a2-4d39-8e6f-21b90f3a7d42';
export const conversationId = 'ba41a04f-d3c1-5f9a-9817-7470512b77b9';
export const commandId = '01a0c450-6c00-77ce-9d1b-f4270020e179';
export const atMs = 1_790_000_000_000;

export const outcome = {
  commandId,
  command: 'SendMessage',
  actor: ann,
  result: 'sent',
  view: 'pending',
  used: 1,
  limit: 3,
  messageId: commandId,
};

export const undecided = {
  commandId,
  status: 'undecided',
  text: 'Not decided yet. Look again, or repeat it with the same Idempotency-Key.',
  look: `/v1/commands/${commandId}`,
};

export const requests = {
  conversations: [
    {
      conversationId,
      other: ann,
      name: 'Ann',
      folder: 'requests',
      state: 'request',
      lastAtMs: atMs,
      newMessages: 1,
      unread: 1,
      newest: commandId,
      muted: null,
      notice: 'Ann account can send you up to 3 messages before you accept.',
    },
  ],
  position: 'p2s',
  next: null,
};

export const messages = {
  messages: [
    {
      messageId: commandId,
      from: ann,
      mine: false,
      kind: 'text',
      text: 'Hello, I liked your video.',
      attachment: null,
      atMs,
      masked: false,
      read: false,
      seen: false,
    },
    { kind: 'notice', text: notKeptNotice, atMs },
    {
      messageId: '01a0c450-6800-7c2f-8a41-0b9d5e3f7a12',
      from: ann,
      mine: false,
      kind: 'text',
      text: 'Are you there?',
      attachment: null,
      atMs,
      masked: false,
      read: true,
      seen: false,
    },
  ],
  next: null,
};

export const counts = {
  inbox: 4,
  requests: 1,
  hidden: 0,
  declined: 2,
  unread: { inbox: 2, requests: 1, hidden: 0, declined: 0, badge: 3 },
};

export const people = {
  people: [{ other: ann, name: 'Ann', conversationId, folder: 'inbox' }],
  next: null,
};

export const notices =
  `event: notice\nid: n3.i7\ndata: {"kind":"request-received",` +
  `"text":"You have a new message request.","conversationId":"${conversationId}",` +
  `"other":"${ann}","atMs":${atMs},"id":"n3"}\n\n`;

/** Bodies of commands. What only names the other account looks like `AcceptRequest`. */
export const bodies: Readonly<Record<string, object>> = {
  SendMessage: { other: bob, kind: 'text', text: 'Hello, I liked your video.' },
  DeclineRequest: { other: ann, how: 'decline' },
  UnsendMessage: { other: bob, messageId: commandId },
  ReportAccount: { other: ann, reason: 'harassment', messageIds: [commandId], also: 'block' },
  MarkRead: { other: ann, upTo: commandId },
  MuteConversation: { other: ann, forever: true },
  ClearForMe: { other: ann, upTo: commandId },
  DeleteForMe: { other: ann, messageId: commandId },
  ChangePreferences: { previews: true },
  AddDevice: {
    deviceId: 'e6f0d1c3-2b94-4a58-8c77-5d9b3e1a2f40',
    endpoint: 'https://push.example/device/1',
    p256dh: `B${'A'.repeat(86)}`,
    auth: 'A'.repeat(22),
  },
  RemoveDevice: { deviceId: 'e6f0d1c3-2b94-4a58-8c77-5d9b3e1a2f40' },
  ChangeSettings: { setting: 'friends' },
  DeleteAccount: {},
};

export const namesOther = { other: ann };
