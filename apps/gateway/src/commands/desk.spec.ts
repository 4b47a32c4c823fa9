import { dmCommands, topicsFor } from '@vestibule/contracts';
import { system } from '@vestibule/service';
import { memoryTopics } from '@vestibule/topics';
import { ann, bob, codeOf, hello, idOf, nowMs, outcomeFor, send } from '../gateway.words';
import { type Command, commandOf } from './command';
import { Desk } from './desk';
import { limiter } from './limiter';
import { outcomes, type Whose } from './outcomes';
import type { Outcome } from './outcome';
import { Undecided } from './undecided';

const open = async (topics = memoryTopics()) => {
  await topics.create(topicsFor());
  const clock = { nowMs };
  const desk = new Desk({
    topics,
    outcomes: outcomes(10),
    undecided: new Undecided({
      nowMs: () => clock.nowMs,
      busyAfterMs: 5_000,
      forgetAfterMs: 60_000,
      probeEveryMs: 1_000,
      waitingMax: 100,
    }),
    limiter: limiter({ attemptsMax: () => 2, windowMs: 60_000, pairsMax: 10 }),
    system: { wait: system.wait, nowMs: () => clock.nowMs },
  });
  const records = async () => topics.browse(dmCommands.name, 100);
  return {
    clock,
    records,
    ask: async (command: Command, waitMs: number) => desk.ask(command, waitMs),
    look: (whose: Whose) => desk.look(whose),
    hear: (outcome: Outcome) => desk.hear(outcome),
    end: () => desk.end(),
  };
};

describe('the desk', () => {
  test('asks a command once, and tells its outcome to all who wait and ask again', async () => {
    const { ask, hear, look, records } = await open();
    const command = send();
    const both = [ask(command, 30_000), ask(command, 30_000)];
    hear(outcomeFor(command));
    const decided = { type: 'decided', outcome: outcomeFor(command) };
    expect(await Promise.all(both)).toEqual([decided, decided]);
    expect(await ask(command, 30_000)).toEqual(decided);
    expect(look(command)).toEqual(decided);
    expect(await records()).toHaveLength(1);
  });

  test('tells that there is no outcome yet, and knows it later', async () => {
    const { ask, hear, look } = await open();
    const command = send();
    const undecidedYet = { type: 'undecided', commandId: command.commandId };
    expect(await ask(command, 0)).toEqual(undecidedYet);
    expect(look(command)).toEqual(undecidedYet);
    hear(outcomeFor(command));
    expect(look(command)).toMatchObject({ type: 'decided' });
  });

  test('tells nobody but the actor', async () => {
    const { ask, hear, look } = await open();
    const command = send();
    await ask(command, 0);
    const { commandId } = command;
    expect(look({ actor: bob, commandId })).toBeUndefined();
    hear(outcomeFor(command));
    expect(look({ actor: bob, commandId })).toBeUndefined();
  });

  test('gives the same id of another actor a command of its own', async () => {
    const { ask, hear, records } = await open();
    const mine = send();
    hear(outcomeFor(mine));
    const body = { ...hello, other: ann };
    const theirs = commandOf({ ...mine, actor: bob, body, nowMs });
    expect(await ask(theirs, 0)).toMatchObject({ type: 'undecided' });
    expect(await records()).toHaveLength(1);
  });

  test('refuses an id with other content, before and after it was decided', async () => {
    const { ask, hear } = await open();
    const changed = send(1, { ...hello, text: 'something else' });
    await ask(send(), 0);
    expect(await codeOf(async () => ask(changed, 0))).toBe('ID_REUSED');
    hear(outcomeFor(send()));
    expect(await codeOf(async () => ask(changed, 0))).toBe('ID_REUSED');
  });

  test('refuses an id that another kind of command was decided with', async () => {
    const { ask, hear } = await open();
    hear({ ...outcomeFor(send()), command: 'BlockAccount' });
    expect(await codeOf(async () => ask(send(), 0))).toBe('ID_REUSED');
  });

  test('slows a pair down, but neither repeats nor what protects people', async () => {
    const { ask, records } = await open();
    await ask(send(1), 0);
    await ask(send(2), 0);
    expect(await codeOf(async () => ask(send(3), 0))).toBe('SLOW_DOWN');
    expect(await ask(send(2), 0)).toMatchObject({ type: 'undecided' });
    const read = { upTo: idOf(1) };
    const always: readonly (readonly [type: string, body?: object])[] = [
      ...([['BlockAccount'], ['UnblockAccount'], ['RevokeConsent'], ['AcceptRequest']] as const),
      ...([['DeclineRequest'], ['RestoreRequest']] as const),
      ['ReportAccount', { reason: 'spam', messageIds: [] }],
    ];
    const inOwnLists = [['MarkRead', read], ['ClearForMe', read], ['MuteConversation']] as const;
    for (const [index, [type, body]] of [...always, ...inOwnLists, ...inOwnLists].entries()) {
      const about = { type, actor: ann, body: { other: bob, ...body }, nowMs };
      await ask(commandOf({ ...about, commandId: idOf(10 + index) }), 0);
    }
    expect(await records()).toHaveLength(2 + 7);
  });

  test('takes nothing more while the oldest command waits too long', async () => {
    const { ask, clock, hear } = await open();
    await ask(send(1), 0);
    clock.nowMs += 5_001;
    await ask(send(2), 0); // the probe
    expect(await codeOf(async () => ask(send(3), 0))).toBe('SLOW_DOWN');
    const block = { type: 'BlockAccount', actor: ann, body: { other: bob }, nowMs };
    const third = commandOf({ ...block, commandId: idOf(3) });
    expect(await codeOf(async () => ask(third, 0))).toBe('BUSY');
    hear(outcomeFor(send(2)));
    expect(await ask(third, 0)).toMatchObject({ type: 'undecided' });
  });

  test('answers whoever waits when the process ends', async () => {
    const { ask, end } = await open();
    const waiting = ask(send(), 600_000);
    await Promise.resolve();
    end();
    expect(await waiting).toMatchObject({ type: 'undecided' });
  });

  test('forgets a command that the bus refuses for good', async () => {
    const topics = memoryTopics();
    const { ask, look } = await open(topics);
    await topics.close();
    await expect(ask(send(), 0)).rejects.toThrow('closed');
    expect(look(send())).toBeUndefined();
  });
});
