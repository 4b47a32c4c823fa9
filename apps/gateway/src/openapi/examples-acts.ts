import { ann, atMs, bob, commandId, conversationId, outcome } from './examples';

export const thought = { other: bob, kind: 'text', text: 'Hello, I liked your video.' };

const { commandId: _id, command: _type, actor: _actor, messageId: _message, ...answer } = outcome;

export const mayWrite = {
  answer: {
    ...answer,
    volume: [
      { unit: 'new-recipient', per: 'PT1H', left: 39, resetsAtMs: atMs + 3_600_000 },
      { unit: 'request-message', per: 'P1D', left: 299, resetsAtMs: atMs + 86_400_000 },
    ],
  },
  remaining: 2,
  button: 'send-message',
};

export const bulkBody = { answer: 'decline', position: 'p2s' };

const bulkId = '01a0c450-6c00-7707-8707-070707070707';

export const declined = {
  bulkId,
  answers: [
    {
      conversationId,
      other: ann,
      commandId,
      status: 'decided',
      outcome: {
        commandId,
        command: 'DeclineRequest',
        actor: bob,
        result: 'done',
        view: 'declined',
      },
    },
  ],
  more: false,
  next: null,
};

export const quota = {
  volume: [
    { unit: 'new-recipient', per: 'PT1H', left: 40 },
    { unit: 'new-recipient', per: 'P1D', left: 98, resetsAtMs: atMs },
    { unit: 'request-message', per: 'P1D', left: 295, resetsAtMs: atMs },
  ],
};

const share = { requests: 40, accepted: 12, unanswered: 28 };

export const insights = {
  all: share,
  byOpener: [{ opener: 'short', ...share }],
  byHour: [{ hour: 18, ...share }],
  byWeek: [{ week: '2026-09-21', ...share }],
  open: { conversations: 21, replyGraphemes: 34, stalled: 4 },
  imported: 0,
};

export const preferences = { requests: true, messages: true, acceptances: true, previews: false };

export const devices = { devices: [{ deviceId: 'e6f0d1c3-2b94-4a58-8c77-5d9b3e1a2f40' }] };
