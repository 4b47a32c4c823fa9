import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  type PairFacts,
  type Topic,
  dmCommands,
  gatingCommands,
  identityCommands,
  identityEvents,
} from '@vestibule/contracts';
import { messagesOn, preparing, rehearsal } from '@vestibule/service';
import { identity } from './identity';

const samples = join(__dirname, '../../../libs/contracts/samples');
type Sample = { key: string; headers: Record<string, string>; value: object };

/** The golden samples of a topic as they are heard, by name. */
const samplesOn = <T extends Topic>(topic: T) =>
  new Map(
    readdirSync(join(samples, topic.name)).map((file) => {
      const text = readFileSync(join(samples, topic.name, file), 'utf8');
      const { value, ...record } = JSON.parse(text) as Sample;
      const written = { ...record, topic: topic.name, value: JSON.stringify(value) };
      const [heard] = messagesOn(topic, [written]);
      if (!heard) throw new Error(`${file} is on another topic.`);
      return [file.replace('.json', ''), heard] as const;
    }),
  );

const account = {
  version: 3,
  standing: 'active',
  band: '18plus',
  phone: true,
  setting: 'everyone',
  business: false,
  takesBusiness: true,
  region: 'NL',
  receipts: true,
  registeredAtMs: 0,
} as const;
const facts: PairFacts = {
  actor: account,
  other: { ...account, version: 8 },
  follows: { actorAtMs: null, otherAtMs: 1_000 },
};

const own = samplesOn(identityCommands);
const pairs = samplesOn(dmCommands);
const open = () => rehearsal(identity, { of: () => facts, freedAtMs: () => null });

const ask = (service: ReturnType<typeof open>, ...names: readonly string[]) =>
  names.flatMap((name) => {
    const message = own.get(name);
    if (!message) throw new Error(`There is no sample ${name}.`);
    return service.hear(message);
  });

const life = [
  'RegisterAccount',
  'ConfirmPhone',
  'ChangeSettings.all',
  'Follow',
  'Unfollow',
  'SetVerification',
  'SetStanding',
  'CorrectBirthDate',
  'RemovePhone',
  'DeleteAccount',
];

describe('a command about a pair', () => {
  test.each([...pairs])(
    '%s goes on with facts and ingest time, otherwise as it came',
    (_, asked) => {
      const service = open();
      const [passed, ...more] = messagesOn(gatingCommands, service.hear(asked));
      expect(more).toEqual([]);
      const { type, key, id, data, timestampMs } = asked;
      expect(passed).toMatchObject({ type, key, id });
      expect(passed?.data).toEqual({ ...data, facts, ingestedAtMs: timestampMs });
    },
  );

  test('waits when there is no one to ask for facts', async () => {
    const asked = [...pairs.values()];
    await expect(identity.prepare?.(asked, preparing(0))).rejects.toThrow('database');
  });
});

describe('a command about an account', () => {
  test.each(life)('%s is answered by one event, which names it', (name) => {
    const service = open();
    ask(service, ...life.slice(0, life.indexOf(name)));
    const [answer, ...more] = messagesOn(identityEvents, ask(service, name));
    expect(more).toEqual([]);
    expect(answer?.data).toMatchObject({ commandId: own.get(name)?.id });
    expect(answer?.type).not.toMatch(/Refused|Unchanged/);
  });

  test('of nobody is refused, with the reason', () => {
    const [answer] = messagesOn(identityEvents, ask(open(), 'ConfirmPhone'));
    expect(answer).toMatchObject({
      type: 'AccountCommandRefused',
      data: { command: 'ConfirmPhone', reason: 'NO_SUCH_ACCOUNT' },
    });
  });

  test('that follows carries the facts of both, because a follow may answer a request', () => {
    const [answer] = messagesOn(identityEvents, ask(open(), 'RegisterAccount', 'Follow').slice(1));
    expect(answer?.data).toMatchObject({ facts: { actor: facts.actor, other: facts.other } });
  });
});

describe('birth date and phone key', () => {
  const secret = /1999|2011|04-17|birthDate|k1\.|phoneKey/;

  test('are recorded, and never said: not in a value, not in a header, not in a key', () => {
    const service = open();
    const records = ask(service, ...life, 'RegisterAccount', 'ConfirmPhone');
    const [{ key } = { key: '' }] = records;
    expect(JSON.stringify(service.stream(`account-${String(key)}`))).toMatch(secret);
    expect(records).toHaveLength(life.length + 2);
    for (const record of records) expect(JSON.stringify(record)).not.toMatch(secret);
  });
});
