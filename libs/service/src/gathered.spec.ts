import { gathered } from './gathered';

/** Work that ends when told, and what it was given. */
const told = () => {
  const given: (readonly number[])[] = [];
  const ends: ((error?: Error) => void)[] = [];
  const ask = gathered(
    async (items: readonly number[]) =>
      new Promise<number>((resolve, reject) => {
        given.push(items);
        ends.push((error) => (error ? reject(error) : resolve(items.length)));
      }),
  );
  return { given, ask, end: (error?: Error) => ends.shift()?.(error) };
};

const turn = async (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('what comes while the work is on goes along with the next call', async () => {
  const { given, ask, end } = told();
  const first = ask([1]);
  await turn();
  const later = [ask([2]), ask([3, 4])];
  await turn();
  expect(given).toEqual([[1]]);
  end();
  expect(await first).toBe(1);
  await turn();
  expect(given).toEqual([[1], [2, 3, 4]]);
  end();
  expect(await Promise.all(later)).toEqual([3, 3]);
});

test('a failure is told to all who went along, and to nobody after them', async () => {
  const { ask, end } = told();
  const failing = [ask([1]).catch(String), ask([2]).catch(String)];
  await turn();
  const next = ask([3]);
  end(new Error('away'));
  expect(await Promise.all(failing)).toEqual(['Error: away', 'Error: away']);
  await turn();
  end();
  expect(await next).toBe(1);
});
