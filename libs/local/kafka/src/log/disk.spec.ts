import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultTable } from '@vestibule/local-server';
import { systemClock } from '../clock';
import { Disk } from './disk';
import { directory, removeAll } from './log.words';

afterEach(removeAll);

const opened = () => {
  const said: string[] = [];
  const fatal = (reason: string) => void said.push(reason);
  const disk = new Disk({ sync: 'commit', faults: faultTable(), clock: systemClock, fatal });
  const path = join(directory(), 'file');
  return { disk, path, fd: openSync(path, 'w+'), said };
};

const turns = async () => {
  for (let i = 0; i < 20; i += 1) await new Promise(setImmediate);
};

describe('a disk', () => {
  test('tells everybody that waited, once, in order, behind one sync', async () => {
    const { disk, path, fd } = opened();
    const told: number[] = [];
    for (let i = 0; i < 5; i += 1) {
      disk.write(fd, [Buffer.from(String(i))], i);
      disk.onceDurable(() => told.push(i));
    }
    expect(told).toEqual([]);
    await new Promise<void>((resolve) => {
      disk.onceDurable(resolve);
    });
    expect([told, readFileSync(path, 'utf8')]).toEqual([[0, 1, 2, 3, 4], '01234']);
    disk.release(fd);
  });

  test('whose sync fails says so once, and answers nothing and takes nothing from then on', async () => {
    const { disk, fd, said } = opened();
    let told = 0;
    disk.write(fd, [Buffer.from('x')], 0);
    disk.onceDurable(() => {
      told += 1;
    });
    closeSync(fd);
    while (said.length === 0) await turns();
    expect(said[0]).toMatch(/^sync failed: .*EBADF/);
    const other = opened();
    expect(disk.write(other.fd, [Buffer.from('y')], 0)).toBe(false);
    disk.onceDurable(() => {
      told += 1;
    });
    await turns();
    expect([told, said.length]).toEqual([0, 1]);
    closeSync(other.fd);
  });

  test('that can neither write nor undo it is no longer believed', () => {
    const { disk, fd, said } = opened();
    closeSync(fd);
    expect(disk.write(fd, [Buffer.from('x')], 0)).toBe(false);
    expect(said[0]).toMatch('could not be undone');
  });
});
