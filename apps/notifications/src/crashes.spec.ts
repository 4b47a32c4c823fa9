import type { NoticeEvent } from '@vestibule/domain';
import type { Order } from '@vestibule/service';
import type { Streams } from '@vestibule/streams';
import type { Answer } from './channels/channel';
import { channelOf, ground, news } from './push.words';

const seeds = Array.from(
  { length: Math.ceil(10 * Number(process.env['VESTIBULE_SEARCH'] ?? 1)) },
  (_, at) => at + 1,
);

/** Numbers below `bound`, the same for the same seed: a linear congruential generator. */
const dice = (seed: number) => {
  let state = (seed * 2_654_435_761) % 4_294_967_296;
  return (bound: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * bound);
  };
};

type Dice = ReturnType<typeof dice>;
type Faults = { readonly isOn: () => boolean; readonly isDead: () => boolean };

/** A store that sometimes gives no answer, be the append made or not; to the dead it gives none. */
const unsure = (streams: Streams, roll: Dice, { isOn, isDead }: Faults): Streams => ({
  ...streams,
  append: async (stream, expected, drafts) => {
    const unknown = { type: 'unknown', cause: new Error('no answer') } as const;
    if (isDead()) return unknown;
    const luck = isOn() ? roll(10) : 9;
    if (luck === 0) return unknown;
    const answer = await streams.append(stream, expected, drafts);
    return luck === 1 ? unknown : answer;
  },
});

type Told = Extract<NoticeEvent, { data: { noticeId: string } }>;
const outcomes: readonly (Answer | 'lost')[] = ['sent', 'failed', 'not-now', 'lost', 'lost'];

const scene = (seed: number) => {
  const roll = dice(seed);
  const held = ground();
  let isStormy = true;
  const { channel, pushed } = channelOf(async () => {
    const outcome = isStormy ? (outcomes[roll(outcomes.length)] ?? 'lost') : 'sent';
    if (outcome === 'lost') throw new Error('no answer');
    return outcome;
  });

  let started = 0;
  const dying: Promise<void>[] = [];
  const live = async () => {
    let isDead = false;
    started += 1;
    const faults = { isOn: () => isStormy, isDead: () => isDead };
    const streams = unsure(held.streams, roll, faults);
    const running = await held.start([channel], { streams, instance: `no-${started}` });
    /** From now on nothing it does has an effect; what it had begun ends when its time is up. */
    const crash = () => {
      isDead = true;
      dying.push(running.stop());
    };
    return { ...running, crash };
  };

  const ofNotices = async () => {
    const notices = new Map<string, Told[]>();
    for (const event of (await held.events()) as readonly Told[]) {
      const { noticeId } = event.data;
      notices.set(noticeId, [...(notices.get(noticeId) ?? []), event]);
    }
    return notices;
  };

  const calm = () => {
    isStormy = false;
  };
  return { ...held, roll, pushed, live, dying, ofNotices, calm };
};

/** News comes from an event of the inbox: told twice, it is known. */
const heard = (revision: number, order: Order): Order => {
  const from = 'inbox-somebody';
  const source = { stream: from, revision, part: 0, eventId: `e${revision}` };
  return { ...order, commandId: `${from}@${revision}/0`, source };
};

const ends = new Set(['NoticeSent', 'NoticeFailed', 'NoticeUnknown', 'NoticeSuppressed']);
const count = (events: readonly Told[], type: Told['type']): number =>
  events.filter((event) => event.type === type).length;

describe('I50: while processes crash and answers are lost', () => {
  test.each(seeds)(
    'each call has its claim, and two at most are of unknown result (%d)',
    async (seed) => {
      const { roll, clock, live, dying, rest, pushed, ofNotices, calm, events } = scene(seed);
      const instances = [await live(), await live()];
      for (let told = 0; told < 12; told += 1) {
        const which = roll(2);
        const by = instances[which];
        if (by)
          await by.decide(
            heard(told, news({ token: by.token, atMs: clock.ms, eventId: `e${told}` })),
          );
        await rest(2 + roll(6));
        clock.ms += [1_000, 6_000, 31_000, 61_000][roll(4)] ?? 0;
        await rest(2 + roll(6));
        if (roll(3) > 0) continue;
        by?.crash();
        instances[which] = await live();
      }
      calm();
      for (let minutes = 0; minutes < 20; minutes += 1) {
        clock.ms += 61_000;
        await rest(20);
      }
      const notices = await ofNotices();
      expect(notices.size).toBeGreaterThan(0);
      for (const [noticeId, told] of notices) {
        const calls = pushed.filter((one) => one.noticeId === noticeId).length;
        const claims = count(told, 'NoticeClaimed');
        const answered =
          count(told, 'NoticePostponed') + count(told, 'NoticeSent') + count(told, 'NoticeFailed');
        expect([noticeId, calls <= claims, claims - answered <= 2]).toEqual([noticeId, true, true]);
        expect(told.filter(({ type }) => ends.has(type))).toEqual([told.at(-1)]);
      }

      const [before, recorded] = [pushed.length, (await events()).length];
      const fresh = await live(); // I44: reading all of it again calls nobody
      await rest();
      expect([pushed.length, (await events()).length]).toEqual([before, recorded]);
      await Promise.all([...dying, ...[...instances, fresh].map(async ({ stop }) => stop())]);
    },
  );
});
