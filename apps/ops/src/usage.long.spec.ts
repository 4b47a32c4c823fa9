import { vestibule } from './ops.words';

jest.setTimeout(60_000);

test.each([
  [[], 'Commands:'],
  [['nonsense'], 'there is no command "nonsense"'],
  [['dlq'], 'vestibule dlq ls'],
  [['account', 'void-consent', 'nonsense'], '--operator'],
  [['account', 'void-consent', 'nonsense', '--operator', 'dana'], '"nonsense" is no id'],
  [['history', 'nonsense'], '"nonsense" is no id'],
  [['rebuild', 'nonsense'], 'there are: inbox, accounts'],
  [['rebuild', 'inbox', '--stack', 'no-such/stack.json'], 'DATABASE_URL is missing'],
  [['dlq', 'show', 'dm.commands.v1'], 'is no dead-letter topic'],
  [['dlq', 'ls', '--group', 'nonsense'], 'There are: identity'],
  [['policy', 'retire', '2'], '--operator <name> is missing'],
  [['policy', 'nonsense'], 'there are: approve, ls, presets, propose, retire, show'],
])('%j is a mistake: exit code 2, told on stderr', async (words, told) => {
  const { code, out, err } = await vestibule(words);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(told);
});

test.each([
  [['history']],
  [['rebuild']],
  [['dlq', 'show']],
  [['topics', 'create']],
  [['account', 'void-consent']],
])('%j has help with an example', async (words) => {
  const { code, out, err } = await vestibule([...words, '--help']);
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain('--json');
  expect(out).toContain(`$ vestibule ${words.join(' ')}`);
});
