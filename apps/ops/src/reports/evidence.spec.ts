import type { Report } from '@vestibule/views';
import { recorded, sent } from '../history/history.words';
import { caseLines, standingLines } from './draw';
import { evidenceFor } from './evidence';

const report: Report = {
  conversationId: 'p',
  revision: 3,
  reporter: 'bob',
  reason: 'spam',
  also: 'block',
  messageIds: [],
  atMs: 1_750_000_000_000,
};

const unsent = { type: 'MessageUnsent', data: { messageId: 'one' } };
const history = recorded(sent('one', 1), sent('two', 2), unsent, sent('later', 3));

test('seed 32: what was delivered before the report is evidence, also when it was taken back', () => {
  const { exhibits } = evidenceFor(report, history, true);
  expect(exhibits.map(({ messageId, takenBack }) => [messageId, takenBack])).toEqual([
    ['one', true],
    ['two', false],
  ]);
  expect(exhibits[0]?.body).toEqual({ text: 'words of one', attachment: null });
  expect(exhibits[0]?.digest).toMatch(/^[0-9a-f]{64}$/);
  const [named] = evidenceFor({ ...report, messageIds: ['two'] }, history, false).exhibits;
  expect(named).toMatchObject({ messageId: 'two', body: null });
});

test('what was sent the other way is no evidence', () => {
  expect(evidenceFor({ ...report, reporter: 'ann' }, history, true).exhibits).toEqual([]);
});

test('a case is told without words unless they are asked for', () => {
  const shown = caseLines(evidenceFor(report, history, true)).join('\n');
  expect(shown).toContain('spam, by bob, and blocked');
  expect(shown).toContain('taken back before the report');
  expect(shown).toContain('“words of two”');
  expect(caseLines(evidenceFor(report, history, false)).join('\n')).not.toContain('words of');
});

test('accounts are told by weight, and very many blocks as something to look at', () => {
  const reported = [{ account: 'ann', reporters: 3, weight: 2.5, lastAtMs: 1_750_000_000_000 }];
  const lines = standingLines({ reported, blockers: [{ account: 'cid', blocks: 60 }] });
  expect(lines[1]).toBe('ann              3    2.50  2025-06-15T15:06:40.000Z');
  expect(lines[2]).toContain('cid blocked 60 accounts');
  expect(standingLines({ reported: [], blockers: [] })).toEqual(['Nobody was reported.']);
});
