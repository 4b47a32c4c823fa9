import { deliveryCommandNames, deliveryCommands } from './delivery-commands';
import { dmCommandNames, dmCommands } from './dm-commands';
import { dmOutcomes } from './dm-outcomes';
import { gatingCommands } from './gating-commands';
import { accountCommandNames, identityCommands } from './identity-commands';
import { noticeCommandNames, notificationsCommands } from './notifications-commands';
import { policyCommandNames, policyCommands } from './policy-commands';
import type { Topic } from './topic';
import { allTopics, deadLetterTopic, topicsFor } from './topics';

const topics: readonly Topic[] = allTopics;

describe('the table of topics', () => {
  test('names every topic once, with a version', () => {
    const names = topics.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z]+\.(commands|events|outcomes)\.v1$/.test(name))).toEqual(
      [],
    );
  });

  test('lets the broker stamp the first command topics and no other', () => {
    const stamped = topics.filter(({ logAppendTime }) => logAppendTime);
    expect(stamped).toEqual([
      dmCommands,
      identityCommands,
      deliveryCommands,
      notificationsCommands,
      policyCommands,
    ]);
  });

  test('refuses unknown fields in commands only', () => {
    const strict = topics.filter((topic) => topic.strict).map(({ name }) => name);
    expect(strict).toEqual([
      'dm.commands.v1',
      'gating.commands.v1',
      'identity.commands.v1',
      'delivery.commands.v1',
      'notifications.commands.v1',
      'policy.commands.v1',
    ]);
  });

  test('gives messages the name of their class', () => {
    const named = topics
      .filter(({ name }) => name !== gatingCommands.name)
      .flatMap(({ messages }) => Object.entries(messages));
    expect(named.filter(([type, shape]) => shape.name !== type)).toEqual([]);
  });

  test('seed 42, edges 75 and 78: offers nothing that would tell a message kept from its recipient', () => {
    const telling = /typing|presence|delivered|lastseen|screenshot|reaction|edited|editmessage/iu;
    const named = topics.flatMap(({ messages }) => Object.keys(messages));
    expect(named.filter((name) => telling.test(name))).toEqual([]);
  });

  test('gives sender-safe answers no coordinates and true reasons no sender', () => {
    expect(dmOutcomes.coordinates).toBe(false);
    const restricted = topics.filter(({ audience }) => audience === 'restricted');
    expect(restricted.map(({ name }) => name)).toContain('gating.events.v1');
  });

  test('lists the names of all commands', () => {
    expect(Object.keys(dmCommands.messages)).toEqual(dmCommandNames);
    expect(Object.keys(gatingCommands.messages)).toEqual(dmCommandNames);
    expect(Object.keys(identityCommands.messages)).toEqual(accountCommandNames);
    expect(Object.keys(deliveryCommands.messages)).toEqual(deliveryCommandNames);
    expect(Object.keys(notificationsCommands.messages)).toEqual(noticeCommandNames);
    expect(Object.keys(policyCommands.messages)).toEqual(policyCommandNames);
  });
});

describe('dead letters', () => {
  test('have a topic for every group of ours that reads', () => {
    const names = topicsFor().map(({ name }) => name);
    expect(names).toContain('dm.commands.v1.identity.dlq');
    expect(names).toContain('gating.events.v1.delivery.dlq');
    expect(names).toContain('delivery.events.v1.notifications.dlq');
  });

  test('have none for readers that are not ours', () => {
    const names = topicsFor().map(({ name }) => name);
    expect(names.filter((name) => name.startsWith('dm.outcomes.v1'))).toEqual(['dm.outcomes.v1']);
    expect(names.filter((name) => /\.(gateway|services|safety)\.dlq$/.test(name))).toEqual([]);
  });

  test('are kept for 30 days in one order', () => {
    expect(deadLetterTopic(dmCommands, 'identity')).toEqual({
      name: 'dm.commands.v1.identity.dlq',
      partitions: 1,
      retentionMs: 2_592_000_000,
      logAppendTime: false,
    });
  });

  test('are made for the topics asked for and no others', () => {
    expect(topicsFor([gatingCommands]).map(({ name }) => name)).toEqual([
      'gating.commands.v1',
      'gating.commands.v1.gating.dlq',
    ]);
  });
});
