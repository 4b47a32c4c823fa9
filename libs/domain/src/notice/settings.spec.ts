import type { NoticeEvent } from './notice';
import {
  addDevice,
  after,
  again,
  claimed,
  deviceOf,
  forgetDevice,
  given,
  prefer,
  removeDevice,
  report,
  suppressed,
  tell,
  unchanged,
} from './notice.words';

const all = { requests: true, messages: true, acceptances: true, previews: false };

describe('preferences', () => {
  test('change where they are named, and are told whole', () =>
    given()
      .when(prefer({ previews: true }))
      .then({ type: 'PreferencesChanged', data: { ...all, previews: true } }));

  test('that are so already are left', () => {
    given().when(prefer({})).then(unchanged('already_so'));
    given()
      .when(prefer({ messages: true }))
      .then(unchanged('already_so'));
  });

  test('say whether what people wrote may be shown, which nobody is shown unasked', () => {
    given()
      .when(tell())
      .then(claimed({ previews: false }));
    const shown = after(prefer({ previews: true }));
    shown.when(tell()).then(claimed({ previews: true }));
    shown.when(tell('e1', { showable: false })).then(claimed({ previews: false }));
    shown
      .after(tell(), prefer({ previews: false }))
      .when(again({ attempt: 2 }))
      .then(claimed({ previews: false }));
  });
});

describe('a device', () => {
  const added = { type: 'DeviceAdded' } as const;
  const removed = (deviceId: string, why: 'asked' | 'replaced' | 'gone') =>
    ({ type: 'DeviceRemoved', data: { deviceId, why } }) as const;

  test('is a channel of its own', () =>
    after(addDevice('d1'))
      .when(tell())
      .then(
        claimed({ channel: 'console' }),
        claimed({ noticeId: 'e1/web-push:d1', device: deviceOf('https://push/d1') }),
      ));

  test('is told what another device is told', () =>
    after(addDevice('d1'), addDevice('d2'))
      .when(tell('e1', { channels: [] }))
      .then(
        claimed({ noticeId: 'e1/web-push:d1' }),
        claimed({ noticeId: 'e1/web-push:d2', device: deviceOf('https://push/d2') }),
      ));

  test('is told nothing where devices are not pushed to', () =>
    after(addDevice('d1'))
      .when(tell('e1', { devices: false }))
      .then(claimed({ channel: 'console' })));

  test('added again as it is changes nothing; with another address it is reached there', () => {
    after(addDevice('d1')).when(addDevice('d1')).then(unchanged('already_so'));
    after(addDevice('d1'), addDevice('d1', 'https://push/new'))
      .when(tell('e1', { channels: [] }))
      .then(claimed({ device: deviceOf('https://push/new') }));
  });

  test('under another id takes the place of itself, or it would be told everything twice', () => {
    after(addDevice('d1', 'https://push/x'))
      .when(addDevice('d2', 'https://push/x'))
      .then(removed('d1', 'replaced'), added);
  });

  test('is one of twenty at most', () => {
    const twenty = after(...Array.from({ length: 20 }, (_, at) => addDevice(`d${at}`)));
    twenty.when(addDevice('d20')).then(unchanged('too_many_devices'));
    twenty.when(addDevice('d7', 'https://push/moved')).then(added);
    twenty.after(removeDevice('d3')).when(addDevice('d20')).then(added);
  });

  test('is removed when asked for, and only where there is one', () => {
    after(addDevice('d1')).when(removeDevice('d1')).then(removed('d1', 'asked'));
    given().when(removeDevice('d1')).then(unchanged('no_device'));
  });

  test('that is gone for the push service is removed, unless it has moved since', () => {
    after(addDevice('d1')).when(forgetDevice('d1')).then(removed('d1', 'gone'));
    after(addDevice('d1', 'https://push/new')).when(forgetDevice('d1')).leavesNothing();
    given().when(forgetDevice('d1')).leavesNothing();
  });

  test('that was removed is not called again', () => {
    const at = { noticeId: 'e1/web-push:d1' };
    const waiting = after(addDevice('d1'), tell(), report('not-now', at));
    waiting.when(again({ attempt: 1, postponed: 1 }, at)).then(claimed());
    waiting
      .after(removeDevice('d1'))
      .when(again({ attempt: 1, postponed: 1 }, at))
      .then(suppressed('gone'));
  });
});

test('what older releases recorded is understood', () => {
  const about = {
    noticeId: 'n1',
    channel: 'console',
    conversationId: 'c1',
    other: 'bob',
    happenedAtMs: 1,
    atMs: 2,
  };
  const old: NoticeEvent = {
    type: 'NoticeClaimed',
    data: { ...about, kind: 'request-received', token: 'mine', attempt: 1 },
  };
  expect(given(old).state.open['n1']).toMatchObject({ attempt: 1, postponed: 0, messageId: null });
});
