import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Understood, deliveryEvents, gatingEvents } from '@vestibule/contracts';
import { messagesOn, rehearsal } from '@vestibule/service';
import { delivery } from './delivery';

const samples = join(__dirname, '../../../libs/contracts/samples/gating.events.v1');
type Decision = Understood<typeof gatingEvents>;
type Of<Type extends Decision['type']> = Extract<Decision, { type: Type }>;
type Sample = { key: string; headers: Record<string, string>; value: object };

/** A golden sample as it is heard, with some of its data changed. */
const decided = <Type extends Decision['type']>(
  type: Type,
  changes: Partial<Of<Type>['data']> = {},
): Of<Type> => {
  const { value, ...record } = JSON.parse(
    readFileSync(join(samples, `${type}.json`), 'utf8'),
  ) as Sample;
  const written = { ...record, topic: gatingEvents.name, value: JSON.stringify(value) };
  const [heard] = messagesOn(gatingEvents, [written]) as unknown as readonly Of<Type>[];
  if (!heard) throw new Error(`There is no sample ${type}.`);
  return { ...heard, data: { ...heard.data, ...changes } };
};

const sent = decided('MessageSent');
const { from: ann, to: bob, asked } = sent.data;
const request = { waiting: 1, asked: { ...asked, facts: { ...asked.facts, content: null } } };

const hear = (...decisions: readonly Decision[]) => {
  const service = rehearsal(delivery, undefined);
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

  test('is told without a word of what it says', () => {
    const records = rehearsal(delivery, undefined).hear(sent);
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
    const service = rehearsal(delivery, undefined);
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

test('decisions that change nobody’s lists are nobody’s news', () => {
  const silent = ['SendRefused', 'NothingChanged', 'RequestRetried', 'CommandFailed'] as const;
  expect(silent.flatMap((type) => hear(decided(type)))).toEqual([]);
});
