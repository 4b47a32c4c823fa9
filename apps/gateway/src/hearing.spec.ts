import { once, EventEmitter } from 'node:events';
import { deliveryEvents, dmOutcomes, policyEvents, topicsFor, write } from '@vestibule/contracts';
import { memoryTopics } from '@vestibule/topics';
import type { Outcome } from './commands/outcome';
import { ann, bob, conversationId, nowMs, outcomeFor, outcomeRecord, send } from './gateway.words';
import { hearing } from './hearing';
import type { HeardFor } from './notifications/feed';

const open = async (topics = memoryTopics()) => {
  await topics.create(topicsFor());
  const heard: {
    outcomes: Outcome[];
    told: HeardFor[];
    landed: string[];
    unread: string[];
    policies: { readonly type: string }[];
  } = {
    outcomes: [],
    told: [],
    landed: [],
    policies: [],
    unread: [],
  };
  const happens = new EventEmitter();
  const note =
    <One>(list: One[]) =>
    (one: One) => {
      list.push(one);
      happens.emit('heard');
    };
  const start = async () =>
    hearing({
      topics,
      group: 'gateway-test',
      hearOutcome: note(heard.outcomes),
      hearFor: note(heard.told),
      hearLanding: (person, cause) => heard.landed.push(`${person} ${cause}`),
      hearPolicy: note(heard.policies),
      onUnreadable: (topic, reason) => note(heard.unread)(`${topic} ${reason}`),
      alert: () => {},
      nowMs: () => 0,
    });
  const until = async (isSo: () => boolean) => {
    while (!isSo()) await once(happens, 'heard');
  };
  return { topics, heard, start, until };
};

const placed = write(deliveryEvents, {
  id: 'event-1',
  type: 'MessagePlaced',
  source: '/delivery',
  atMs: nowMs,
  key: ann,
  coordinates: { stream: `inbox-${ann}`, revision: 4, metadata: {} },
  data: {
    person: ann,
    conversationId,
    other: bob,
    pairRevision: 41,
    atMs: nowMs,
    messageId: bob,
    folder: 'requests',
    first: true,
  },
});

describe('what is heard', () => {
  test('are outcomes from the beginning, and after them those to come', async () => {
    const { topics, heard, start, until } = await open();
    await topics.send([outcomeRecord(send(1))]);
    const { joined, isCaughtUp, stop } = await start();
    await joined;
    await until(() => heard.outcomes.length === 1);
    await topics.send([outcomeRecord(send(2))]);
    await until(() => heard.outcomes.length === 2);
    expect(heard.outcomes).toEqual([outcomeFor(send(1)), outcomeFor(send(2))]);
    expect(isCaughtUp()).toBe(true);
    await stop();
    await topics.close();
  });

  test('is for a person only what comes from now on', async () => {
    const { topics, heard, start, until } = await open();
    await topics.send([placed]);
    const { joined, stop } = await start();
    await joined;
    const later = { ...placed, headers: { ...placed.headers, ce_revision: '5' } };
    await topics.send([later]);
    await until(() => heard.told.length > 0);
    expect(heard.told).toEqual([
      {
        person: ann,
        source: 'inbox',
        revision: 5,
        said: { type: 'inbox', conversationId, folder: 'requests' },
      },
    ]);
    await stop();
    await topics.close();
  });

  test('is the policy too, from the beginning', async () => {
    const { topics, heard, start, until } = await open();
    const retired = { operator: 'omar', soonestAtMs: nowMs, version: 2, effectiveAtMs: nowMs };
    const { commandId } = send(1);
    await topics.send([
      write(policyEvents, {
        id: 'event-2',
        type: 'PolicyRetired',
        source: '/policy',
        atMs: nowMs,
        key: 'policy',
        coordinates: { stream: 'policy', revision: 0, metadata: {} },
        data: { atMs: nowMs, commandId, issuedAtMs: nowMs, ...retired },
      }),
    ]);
    const { stop } = await start();
    await until(() => heard.policies.length === 1);
    expect(heard.policies[0]?.type).toBe('PolicyRetired');
    await stop();
    await topics.close();
  });

  test('and cannot be understood is counted, and stops nothing', async () => {
    const { topics, heard, start, until } = await open();
    const broken = { ...outcomeRecord(send(1)), value: '{' };
    await topics.send([broken, outcomeRecord(send(2))]);
    const { stop } = await start();
    await until(() => heard.outcomes.length === 1);
    expect(heard.unread).toEqual([`${dmOutcomes.name} NOT_JSON`]);
    await stop();
    await topics.close();
  });
});
