import { documentOf, drawn } from './draw';
import { declined, quarantined, recorded, sent } from './history.words';
import { timelineOf } from './timeline';

const drawing = { conversationId: 'p', last: 100, bodies: false };
const timeline = timelineOf(recorded(sent('m1', 1), sent('m2', 2), declined()));

test('one aligned line per event', () => {
  const [head, a, b, , titles = '', first = '', , third = ''] = drawn(timeline, drawing);
  expect([head, a, b]).toEqual(['conversation p: 3 events', '  A  ann', '  B  bob']);
  expect(first).toMatch(
    /^ {2}0 {2}2025-06-15T15:06:40\.000Z {2}A > B {2}sent text {3}1\/3 +1 +1 {2}REQUEST from A +pending {2}request$/,
  );
  for (const column of ['time', 'who', 'what', 'phase', 'view A', 'view B'])
    expect(third[titles.indexOf(column) - 1]).toBe(' ');
  expect(third.slice(titles.indexOf('phase'))).toMatch(/^DECLINED from A {2}pending {2}declined$/);
});

test('what people wrote is shown only when it is asked for', () => {
  expect(drawn(timeline, drawing).join('\n')).not.toContain('words');
  const lines = drawn(timeline, { ...drawing, bodies: true });
  expect(lines.filter((line) => line === '       "words of m1"')).toHaveLength(1);
  expect(JSON.stringify(documentOf(timeline, drawing))).not.toContain('words');
  expect(JSON.stringify(documentOf(timeline, { ...drawing, bodies: true }))).toContain(
    'words of m2',
  );
});

test('only the newest are shown, with the state that the older ones left', () => {
  const lines = drawn(timeline, { ...drawing, last: 1 });
  expect(lines[0]).toBe('conversation p: 3 events, the newest 1 shown (--last 3: all)');
  expect(lines.at(-1)).toContain('DECLINED from A');
  expect(lines).toHaveLength(6);
  expect(documentOf(timeline, { ...drawing, last: 1 })).toMatchObject({
    total: 3,
    events: [{ revision: 2 }],
  });
});

test('a reason from the store cannot write on the terminal', () => {
  const lines = drawn(timelineOf(recorded(quarantined)), drawing).join('\n');
  expect(lines).not.toContain('\u001b');
  expect(lines).toContain('quarantined: it \\u{1b}[2J does not fold');
});

test('colours go around the padded text', () => {
  const painted = drawn(timeline, drawing, (format, text) => `<${String(format)}:${text}>`);
  expect(painted.join('\n')).toContain('<green:sent text>');
  expect(painted.join('\n')).toContain('<magenta:declined >');
});
