import { ann, bob } from '../gateway.words';
import { names } from './names';

const table = (rows: Map<string, string>) => {
  const asked: (readonly string[])[] = [];
  const query = async <Row extends object>(_: string, [ids]: readonly unknown[] = []) => {
    asked.push(ids as readonly string[]);
    return (ids as readonly string[])
      .filter((id) => rows.has(id))
      .map((id) => ({ account_id: id, name: rows.get(id) })) as unknown as readonly Row[];
  };
  return { asked, query };
};

test('names are asked for once a minute, and those that are gone leave', async () => {
  const rows = new Map([[ann, 'Ann']]);
  const { asked, query } = table(rows);
  let nowMs = 0;
  const { of } = names({ query }, () => nowMs);
  expect(await of([ann, bob, ann])).toEqual(new Map([[ann, 'Ann']]));
  nowMs = 59_999;
  expect(await of([ann])).toEqual(new Map([[ann, 'Ann']]));
  expect(asked).toEqual([[ann, bob]]);
  rows.delete(ann);
  nowMs = 60_000;
  expect(await of([ann])).toEqual(new Map());
});
