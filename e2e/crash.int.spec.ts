import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { conversationIdOf } from '@vestibule/contracts';
import type { Recorded } from '@vestibule/streams';
import { type Stack, startStack } from '../tools/stack/stack';
import { until } from './until';
import { wireGround } from './wire-ground';
import type { Person } from './person';
import { type World, openWorld } from './world';

const services = ['identity', 'gating', 'delivery', 'notifications'] as const;
const pairsCount = 6;
const killEveryMs = 1_500;

let stack: Stack;
let world: World;
let data: string;

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'vestibule-crash-'));
  stack = await startStack({ data, apps: services });
  world = await openWorld(await wireGround(stack.addresses));
}, 60_000);

afterAll(async () => {
  await world?.close();
  await stack?.stop();
  rmSync(data, { recursive: true, force: true });
}, 30_000);

type Talk = { readonly ann: Person; readonly bob: Person; readonly asked: string[] };

/** Writes back and forth until told to stop; every command's outcome is awaited before the next. */
const talking = async ({ ann, bob, asked }: Talk, isOver: () => boolean): Promise<void> => {
  for (let turn = 0; !isOver() || turn < 4; turn += 1) {
    const [from, to] = turn % 2 === 0 ? [ann, bob] : [bob, ann];
    const id = from.issue();
    asked.push(id);
    const { result } = await from.asks(to, 'SendMessage', { kind: 'text', text: `${turn}` }, id);
    expect(result).toBe('sent');
  }
};

/**
 * Each of the four services is killed and started again, the next one while the one before is still
 * coming back: a dead member's partitions are given away only when its session has ended.
 */
const killInTurn = async (): Promise<void> => {
  await Promise.all(
    services.map(async (service, turn) => {
      await wait(turn * killEveryMs);
      await stack.parts.get(service)?.kill();
      await stack.restart(service);
    }),
  );
};

const idsIn = (events: readonly Recorded[], type: string): string[] =>
  events.flatMap((event) => {
    const { messageId, asked } = event.data as {
      messageId?: string;
      asked?: { commandId: string };
    };
    return event.type === type ? [messageId ?? asked?.commandId ?? ''] : [];
  });

describe('kill -9 of each service in turn while people talk', () => {
  test('loses and doubles nothing: outcomes, streams, inboxes, rows', async () => {
    const people = await world.people(...Array.from({ length: pairsCount * 2 }, () => ({})));
    const talks = Array.from({ length: pairsCount }, (_, n): Talk => {
      const [ann, bob] = [people[2 * n]!, people[2 * n + 1]!];
      return { ann, bob, asked: [] };
    });
    let isOver = false;
    const all = Promise.all(talks.map(async (talk) => talking(talk, () => isOver)));
    await killInTurn();
    isOver = true;
    await all;

    const { streams } = world.ground;
    for (const { ann, bob, asked } of talks) {
      expect(asked.length).toBeGreaterThanOrEqual(4);
      const pair = await streams.read(`pair-${conversationIdOf(ann.id, bob.id)}`);
      expect(idsIn(pair, 'MessageSent')).toEqual(asked);
      const both: readonly [Person, Person][] = [
        [ann, bob],
        [bob, ann],
      ];
      for (const [person, other] of both) {
        const placed = await until(`the inbox of ${person.id}`, async () => {
          const found = idsIn(await streams.read(`inbox-${person.id}`), 'MessagePlaced');
          return found.length >= asked.length ? found : undefined;
        });
        expect(placed).toEqual(asked);
        const texts = await until(`the rows of ${person.id}`, async () => {
          const found = await person.reads(other);
          return found.length >= Math.min(asked.length, 200) ? found : undefined;
        });
        expect(texts).toEqual(asked.map((_, turn) => `${turn}`).slice(-200));
      }
      // What was claimed by a process that died before its push is claimed again after a minute;
      // here it matters that each message was claimed once, whoever has pushed it by now.
      const claims = await until(`the claims of ${bob.id}`, async () => {
        const found = (await streams.read(`notice-${bob.id}`)).filter(
          ({ type }) => type === 'NoticeClaimed',
        );
        return found.length >= Math.ceil(asked.length / 2) ? found : undefined;
      });
      const kinds = claims.map(({ data: claim }) => (claim as { kind: string }).kind);
      expect(kinds.filter((kind) => kind === 'request-received')).toHaveLength(1);
      expect(claims).toHaveLength(Math.ceil(asked.length / 2));
    }
  }, 180_000);
});
