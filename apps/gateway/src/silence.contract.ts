import { randomUUID } from 'node:crypto';
import { conversationIdOf } from '@vestibule/contracts';
import { eventStoreStreams } from '@vestibule/streams';
import {
  type Answer,
  door,
  eventsUntil,
  listOf,
  type Person,
  type StreamEvent,
  until,
  write,
} from './gateway.int.words';

type Pair = { readonly ann: Person; readonly bob: Person };
type Act = (pair: Pair) => Promise<unknown>;

/** What Bob may do in private once Ann's first message lies before him, and where it then lies. */
const worlds: readonly (readonly [string, Act, string | null])[] = [
  ['a decline', async ({ ann, bob }) => bob.ask('DeclineRequest', { other: ann.id }), 'declined'],
  [
    'a request that was deleted and cleared',
    async ({ ann, bob }) => {
      const [{ newest }] = await listOf(bob, 'requests')();
      await bob.ask('DeclineRequest', { other: ann.id, how: 'delete' });
      await bob.ask('ClearForMe', { other: ann.id, upTo: newest });
    },
    null,
  ],
  ['a block', async ({ ann, bob }) => bob.ask('BlockAccount', { other: ann.id }), null],
  [
    'a report with a block',
    async ({ ann, bob }) =>
      bob.ask('ReportAccount', { other: ann.id, reason: 'spam', messageIds: [], also: 'block' }),
    null,
  ],
  ['expiry', async (pair) => expire(pair), 'declined'],
  [
    'reading and muting',
    async ({ ann, bob }) => {
      const [{ newest }] = await listOf(bob, 'requests')();
      await bob.ask('MarkRead', { other: ann.id, upTo: newest });
      await bob.ask('MuteConversation', { other: ann.id, forever: true });
    },
    'requests',
  ],
];

/** As gating's timer records it; days cannot be waited for here. */
const expire = async ({ ann, bob }: Pair): Promise<void> => {
  const streams = await eventStoreStreams({ url: door.store });
  const stream = `pair-${conversationIdOf(ann.id, bob.id)}`;
  const last = await streams.last(stream);
  const { newest } = (await listOf(bob, 'requests')())[0];
  const id = randomUUID();
  const data = { atMs: Date.now(), policyVersion: 1, by: bob.id, to: ann.id, newest };
  const metadata = { $correlationId: id, $causationId: id };
  const events = [{ id, type: 'RequestExpired', data, metadata }];
  const written = await streams.append(stream, last?.revision ?? -1, events);
  await streams.close();
  expect(written.type).toBe('appended');
};

/** An answer as its reader sees it, status and headers too; one's ids and times have names. */
const namer = ({ ann, bob }: Pair) => {
  const names = new Map([
    [ann.id, 'ANN'],
    [bob.id, 'BOB'],
    [conversationIdOf(ann.id, bob.id), 'CONVERSATION'],
  ]);
  const nameOf = (id: string): string => {
    const known = names.get(id) ?? `ID-${names.size}`;
    names.set(id, known);
    return known;
  };
  return (text: string): string =>
    text
      .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, nameOf)
      .replaceAll(/\b1\d{12}\b/g, 'AT')
      .replaceAll(/;t=\d+/g, ';t=SECONDS');
};

const shown = ({ status, headers, body }: Answer): string => {
  const told = [...headers].filter(([name]) => name !== 'date' && name !== 'keep-alive');
  return JSON.stringify([status, Object.fromEntries(told), body]);
};

const revisionIn = (position: string): number => Number.parseInt(position.slice(1), 36);
const reaches = ({ id }: StreamEvent, revision: number): boolean =>
  Number(/i(\d+)$/.exec(id)?.[1]) >= revision;

/** All that a sender can do and read, and everything that it is told meanwhile. */
const transcriptOf = async (act: Act, folder: string | null): Promise<readonly string[]> => {
  const [ann, bob] = await door.two();
  const pair = { ann, bob };
  const name = namer(pair);
  const stream = await fetch(`${door.url}/v1/notifications/stream?access_token=${ann.token}`);
  const lines: string[] = [];
  const note = async (answer: Promise<Answer>): Promise<Answer> => {
    const told = await answer;
    lines.push(name(shown(told)));
    return told;
  };
  const preflights = async (): Promise<void> => {
    await note(ann.get(`/v1/accounts/${bob.id}/may-i-write?kind=image&chars=5`));
    await note(ann.post('/v1/may-i-write', write(bob, 'with https://example.org in it')));
  };

  const first = await note(ann.ask('SendMessage', write(bob, 'one')));
  await until(listOf(bob, 'requests'), ({ length }) => length === 1);
  await act(pair);
  for (const list of ['requests', 'declined'])
    await until(listOf(bob, list), ({ length }) => length === (list === folder ? 1 : 0));

  await preflights();
  for (const text of ['two', 'three', 'four', 'five']) {
    await note(ann.ask('SendMessage', write(bob, text)));
    await preflights();
  }
  const messageId = first.body.messageId as string;
  await note(ann.ask('UnsendMessage', { other: bob.id, messageId }));
  await note(ann.ask('ReportAccount', { other: bob.id, reason: 'other', messageIds: [] }));
  for (const type of ['AcceptRequest', 'DeclineRequest', 'RestoreRequest', 'RevokeConsent'])
    await note(ann.ask(type, { other: bob.id }));
  const withdrawn = await note(ann.ask('WithdrawRequest', { other: bob.id }));
  await preflights();
  // Two topics bring what follows to Ann's inbox: their order is no secret, but not always the same.
  await ann.get(`/v1/inbox?after=${withdrawn.body.commandId}`);
  await note(ann.ask('DeleteForMe', { other: bob.id, messageId }));
  const muted = await note(ann.ask('MuteConversation', { other: bob.id, forever: true }));

  const after = `after=${muted.body.commandId}`;
  const inbox = await note(ann.get(`/v1/inbox?${after}`));
  await note(ann.get(`/v1/conversations/${bob.id}?${after}`));
  for (const path of ['requests', 'hidden', 'declined', 'counts', 'people?search=b', 'quota'])
    await note(ann.get(`/v1/${path}`));
  for (const path of ['insights', 'preferences', 'devices']) await note(ann.get(`/v1/${path}`));

  const end = revisionIn(inbox.body.position as string);
  const events = await eventsUntil(stream, (event) => reaches(event, end));
  return [...lines, ...events.map((event) => name(JSON.stringify(event)))];
};

let told: Promise<readonly string[]> | undefined;

/** Told once: whatever Bob does is compared with his doing nothing. */
const silent = async (): Promise<readonly string[]> =>
  (told ??= transcriptOf(async () => {}, 'requests'));

test('I20, seed 10, 30: whatever the recipient does in private, the sender reads the same bytes', async () => {
  const [silence, ...others] = await Promise.all([
    silent(),
    ...worlds.map(async ([, act, folder]) => transcriptOf(act, folder)),
  ]);
  // It would be easy to be equal if nothing had been said.
  expect(silence.length).toBeGreaterThan(35);
  expect(silence.join('\n')).toContain('REQUEST_LIMIT_REACHED');
  for (const [index, transcript] of others.entries())
    expect([worlds[index]?.[0], ...transcript]).toEqual([worlds[index]?.[0], ...silence]);
});

test('a transcript is not blind: an open yes changes it', async () => {
  const accept: Act = async ({ ann, bob }) => bob.ask('AcceptRequest', { other: ann.id });
  const [silence, accepted] = await Promise.all([silent(), transcriptOf(accept, null)]);
  expect(accepted).not.toEqual(silence);
  expect(accepted.join('\n')).toContain('"button":"message"');
});
