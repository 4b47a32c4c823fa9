import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Message, fold } from '@vestibule/decider';
import {
  account,
  commandOf,
  conversation,
  type ConversationEvent,
  inbox,
  notice,
  type Policy,
  policies as policyRules,
  policyAt,
  presets,
  quota,
} from './index';

const folder = join(__dirname, '..', 'histories');
const linesOf = (name: string): readonly unknown[] =>
  readFileSync(join(folder, name), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

const golden = JSON.parse(readFileSync(join(folder, 'golden.json'), 'utf8')) as Record<
  string,
  string
>;
const policies = linesOf('policies.jsonl') as readonly Policy[];

/** The same text for equal values, whatever the order of their keys. */
const ordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, ordered(part)]));
};

const hashOf = (state: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(ordered(state)))
    .digest('hex');

/** How each history is folded; its lines are appends, oldest first. */
const nouns = {
  conversation: conversation(presets.seed),
  'conversation-retry': conversation(presets.seed),
  'conversation-follow': conversation(presets.seed),
  'conversation-acts': conversation(presets.seed),
  account: account(presets.seed),
  'account-ages': account(presets.seed),
  inbox: inbox(presets.seed),
  'inbox-life': inbox(presets.seed),
  notice: notice(presets.seed),
  'notice-devices': notice(presets.seed),
  policy: policyRules(),
  quota: quota(presets.seed),
} as const;

describe.each(Object.keys(nouns) as (keyof typeof nouns)[])(
  'the recorded history of %s',
  (noun) => {
    const { initial, evolve } = nouns[noun] as {
      initial: object;
      evolve: (state: object, event: Message) => object;
    };
    const appends = linesOf(`${noun}.jsonl`) as readonly Message[][];

    test('folds to what it always folded to', () =>
      expect(hashOf(fold(evolve, initial, appends.flat()))).toBe(golden[noun]));

    test('does not fold to it when an event is missing', () => {
      const hashes = appends.map((_, at) =>
        hashOf(fold(evolve, initial, appends.toSpliced(at, 1).flat())),
      );
      expect(hashes.some((hash) => hash !== golden[noun])).toBe(true);
    });
  },
);

const conversations = [
  'conversation',
  'conversation-retry',
  'conversation-follow',
  'conversation-acts',
] as const;

describe.each(conversations)('every outcome in %s', (name) => {
  const appends = linesOf(`${name}.jsonl`) as readonly ConversationEvent[][];

  test('is decided again as it was recorded', () => {
    let state = conversation(presets.seed).initial;
    const answered = appends.flatMap((events) => {
      const before = state;
      const last = events.at(-1);
      const { decide, evolve } = conversation(policyAt(policies, last?.data.atMs ?? 0));
      state = events.reduce(evolve, state);
      const command = last === undefined ? null : commandOf(last);
      return command === null ? [] : [{ events, again: decide(command, before) }];
    });
    expect(answered.length).toBeGreaterThan(5);
    expect(answered.map(({ again }) => again)).toStrictEqual(answered.map(({ events }) => events));
  });
});

test('every event that a conversation can record is in a history', () => {
  const appends = conversations.flatMap((name) => linesOf(`${name}.jsonl`) as readonly Message[][]);
  const types = new Set(appends.flat().map(({ type }) => type));
  expect([...types].toSorted()).toEqual([
    'AccountBlocked',
    'AccountReported',
    'AccountUnblocked',
    'ConsentImported',
    'ConsentRevoked',
    'ConsentVoided',
    'MessageRemoved',
    'MessageSent',
    'MessageSuppressed',
    'MessageUnsent',
    'NothingChanged',
    'RequestAccepted',
    'RequestDeclined',
    'RequestExpired',
    'RequestRestored',
    'RequestRetried',
    'RequestWithdrawn',
    'SendRefused',
    'WelcomeShown',
  ]);
});

test('every event that an account can record is in a history', () => {
  const appends = ['account', 'account-ages'].flatMap((name) => linesOf(`${name}.jsonl`));
  const types = new Set((appends as readonly Message[][]).flat().map(({ type }) => type));
  expect([...types].toSorted()).toEqual([
    'AccountCommandRefused',
    'AccountDeleted',
    'AccountRegistered',
    'AccountUnchanged',
    'AgeBandReached',
    'BirthDateCorrected',
    'Followed',
    'PhoneConfirmed',
    'PhoneForgotten',
    'PhoneRemoved',
    'SettingsChanged',
    'StandingSet',
    'Unfollowed',
    'VerificationSet',
  ]);
});

test('every event that an inbox can record is in a history', () => {
  const appends = ['inbox', 'inbox-life'].flatMap(
    (name) => linesOf(`${name}.jsonl`) as Message[][],
  );
  const types = new Set(appends.flat().map(({ type }) => type));
  expect([...types].toSorted()).toEqual([
    'ConversationCleared',
    'ConversationEnded',
    'ConversationLeft',
    'ConversationMuted',
    'ConversationOpened',
    'ConversationReturned',
    'InboxUnchanged',
    'MessageDeleted',
    'MessagePlaced',
    'MessageRead',
    'MessageTakenBack',
    'ReceiptShown',
    'ReceiptWithheld',
    'RequestAccepted',
    'RequestMoved',
  ]);
});

test('every event that a person’s notices can record is in a history', () => {
  const names = ['notice', 'notice-devices'];
  const appends = names.flatMap((name) => linesOf(`${name}.jsonl`) as readonly Message[][]);
  const types = new Set(appends.flat().map(({ type }) => type));
  expect([...types].toSorted()).toEqual([
    'DeviceAdded',
    'DeviceRemoved',
    'MuteNoted',
    'NoticeClaimed',
    'NoticeFailed',
    'NoticeOvertaken',
    'NoticePostponed',
    'NoticeSent',
    'NoticeSuppressed',
    'NoticeUnchanged',
    'NoticeUnknown',
    'PreferencesChanged',
  ]);
});
