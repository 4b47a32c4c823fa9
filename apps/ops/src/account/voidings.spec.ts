import { randomUUID } from 'node:crypto';
import { commandIdAtMs, conversationIdOf } from '@vestibule/contracts';
import { UsageError } from '../failures';
import { voidedLines, voidings } from './voidings';

const [kim, ann, bob] = [randomUUID(), randomUUID(), randomUUID()];
const act = { account: kim, operator: 'dana', ground: 'a false birth date' };

test('edge 50: each conversation is asked for once, by a command that is understood', () => {
  const asked = voidings([ann, bob], act);
  expect(asked.map(({ conversationId }) => conversationId)).toEqual([
    conversationIdOf(kim, ann),
    conversationIdOf(kim, bob),
  ]);
  const [{ record, commandId } = asked[1]!] = asked;
  expect(record).toMatchObject({ topic: 'dm.commands.v1', key: conversationIdOf(kim, ann) });
  expect(JSON.parse(record.value)).toEqual({
    actor: kim,
    other: ann,
    operator: 'dana',
    ground: 'a false birth date',
  });
  expect(Date.now() - commandIdAtMs(commandId)).toBeLessThan(60_000);
  expect(new Set(asked.map((one) => one.commandId)).size).toBe(2);
});

test('what no operator may say is refused before anything is sent', () => {
  expect(() => voidings([ann], { ...act, operator: '' })).toThrow(UsageError);
  expect(() => voidings([ann], { ...act, ground: 'x'.repeat(201) })).toThrow(UsageError);
});

test('a dry run says that nothing was asked', () => {
  const asked = voidings([ann], act);
  expect(voidedLines(asked, true).at(-1)).toBe('1 conversations; nothing was asked');
  expect(voidedLines(asked, false)[0]).toContain(ann);
});
