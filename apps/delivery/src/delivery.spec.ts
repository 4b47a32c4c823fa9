import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type PairFacts,
  type Understood,
  deliveryCommands,
  deliveryEvents,
  gatingEvents,
} from '@vestibule/contracts';
import { messagesOn, rehearsal } from '@vestibule/service';
import { delivery } from './delivery';

const samples = join(__dirname, '../../../libs/contracts/samples');
type Decision = Understood<typeof gatingEvents>;
type Of<Type extends Decision['type']> = Extract<Decision, { type: Type }>;
type Sample = { key: string; headers: Record<string, string>; value: object };

/** A golden sample as it is heard, with some of its data changed. */
const decided = <Type extends Decision['type']>(
  type: Type,
  changes: Partial<Of<Type>['data']> = {},
): Of<Type> => {
  const { value, ...record } = JSON.parse(
    readFileSync(join(samples, gatingEvents.name, `${type}.json`), 'utf8'),
  ) as Sample;
  const written = { ...record, topic: gatingEvents.name, value: JSON.stringify(value) };
  const [heard] = messagesOn(gatingEvents, [written]) as unknown as readonly Of<Type>[];
  if (!heard) throw new Error(`There is no sample ${type}.`);
  return { ...heard, data: { ...heard.data, ...changes } };
};

const sent = decided('MessageSent');
const { from: ann, to: bob, asked } = sent.data;
const request = { waiting: 1, asked: { ...asked, facts: { ...asked.facts, content: null } } };

const account = {
  ...asked.facts.actor,
  standing: 'active',
  region: 'NZ',
  receipts: true,
} as const;
const facts = (changes: Partial<PairFacts['actor']> = {}): PairFacts => ({
  actor: { ...account, ...changes },
  other: account,
  follows: { actorAtMs: null, otherAtMs: null },
});
const open = (known = facts()) => rehearsal(delivery, () => known);

const hear = (...decisions: readonly Decision[]) => {
  const service = open();
  return messagesOn(
    deliveryEvents,
    decisions.flatMap((one) => service.hear(one)),
  );
};

/** Who is told what, and where it lies then. */
const told = (...decisions: readonly Decision[]) =>
  hear(...decisions).map(({ key, type, data }) => ({
    person: key,
    type,
    ...('folder' in data && { folder: data.folder }),
  }));

describe('a message that passed', () => {
  test('is placed for both: with the sender as sent, with the recipient as a request', () => {
    expect(told(decided('MessageSent', request))).toEqual([
      { person: ann, type: 'MessagePlaced', folder: 'sent' },
      { person: bob, type: 'MessagePlaced', folder: 'requests' },
    ]);
  });

  test('goes to the inbox where it is no request', () => {
    expect(told(decided('MessageSent', { ...request, waiting: null }))).toContainEqual({
      person: bob,
      type: 'MessagePlaced',
      folder: 'inbox',
    });
  });

  test('is hidden by a word list, without its sender learning of it', () => {
    const content = { ...asked.facts.content, lists: [{ id: 'banned', action: 'hide' }] };
    const hides = { ...asked, facts: { ...asked.facts, content } } as typeof asked;
    const [mine] = hear(decided('MessageSent', request));
    const [hidden, theirs] = hear(decided('MessageSent', { waiting: 1, asked: hides }));
    expect(theirs?.data).toMatchObject({ person: bob, folder: 'hidden' });
    expect(hidden).toEqual(mine);
  });

  test('edge 79: tells its recipient alone that links lead nowhere yet, in a request alone', () => {
    const content = { ...asked.facts.content, lists: [], links: true };
    const links = { ...asked, facts: { ...asked.facts, content } } as typeof asked;
    const [mine, theirs] = hear(decided('MessageSent', { waiting: 1, asked: links }));
    expect(theirs?.data).toMatchObject({ person: bob, links: 'inert' });
    expect(mine?.data).not.toHaveProperty('links');
    const [, chat] = hear(decided('MessageSent', { waiting: null, asked: links }));
    expect(chat?.data).not.toHaveProperty('links');
  });

  test('is told without a word of what it says', () => {
    const records = open().hear(sent);
    expect(records.length).toBeGreaterThan(0);
    expect(JSON.stringify(records)).not.toContain(sent.data.body.text);
  });
});

describe('a message that was kept from its recipient', () => {
  test('concerns its sender alone, to whom it looks like any other', () => {
    const suppressed = decided('MessageSuppressed');
    const [mine, ...others] = hear(suppressed);
    expect(others).toEqual([]);
    expect(mine).toMatchObject({ key: ann, type: 'MessagePlaced' });
    expect(mine?.data).toEqual({
      person: ann,
      conversationId: suppressed.key,
      other: bob,
      pairRevision: suppressed.coordinates?.revision,
      atMs: suppressed.data.atMs,
      messageId: suppressed.data.asked.commandId,
      folder: 'sent',
      first: false,
    });
  });

  test('leaves the stream of the recipient empty', () => {
    const service = open();
    service.hear(decided('MessageSuppressed'));
    expect(service.stream(`inbox-${bob}`)).toEqual([]);
    expect(service.stream(`inbox-${ann}`)).toHaveLength(1);
  });
});

describe('an answer', () => {
  const asking = decided('MessageSent', request);

  test('that accepts moves the request, and tells the sender where that is shown', () => {
    expect(told(asking, decided('RequestAccepted')).slice(2)).toEqual([
      { person: bob, type: 'RequestMoved', folder: 'inbox' },
      { person: ann, type: 'RequestAccepted' },
    ]);
    const silent = decided('RequestAccepted', { shown: false });
    expect(told(asking, silent).slice(2)).toEqual([
      { person: bob, type: 'RequestMoved', folder: 'inbox' },
    ]);
  });

  test('that declines, blocks or revokes is the own affair of whoever gives it', () => {
    const acts = [decided('RequestDeclined'), decided('AccountBlocked'), decided('ConsentRevoked')];
    for (const act of acts) {
      const people = told(asking, act)
        .slice(2)
        .map(({ person }) => person);
      expect([act.type, people]).toEqual([act.type, [bob]]);
    }
  });
});

type Act = Understood<typeof deliveryCommands>;

/** A command as it is heard, of bob or of somebody else. */
const asks = (type: Act['type'], data: object, actor = bob, id = commandIdOf(actor, type)) => {
  const value = JSON.stringify({ actor, other: actor === bob ? ann : bob, ...data });
  const { headers } = JSON.parse(
    readFileSync(join(samples, deliveryCommands.name, `${type}.json`), 'utf8'),
  ) as Sample;
  const record = { topic: deliveryCommands.name, key: actor, value };
  const [heard] = messagesOn(deliveryCommands, [{ ...record, headers: { ...headers, ce_id: id } }]);
  if (!heard) throw new Error('The command was not understood.');
  return heard;
};

const commandIdOf = (actor: string, type: string): string =>
  `01a0c450-6c00-7${actor.slice(0, 3)}-8c02-${type.length.toString(16).padStart(12, '0')}`;

/** An open chat: ann wrote, bob has answered. */
const chat = (known = facts()) => {
  const service = open(known);
  const answer = { ...asked, commandId: '01a0c450-6c00-7793-bb64-b8caa58f0999' };
  const coordinates = { ...sent.coordinates!, revision: 9 };
  service.hear(decided('MessageSent', request));
  service.hear({
    ...decided('MessageSent', { from: bob, to: ann, waiting: null, asked: answer }),
    coordinates,
  });
  return service;
};

describe('what a person does in the own inbox', () => {
  const upTo = asked.commandId;
  const outcomes = {
    MarkRead: [{ upTo }, { type: 'MessageRead', data: { upTo, receipt: true } }],
    MuteConversation: [{ forever: true }, { type: 'ConversationMuted', data: { forever: true } }],
    ClearForMe: [{ upTo }, { type: 'ConversationCleared', data: { upTo } }],
    DeleteForMe: [{ messageId: upTo }, { type: 'MessageDeleted', data: { messageId: upTo } }],
  } as const;

  test.each(Object.keys(outcomes) as (keyof typeof outcomes)[])('is answered: %s', (type) => {
    const [data, outcome] = outcomes[type];
    const command = asks(type, data);
    const said = messagesOn(deliveryEvents, chat().hear(command));
    const about = { commandId: command.id, person: bob, other: ann, conversationId: sent.key };
    expect(said).toMatchObject([{ ...outcome, key: bob, data: { ...about, ...outcome.data } }]);
  });

  test.each(['ClearForMe', 'DeleteForMe', 'MarkRead'] as const)(
    'is answered alike where the message was kept from the person, and where there is none: %s',
    (type) => {
      const service = chat();
      service.hear({
        ...decided('MessageSuppressed', { asked: { ...asked, commandId: secret } }),
        coordinates: { ...sent.coordinates!, revision: 10 },
      });
      const answers = [secret, '01a0c450-6c00-7793-bb64-b8caa58f0aaa'].map((id) => {
        const command = asks(type, type === 'DeleteForMe' ? { messageId: id } : { upTo: id });
        const [said] = messagesOn(deliveryEvents, service.hear(command));
        return said?.data;
      });
      expect(answers[0]).toMatchObject({ command: type, reason: 'no_message' });
      expect(answers[0]).toEqual(answers[1]);
    },
  );
});

const secret = '01a0c450-6c00-7793-bb64-b8caa58f0bbb';

describe('a receipt', () => {
  const upTo = asked.commandId;
  const readBy = (service: ReturnType<typeof open>) =>
    messagesOn(deliveryEvents, service.hear(asks('MarkRead', { upTo })));
  const shownAfter = (service: ReturnType<typeof open>) =>
    readBy(service).flatMap((read) => messagesOn(deliveryEvents, service.hear(read)));

  test('seed 36: is shown to who wrote, from what delivery itself said of the read', () => {
    const [{ data: read } = { data: null }] = readBy(chat());
    expect(read).not.toHaveProperty('facts');
    expect(shownAfter(chat())).toMatchObject([
      { key: ann, type: 'ReceiptShown', data: { person: ann, other: bob, upTo } },
    ]);
  });

  test('seed 35: seed 37: is not shown where the reader’s account or region says so', () => {
    expect(shownAfter(chat(facts({ receipts: false })))).toEqual([]);
    expect(shownAfter(chat(facts({ region: 'DE' })))).toEqual([]);
  });

  test('edge 5: is not shown of a request', () => {
    const service = open();
    service.hear(decided('MessageSent', request));
    expect(shownAfter(service)).toEqual([]);
  });

  test('is not shown once the writer has blocked the reader, who cannot tell', () => {
    const blocked = decided('AccountBlocked', { by: ann, to: bob, withdraws: false });
    const service = chat();
    service.hear({ ...blocked, coordinates: { ...blocked.coordinates!, revision: 11 } });
    const [read] = readBy(service);
    expect(read).toMatchObject({ data: { receipt: true } });
    expect(read && messagesOn(deliveryEvents, service.hear(read))).toEqual([]);
  });
});

test('decisions that change nobody’s lists are nobody’s news', () => {
  const silent = ['SendRefused', 'NothingChanged', 'RequestRetried', 'CommandFailed'] as const;
  expect(silent.flatMap((type) => hear(decided(type)))).toEqual([]);
});
