import {
  after,
  again,
  claimed,
  given,
  minuteMs,
  mute,
  overtake,
  prefer,
  report,
  startMs,
  suppressed,
  tell,
} from './notice.words';

describe('news', () => {
  test('is claimed once for each channel', () => {
    given()
      .when(tell('e1', { channels: ['console', 'webhook'] }))
      .then(
        claimed({ noticeId: 'e1/console', attempt: 1, token: 'mine' }),
        claimed({ noticeId: 'e1/webhook', attempt: 1, token: 'mine' }),
      );
  });

  test('that no channel would tell leaves nothing', () =>
    given()
      .when(tell('e1', { channels: [] }))
      .leavesNothing());

  test('older than 15 minutes is stale', () => {
    const late = (atMs: number) => tell('e1', { atMs });
    given()
      .when(late(startMs + 15 * minuteMs))
      .then(claimed());
    given()
      .when(late(startMs + 15 * minuteMs + 1))
      .then(suppressed('stale'));
  });

  test('that was overtaken before it is told is not told', () => {
    given()
      .when(tell('e1', { overtaken: 'gone' }))
      .then(suppressed('gone'));
    given()
      .when(tell('e1', { overtaken: 'read' }))
      .then(suppressed('read'));
  });

  test('that is not told leaves one word, however many channels there are', () => {
    given()
      .when(tell('e1', { overtaken: 'read', channels: ['console', 'webhook'] }))
      .then({ type: 'NoticeSuppressed', data: { noticeId: 'e1/all', channel: 'all' } });
  });

  test('is not told while 200 others are on their way', () => {
    const many = Array.from({ length: 200 }, (_, at) => tell(`e${at}`));
    const crowd = after(...many);
    crowd.when(tell('late')).then(suppressed('crowded'));
    crowd
      .after(report('sent', { noticeId: 'e7/console' }))
      .when(tell('late'))
      .then(claimed());
  });
});

describe('a notice', () => {
  test('is claimed again only while the first claim has no result', () => {
    after(tell())
      .when(again({ attempt: 2 }))
      .then(claimed({ attempt: 2 }));
    given()
      .when(again({ attempt: 2 }))
      .leavesNothing();
    after(tell(), report('sent'))
      .when(again({ attempt: 2 }))
      .leavesNothing();
  });

  test('is never claimed a third time', () => {
    const twice = after(tell(), again({ attempt: 2 }));
    twice.when(again({ attempt: 2 })).leavesNothing();
    twice.when(again({ attempt: 1 })).leavesNothing();
    twice.when(report('unknown', { attempt: 2 })).then({ type: 'NoticeUnknown' });
  });

  test.each([
    ['sent', 'NoticeSent'],
    ['failed', 'NoticeFailed'],
  ] as const)('is closed by the result "%s"', (result, type) => {
    after(tell()).when(report(result)).then({ type });
    after(tell(), report(result)).when(report(result)).leavesNothing();
    after(tell(), again({ attempt: 2 }))
      .when(report(result))
      .then({ type });
  });

  test('has no result without a claim', () => given().when(report('sent')).leavesNothing());

  test('is given up only after two calls of unknown result', () =>
    after(tell()).when(report('unknown')).leavesNothing());

  test('leaves the state with its result', () => {
    expect(Object.keys(after(tell()).state.open)).toEqual(['e1/console']);
    expect(after(tell(), report('sent')).state.open).toEqual({});
  });

  test('is stale when it is claimed again after 15 minutes', () =>
    after(tell())
      .when(again({ attempt: 2 }, { atMs: startMs + 16 * minuteMs }))
      .then(suppressed('stale')));
});

describe('a notice that the channel does not want now', () => {
  const postponed = (count: number) =>
    Array.from({ length: count }, (_, at) => [
      ...(at === 0 ? [] : [again({ attempt: 1, postponed: at })]),
      report('not-now', { postponed: at }),
    ]).flat();

  test.each([
    [1, 5_000],
    [2, 60_000],
    [3, 600_000],
  ])('waits after no. %d for %d ms', (count, waitMs) => {
    after(tell(), ...postponed(count).slice(0, -1))
      .when(report('not-now', { postponed: count - 1 }))
      .then({ type: 'NoticePostponed', data: { postponed: count, untilMs: startMs + waitMs } });
  });

  test('is claimed again then, and a definite answer uses up no attempt', () => {
    after(tell(), ...postponed(1))
      .when(again({ attempt: 1, postponed: 1 }))
      .then(claimed({ attempt: 1, postponed: 1 }));
  });

  test('has failed after the fourth', () => {
    after(tell(), ...postponed(3), again({ attempt: 1, postponed: 3 }))
      .when(report('not-now', { postponed: 3 }))
      .then({ type: 'NoticeFailed' });
  });

  test('is not claimed twice for one wait, nor given up while it waits', () => {
    const waiting = after(tell(), ...postponed(1));
    waiting.when(again({ attempt: 2, postponed: 1 })).leavesNothing();
    waiting.when(report('unknown', { attempt: 1, postponed: 1 })).leavesNothing();
    waiting
      .after(again({ attempt: 1, postponed: 1 }))
      .when(again({ attempt: 1, postponed: 1 }))
      .leavesNothing();
  });

  test('keeps to the newer call where the older one is answered late', () =>
    after(tell(), again({ attempt: 2 }))
      .when(report('not-now'))
      .leavesNothing());
});

describe('what a person does not want to be told', () => {
  test.each([
    ['requests', 'request-received'],
    ['messages', 'message-received'],
    ['acceptances', 'request-accepted'],
  ] as const)('%s turned off keep %s silent', (preference, kind) => {
    after(prefer({ [preference]: false }))
      .when(tell('e1', { kind }))
      .then(suppressed('off'));
    after(prefer({ [preference]: false }), prefer({ [preference]: true }))
      .when(tell('e1', { kind }))
      .then(claimed());
  });

  test('seed 38: a muted conversation is silent, others are not, and it can be undone', () => {
    const silent = after(mute({ forever: true }));
    silent.when(tell()).then(suppressed('muted'));
    silent.when(tell('e1', { conversationId: 'c2' })).then(claimed());
    silent.after(mute({})).when(tell()).then(claimed());
  });

  test('edge 77: a request from a sender whom the person has muted is silent', () =>
    after(mute({ forever: true }))
      .when(tell('e1', { kind: 'request-received' }))
      .then(suppressed('muted')));

  test('a mute ends when its time is over', () => {
    const untilMs = startMs + minuteMs;
    const until = after(mute({ untilMs }));
    until.when(tell('e1', { atMs: untilMs - 1 })).then(suppressed('muted'));
    until.when(tell('e1', { atMs: untilMs })).then(claimed());
    expect(until.after(mute({ forever: true }, 'c2', untilMs)).state.mutes).toEqual({ c2: null });
  });

  test('a mute that changes nothing leaves nothing', () => {
    given().when(mute({})).leavesNothing();
    after(mute({ forever: true }))
      .when(mute({ forever: true }))
      .leavesNothing();
  });

  test('a second call is not made into a mute either', () =>
    after(tell(), mute({ forever: true }))
      .when(again({ attempt: 2 }))
      .then(suppressed('muted')));
});

describe('what is overtaken', () => {
  const waiting = after(tell(), report('not-now'));

  test('while it waits is told no more', () => {
    waiting.when(overtake('gone')).then(suppressed('gone'));
    waiting.when(overtake('read', { upTo: 'm1' })).then(suppressed('read'));
  });

  test('while it is told is not told again; what became of the call is still recorded', () => {
    after(tell()).when(overtake('gone')).then({ type: 'NoticeOvertaken' });
    after(tell(), overtake('gone'))
      .when(again({ attempt: 2 }))
      .then(suppressed('gone'));
    after(tell(), overtake('gone')).when(report('sent')).then({ type: 'NoticeSent' });
    after(tell(), overtake('gone')).when(overtake('read')).leavesNothing();
  });

  test('is no other conversation, no later message and no other kind of news', () => {
    waiting.when(overtake('gone', 'all', 'c2')).leavesNothing();
    waiting.when(overtake('read', { upTo: 'm0' })).leavesNothing();
    waiting.when(overtake('gone', { message: 'm2' })).leavesNothing();
    waiting.when(overtake('gone', 'request')).leavesNothing();
  });

  test('is the message that was taken back', () =>
    waiting.when(overtake('gone', { message: 'm1' })).then(suppressed('gone')));

  test('is never an acceptance that was told of without a message', () =>
    after(tell('e1', { kind: 'request-accepted', messageId: null }), report('not-now'))
      .when(overtake('read', { upTo: 'm9' }))
      .leavesNothing());
});
