import {
  after,
  claim,
  claimed,
  given,
  minuteMs,
  report,
  startMs,
  suppress,
  suppressed,
} from './notice.words';

describe('a notice', () => {
  test('is claimed once', () => {
    given().when(claim()).then(claimed(1));
    after(claim()).when(claim()).leavesNothing();
  });

  test('is claimed again only while the first claim has no result', () => {
    after(claim()).when(claim('n1', 2)).then(claimed(2));
    given().when(claim('n1', 2)).leavesNothing();
  });

  test.each([
    ['sent', 'NoticeSent'],
    ['failed', 'NoticeFailed'],
    ['unknown', 'NoticeUnknown'],
  ] as const)('is closed by the result "%s"', (result, type) => {
    after(claim()).when(report(result)).then({ type });
    after(claim(), report(result)).when(claim('n1', 2)).leavesNothing();
    after(claim(), report(result)).when(report(result)).leavesNothing();
    after(claim(), report(result)).when(suppress('gone')).leavesNothing();
  });

  test('is never claimed a third time', () => {
    after(claim(), claim('n1', 2)).when(claim('n1', 2)).leavesNothing();
    after(claim(), claim('n1', 2)).when(claim()).leavesNothing();
    after(claim(), claim('n1', 2)).when(report('unknown')).then({ type: 'NoticeUnknown' });
  });

  test('has no result without a claim', () => given().when(report('sent')).leavesNothing());

  test('older than 15 minutes is stale', () => {
    given()
      .when(claim('n1', 1, startMs + 15 * minuteMs))
      .then(claimed(1));
    given()
      .when(claim('n1', 1, startMs + 15 * minuteMs + 1))
      .then(suppressed('stale'));
    after(claim())
      .when(claim('n1', 2, startMs + 16 * minuteMs))
      .then(suppressed('stale'));
  });

  test('of something that is gone is suppressed and stays so', () => {
    given().when(suppress('gone')).then(suppressed('gone'));
    after(suppress('gone')).when(claim()).leavesNothing();
  });
});

test('closed notices are forgotten after an hour, open ones are not', () => {
  const known = after(claim('n1'), report('sent', 'n1'), claim('n2'));
  const later = (minutes: number) =>
    known.after(suppress('gone', 'n3', startMs + minutes * minuteMs));
  expect(Object.keys(later(60).state.notices)).toEqual(['n1', 'n2', 'n3']);
  expect(Object.keys(later(61).state.notices)).toEqual(['n2', 'n3']);
});
