import type { CommandDecided } from '@vestibule/contracts';
import type { Person } from './person';
import { story } from './story';
import { until } from './until';

const hourMs = 3_600_000;
const perHour = 40;

const says = async (sender: Person, to: Person): Promise<CommandDecided> =>
  sender.asks(to, 'SendMessage', { kind: 'text', text: 'hello' });

const leftOf = ({ volume = [] }: CommandDecided, per: string, unit = 'new-recipient') =>
  volume.find((one) => one.per === per && one.unit === unit)?.left;

describe('volume', () => {
  story(
    'seed 25, edge 63: a full hour (VOLUME_SHORT) names the time, and a yes gives units back',
    async (world) => {
      const [ann, first, late, ...others] = await world.people(
        ...Array.from({ length: perHour + 2 }, () => ({})),
      );
      const opened = await says(ann!, first!);
      expect(leftOf(opened, 'PT1H')).toBe(perHour - 1);
      const sent = await Promise.all(others.map(async (other) => says(ann!, other)));
      expect(new Set(sent.map(({ result }) => result))).toEqual(new Set(['sent']));
      expect(Math.min(...sent.map((one) => leftOf(one, 'PT1H') ?? NaN))).toBe(0);

      const refused = await says(ann!, late!);
      expect(refused).toMatchObject({ result: 'refused', code: 'SLOW_DOWN' });
      expect(refused.retryAtMs).toBe(opened.volume?.find(({ per }) => per === 'PT1H')?.resetsAtMs);
      expect((refused.retryAtMs ?? 0) - world.ground.nowMs()).toBeLessThanOrEqual(hourMs);
      // A second message to somebody is no new recipient.
      expect(await says(ann!, first!)).toMatchObject({ result: 'sent', used: 2 });

      expect(await first!.accepts(ann!)).toBe('done');
      await until('the units of the accepted request', async () =>
        (await ann!.writes(late!, 'at last')) === 'sent' ? true : undefined,
      );
      // A free send asks for nothing and is told nothing of volume.
      expect(await says(ann!, first!)).not.toHaveProperty('volume');
    },
  );
});
