import type { InboxEvent } from '@vestibule/domain';
import { nextConversation, type Conversation } from './inbox-fold';
import { nextPlacements, type Placement } from './inbox-placements';
import { inboxOf } from './inbox.words';

const { placed, moved, left, returned, happened, deleted, takenBack } = inboxOf('ann');

const after = (...events: readonly InboxEvent[]): Conversation | undefined =>
  events.reduce<Conversation | undefined>(
    (now, event, revision) => nextConversation(now, event, { person: 'bob', revision, named: -1 }),
    undefined,
  );

const [asked, wrote] = [placed('m1', 'requests'), placed('m1', 'sent')];
const [accepted, opened, ended] = [
  happened('RequestAccepted'),
  happened('ConversationOpened'),
  happened('ConversationEnded'),
];

// prettier-ignore
test.each([
  ['a message of one\'s own',          [wrote],                                  'inbox',    'pending'],
  ['a request',                        [asked],                                  'requests', 'request'],
  ['a hidden request',                 [placed('m1', 'hidden')],                 'hidden',   'request'],
  ['a message in an open chat',        [placed('m1', 'inbox')],                  'inbox',    'open'],
  ['an accepted request',              [asked, moved('inbox')],                  'inbox',    'open'],
  ['a declined request',               [asked, moved('declined')],               'declined', 'declined'],
  ['an expired request',               [asked, moved('declined', true)],         'declined', 'expired'],
  ['a restored request',               [asked, moved('declined'), moved('requests')], 'requests', 'request'],
  ['a yes to one\'s own request',      [wrote, accepted],                        'inbox',    'open'],
  ['an opening, without a word',       [wrote, opened],                          'inbox',    'open'],
  ['an opening of a declined one',     [asked, moved('declined'), opened],       'declined', 'declined'],
  ['an opening after one\'s own end',  [placed('m1', 'inbox'), ended, opened],   'inbox',    'ended'],
  ['a request of one\'s own taken back', [wrote, happened('ConversationEnded', { why: 'withdrawn' })], 'inbox', 'withdrawn'],
  ['an ended chat',                    [placed('m1', 'inbox'), ended],           'inbox',    'ended'],
  ['writing in an open chat',          [placed('m1', 'inbox'), wrote],           'inbox',    'open'],
  ['writing while a request lies',     [asked, wrote],                           'requests', 'request'],
  ['writing after an end',             [placed('m1', 'inbox'), ended, wrote],    'inbox',    'pending'],
  ['a withdrawn request',              [asked, left('withdrawn')],               'none',     'withdrawn'],
  ['a new request after that',         [asked, left('withdrawn'), asked],        'requests', 'request'],
  ['a blocked person',                 [asked, left('blocked')],                 'none',     'blocked'],
  ['a lifted block over a request',    [asked, left('blocked'), returned('declined')], 'declined', 'declined'],
  ['a lifted block over a chat',       [placed('m1', 'inbox'), left('blocked'), returned('inbox')], 'inbox', 'ended'],
])('%s', (_, events, folder, status) => {
  expect(after(...events)).toMatchObject({
    person: 'bob',
    conversationId: 'c',
    other: 'ann',
    folder,
    status,
    revision: events.length - 1,
  });
});

test('one’s own yes opens nothing that waits for the other', () => {
  expect(after(wrote, happened('ConversationOpened', { own: true }))?.status).toBe('pending');
});

test('what waits for an answer is counted until one writes', () => {
  const two = [asked, placed('m2', 'requests')];
  expect(after(...two)).toMatchObject({ unanswered: 2, newest: 'm2' });
  expect(after(...two, placed('m3', 'sent'))).toMatchObject({ unanswered: 0, newest: 'm2' });
});

test("one's own newest message says how one stands, until something else does", () => {
  expect(after(asked, wrote)?.said).toBe('m1');
  expect(after(wrote, accepted)?.said).toBeNull();
  expect(after(wrote, placed('m2', 'inbox'))?.said).toBeNull();
});

const lying = (messageId: string, folder: Placement['folder']): Placement => ({
  person: 'bob',
  conversationId: 'c',
  messageId,
  revision: 0,
  folder,
  atMs: 0,
  masked: false,
  inert: false,
  gone: false,
});
const three = [lying('m1', 'requests'), lying('m2', 'hidden'), lying('m3', 'sent')];

test.each([
  ['accepted messages become history', moved('inbox'), 'inbox'],
  ['withdrawn messages go out of sight', left('withdrawn'), 'none'],
])("%s, all but one's own", (_, event, folder) => {
  expect(nextPlacements(three, event)).toMatchObject([
    { messageId: 'm1', folder },
    { messageId: 'm2', folder },
  ]);
});

test.each([deleted('m2'), takenBack('m2')])('one message is gone', (event) => {
  expect(nextPlacements(three, event)).toEqual([{ ...three[1], gone: true }]);
});

test.each([moved('declined'), left('blocked'), accepted])(
  'other events move no message',
  (event) => {
    expect(nextPlacements(three, event)).toEqual([]);
  },
);
