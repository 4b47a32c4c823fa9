import { ann, bob, codeOf, idOf, outcomeFor, send } from '../gateway.words';
import type { Answer } from '../commands/desk';
import { afterIn } from './after';
import { landings } from './landings';

type Row = { readonly revision: number };

const open = (about: { rows?: readonly (readonly Row[])[]; known?: Answer } = {}) => {
  const rows = [...(about.rows ?? [])];
  const landed = landings(10);
  const clock = { nowMs: 0 };
  const waited: number[] = [];
  const after = afterIn({
    database: { query: (async () => rows.shift() ?? []) as never },
    desk: { look: () => about.known },
    landings: landed,
    system: {
      monotonicMs: () => clock.nowMs,
      wait: async (ms, signal) => {
        waited.push(ms);
        clock.nowMs += ms;
        // A long wait ends when nobody needs it any more.
        if (signal && about.known)
          await new Promise((resolve) => signal.addEventListener('abort', resolve));
      },
    },
  });
  return { after, land: landed.land, waited };
};

const sent = outcomeFor(send());
const decided = (changes: object): Answer => ({
  type: 'decided',
  outcome: { ...sent, ...changes },
});

test('edge 83: a read waits until the rows show what a command has caused', async () => {
  const { after, land } = open({ known: decided({}) });
  const seen: string[] = [];
  const read = async (): Promise<void> => {
    await after(ann, idOf(1));
    seen.push('read');
  };
  const reading = read();
  land(bob, idOf(1));
  land(ann, idOf(2));
  await Promise.resolve();
  expect(seen).toEqual([]);
  land(ann, idOf(1));
  await reading;
  expect(seen).toEqual(['read']);
});

test('a read does not wait for what has happened already, or changes nothing', async () => {
  const there = open({ known: decided({}) });
  there.land(ann, idOf(1));
  await there.after(ann, idOf(1));
  const idle = open({ known: decided({ result: 'unchanged' }) });
  await idle.after(ann, idOf(1));
  await idle.after(ann, undefined);
  expect(idle.waited).toEqual([]);
});

test('a read gives up after three seconds, and sees what is there', async () => {
  const { after, waited } = open();
  await after(ann, idOf(1));
  expect(waited).toEqual([3_000]);
});

test('a read waits for a position of one’s own inbox', async () => {
  const rows = [[], [{ revision: 34 }], [{ revision: 35 }]];
  const { after, waited } = open({ rows });
  await after(ann, 'pz');
  expect(waited).toEqual([50, 50]);
  const never = open();
  await never.after(ann, 'pz');
  expect(never.waited).toHaveLength(60);
});

test('what is neither is refused', async () => {
  const { after } = open();
  await expect(after(ann, 'soon')).rejects.toThrow('cursor');
  expect(await codeOf(async () => after(ann, ['pz', 'pz']))).toBe('BAD_SCHEMA');
});
