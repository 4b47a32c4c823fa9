import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultTable } from '@vestibule/local-server';
import { systemClock } from '../clock';
import { Disk } from '../log/disk';
import { directory, removeAll } from '../log/log.words';
import { Offsets } from './offsets';

afterEach(removeAll);

const opened = (at: string, truncateAt?: string) => {
  const faults = faultTable();
  const fatal = (reason: string) => {
    throw new Error(reason);
  };
  const disk = new Disk({ sync: 'none', faults, clock: systemClock, fatal });
  return { offsets: new Offsets(join(at, 'offsets'), disk, truncateAt), faults, disk };
};

const committed = (offset: number) => ({
  topic: 't',
  index: 1,
  offset,
  leaderEpoch: 0,
  metadata: 'é',
});

describe('committed offsets', () => {
  test('are there again after a restart, the last of each partition', () => {
    const at = directory();
    const { offsets } = opened(at);
    offsets.commit('g', [committed(5), { ...committed(9), index: 2 }]);
    offsets.commit('g', [committed(6)]);
    offsets.close();
    const again = opened(at).offsets;
    expect(again.get('g', 't', 1)).toEqual(committed(6));
    expect(again.allOf('g')).toHaveLength(2);
    expect(readFileSync(join(at, 'offsets'), 'utf8').split('\n')).toHaveLength(3);
  });

  test('go with their group and with their topic', () => {
    const at = directory();
    const { offsets } = opened(at);
    offsets.commit('g', [committed(5)]);
    offsets.commit('h', [committed(5), { ...committed(5), topic: 'u' }]);
    offsets.forgetGroup('g');
    offsets.forgetTopic('t');
    offsets.close();
    const again = opened(at).offsets;
    expect(again.groupIds()).toEqual(['h']);
    expect(again.allOf('h').map(({ topic }) => topic)).toEqual(['u']);
  });

  test('lose a torn end at any byte, and nothing before it', () => {
    const at = directory();
    const file = join(at, 'offsets');
    const first = opened(at).offsets;
    first.commit('g', [committed(1)]);
    const kept = readFileSync(file).length;
    first.commit('g', [committed(2)]);
    first.close();
    const whole = readFileSync(file);
    for (let length = kept; length < whole.length; length += 1) {
      writeFileSync(file, whole.subarray(0, length));
      const { offsets } = opened(at);
      expect(offsets.get('g', 't', 1)?.offset).toBe(1);
      offsets.close();
    }
  });

  test('with a bad line before good ones are damage, until the operator gives them up', () => {
    const at = directory();
    const file = join(at, 'offsets');
    const { offsets } = opened(at);
    [1, 2, 3].forEach((offset) => offsets.commit('g', [committed(offset)]));
    offsets.close();
    const lines = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, [lines[0], `x${lines[1]}`, ...lines.slice(2)].join('\n'));
    const position = Buffer.byteLength(`${lines[0]}\n`);
    expect(() => opened(at)).toThrow(`${file} is damaged at byte ${position}`);
    expect(opened(at, `${file}@${position}`).offsets.get('g', 't', 1)?.offset).toBe(1);
  });

  test('are refused on a full disk, and the old ones stay', () => {
    const { offsets, faults } = opened(directory());
    offsets.commit('g', [committed(1)]);
    faults.add({ kind: 'diskFull' });
    expect(offsets.commit('g', [committed(2)])).toBe(false);
    expect(offsets.get('g', 't', 1)?.offset).toBe(1);
  });
});
