import { paintFor, printable } from './print';
import { tableOf } from './table';

test('only a terminal gets colours, and not if it wants none', () => {
  const painted = (isTTY: boolean, env: Record<string, string>) =>
    paintFor({ isTTY }, env)('red', 'x');
  expect(painted(true, {})).toBe('\u001b[31mx\u001b[39m');
  expect(painted(false, {})).toBe('x');
  expect(painted(true, { NO_COLOR: '1' })).toBe('x');
  expect(painted(true, { TERM: 'dumb' })).toBe('x');
});

test('foreign text cannot move the cursor, break the line or turn the writing around', () => {
  expect(printable('a\u001b[2Jb\nc\u202ed\u009be')).toBe('a\\u{1b}[2Jb\\nc\\u{202e}d\\u{9b}e');
  expect(printable('Grüße, 世界 👋')).toBe('Grüße, 世界 👋');
});

test('columns are aligned, and colours do not count as width', () => {
  const columns = [{ title: 'name' }, { title: 'n', align: 'right' }, { title: 'note' }] as const;
  const rows = [
    [{ text: 'a', format: 'red' as const }, '1', 'x'],
    ['longer', '100', ''],
  ];
  expect(tableOf(columns, rows)).toEqual(['name      n  note', 'a         1  x', 'longer  100']);
  const [, first] = tableOf(columns, rows, (_, text) => `<${text}>`);
  expect(first).toBe('<a     >    1  x');
});
