import { funnelLines, sharesOf } from './draw';

const days = { from: '2026-11-01', to: '2026-11-07' };
const lines = [
  { what: 'MessageSuppressed', why: 'DECLINED', events: 1 },
  { what: 'MessageSent', why: 'counted', events: 3 },
];

test('what happened most stands first, with its share', () => {
  expect(sharesOf(lines).map(({ what, share }) => [what, share])).toEqual([
    ['MessageSent', 0.75],
    ['MessageSuppressed', 0.25],
  ]);
  expect(funnelLines(days, lines)).toEqual([
    'From 2026-11-01 to 2026-11-07 (UTC):',
    'what               why       events   share',
    'MessageSent        counted        3  75.0 %  ██████████████████',
    'MessageSuppressed  DECLINED       1  25.0 %  ██████',
  ]);
});

test('days without a decision are told as such', () => {
  expect(funnelLines(days, [])).toEqual(['Nothing was decided from 2026-11-01 to 2026-11-07.']);
});
