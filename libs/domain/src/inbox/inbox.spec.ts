import { dayMs } from '../policy/period';
import {
  after,
  comeBack,
  end,
  entryIn,
  given,
  importConsent,
  leave,
  mine,
  move,
  moved,
  noteAcceptance,
  noteOpening,
  place,
  placed,
  startMs,
  under,
  voidConsent,
} from './inbox.words';
import { isLateYes } from './late-yes';

const request = after(place('m1'));
const folderIn = (scene: Parameters<typeof entryIn>[0]) => entryIn(scene).folder;
const hide = { lists: [{ id: 'banned', action: 'hide' }] };

describe('a message is placed', () => {
  test('in sent when it is the own copy', () => given().when(mine('m1')).then(placed('sent')));

  test('in the inbox when it is no request', () =>
    given()
      .when(place('m1', { waiting: null }))
      .then(placed('inbox')));

  test('in hidden when its words say so', () =>
    given().when(place('m1', hide)).then(placed('hidden', true)));

  test('in hidden when an earlier message of the request is', () =>
    after(place('m1', hide))
      .when(place('m2', { waiting: 2 }))
      .then(placed('hidden')));

  test('edge 68: in hidden when the person got enough new requests in a day', () => {
    const third = (atMs: number) => place('m3', { atMs }, 'c3');
    const full = under({ placement: { newRequestsPerDay: 2 } }).after(
      place('m1', {}, 'c1'),
      place('m2', { atMs: startMs + 1 }, 'c2'),
    );
    full.when(third(startMs + 2)).then(placed('hidden', true));
    full.when(third(startMs + dayMs - 1)).then(placed('hidden', true));
    full.when(third(startMs + dayMs)).then(placed('requests', true));
    full.when(place('m4', { waiting: 2 }, 'c1')).then(placed('requests'));
  });

  test('in requests whatever their number where the policy has no bound', () =>
    under({ placement: { newRequestsPerDay: null } })
      .after(...Array.from({ length: 60 }, (_, index) => place('m', {}, `c${index}`)))
      .when(place('m', {}, 'one more'))
      .then(placed('requests', true)));

  test('in hidden when its sender is too new', () => {
    const careful = under({ placement: { hideAccountsYoungerThanDays: 7 } }).given();
    const senderRegisteredAtMs = startMs - 7 * dayMs;
    careful.when(place('m1', { senderRegisteredAtMs })).then(placed('requests', true));
    careful
      .when(place('m1', { senderRegisteredAtMs: senderRegisteredAtMs + 1 }))
      .then(placed('hidden', true));
  });

  test('in requests otherwise', () => given().when(place('m1')).then(placed('requests', true)));

  test('edge 42: seed 14: with the whole request in hidden once a later message is', () => {
    const second = request.after(place('m2', { waiting: 2, ...hide }));
    expect(folderIn(second)).toBe('hidden');
    second.when(place('m3', { waiting: 3 })).then(placed('hidden'));
  });

  describe('by what the policy of the decision makes of a matched list', () => {
    const matched = (action: string) => ({ lists: [{ id: 'words', action }] });
    const says = (action: 'hide' | 'mask' | 'flag' | 'refuse', when: 'always' | 'request') =>
      under({ lists: [{ id: 'words', action, when }] }).given();
    const masked = (folder: 'inbox' | 'requests') =>
      ({ type: 'MessagePlaced', data: { folder, masked: true } }) as const;

    test('hidden while it is a request', () => {
      says('hide', 'request')
        .when(place('m1', matched('flag')))
        .then(placed('hidden', true));
      says('hide', 'always')
        .when(place('m1', matched('flag')))
        .then(placed('hidden', true));
      says('flag', 'always')
        .when(place('m1', matched('hide')))
        .then(placed('requests', true));
    });

    test('never hidden in an open chat', () =>
      says('hide', 'always')
        .when(place('m1', { ...matched('hide'), waiting: null }))
        .then(placed('inbox')));

    test('masked while it is a request, or always', () => {
      const asked = place('m1', matched('flag'));
      const chat = place('m2', { ...matched('flag'), waiting: null });
      says('mask', 'request').when(asked).then(masked('requests'));
      says('mask', 'always').when(chat).then(masked('inbox'));
      const [plain] = says('mask', 'request').when(chat).events;
      expect(plain?.data).not.toHaveProperty('masked');
    });

    test('never masked for its sender', () => {
      const own = place('m1', { ...matched('mask'), mine: true, waiting: null });
      const [copy] = says('mask', 'always').when(own).events;
      expect(copy?.data).not.toHaveProperty('masked');
    });

    test('by the verdict itself where the policy does not name the list', () =>
      given()
        .when(place('m1', matched('mask')))
        .then(masked('requests')));
  });

  describe('by what the policy of the decision makes of links', () => {
    const linked = { links: true };
    const inert = (folder: 'requests' | 'hidden') =>
      ({ type: 'MessagePlaced', data: { folder, links: 'inert' } }) as const;

    test('seed 28, edge 79: with dead links while it is a request, hidden or not', () => {
      given().when(place('m1', linked)).then(inert('requests'));
      given()
        .when(place('m1', { ...linked, ...hide }))
        .then(inert('hidden'));
      under({ links: 'refuse' }).given().when(place('m1', linked)).then(inert('requests'));
    });

    test.each([
      ['where the policy lets them work', under({ links: 'live' }).given(), linked],
      ['in an open chat', given(), { ...linked, waiting: null }],
      ['for their sender', given(), { ...linked, mine: true }],
      ['where there are none', given(), {}],
    ])('and says nothing of links %s', (_, scene, placing) => {
      const [event] = scene.when(place('m1', placing)).events;
      expect(event?.data).not.toHaveProperty('links');
    });
  });

  test('with a new request unhidden, whatever an old one was', () =>
    after(place('m1', hide), move('inbox'), end())
      .when(place('m2', { waiting: 1 }))
      .then(placed('requests', true)));
});

describe('a request', () => {
  test('moves to the inbox when it is accepted', () =>
    request.when(move('inbox')).then(moved('inbox')));

  test('moves to the declined list, and back to where it was', () => {
    request.when(move('declined')).then(moved('declined'));
    request.after(move('declined')).when(move('restored')).then(moved('requests'));
    after(place('m1', hide), move('declined')).when(move('restored')).then(moved('hidden'));
    request.after(move('declined')).when(move('inbox')).then(moved('inbox'));
  });

  test('edge 90: tells a yes that comes after a no or after silence from any other', () => {
    const isLate = (scene: typeof request, command: Parameters<typeof scene.when>[0]) => {
      const { events } = scene.when(command);
      return events.map((event) => isLateYes(folderIn(scene), event));
    };
    const declined = request.after(move('declined'));
    expect(isLate(declined, move('inbox'))).toEqual([true]);
    const expired = request.after(move('expired'));
    expect(isLate(expired, move('inbox'))).toEqual([true]);
    expect(isLate(expired, importConsent())).toEqual([false, true]);
    const unblocked = request.after(leave('blocked'), comeBack());
    expect(isLate(unblocked, move('inbox'))).toEqual([true]);

    expect(isLate(request, move('inbox'))).toEqual([false]);
    expect(isLate(declined.after(move('restored')), move('inbox'))).toEqual([false]);
    expect(isLate(declined, move('restored'))).toEqual([false]);
    expect(isLate(declined, mine('m2'))).toEqual([false]);
  });

  test('that expires moves to the declined list, and is no word of the person', () => {
    const expired = request.after(move('expired'));
    request
      .when(move('expired'))
      .then({ type: 'RequestMoved', data: { folder: 'declined', expired: true } });
    expect(entryIn(expired)).toMatchObject({ folder: 'declined', word: 'none' });
    expired.when(move('restored')).then(moved('requests'));
    expired.when(move('inbox')).then(moved('inbox'));
    expired.when(move('declined')).then(moved('declined'));
    expired.after(move('declined')).when(move('declined')).leavesNothing();
  });

  test('that is not there moves nowhere, but a yes is noted', () => {
    given()
      .when(move('inbox'))
      .then({ type: 'ConversationOpened', data: { own: true } });
    after(move('inbox')).when(move('inbox')).leavesNothing();
    given().when(move('expired')).leavesNothing();
    request.after(move('inbox')).when(move('inbox')).leavesNothing();
    request.after(move('inbox')).when(move('declined')).leavesNothing();
    request.when(move('restored')).leavesNothing();
    request
      .after(move('inbox'), end())
      .when(move('restored'))
      .then({ type: 'ConversationEnded', data: { why: 'restored' } });
  });

  test('that is withdrawn leaves every list', () => {
    request.when(leave('withdrawn')).then({ type: 'ConversationLeft', data: { why: 'withdrawn' } });
    request.after(move('declined')).when(leave('withdrawn')).then({ type: 'ConversationLeft' });
    request.after(move('inbox')).when(leave('withdrawn')).leavesNothing();
    expect(folderIn(request.after(leave('withdrawn')))).toBe('none');
  });

  test('of one’s own that is taken back is no word any more', () => {
    const own = after(mine('m1'));
    own.when(end('withdrawn')).then({ type: 'ConversationEnded', data: { why: 'withdrawn' } });
    expect(entryIn(own.after(end('withdrawn')))).toMatchObject({ folder: 'inbox', word: 'none' });
  });

  test('stays a request when a robot answers it in the own name', () =>
    expect(folderIn(request.after(mine('m2')))).toBe('requests'));

  test('that is withdrawn comes back with the own word', () =>
    expect(folderIn(request.after(leave('withdrawn'), mine('m2')))).toBe('inbox'));
});

describe('a block', () => {
  test('seed 12: takes a conversation out of every list, once', () => {
    request.when(leave('blocked')).then({ type: 'ConversationLeft', data: { why: 'blocked' } });
    request.after(leave('blocked')).when(leave('blocked')).leavesNothing();
  });

  test('of somebody who never wrote is noted all the same, and lifted', () => {
    given()
      .when(leave('blocked'))
      .then({ type: 'ConversationLeft', data: { why: 'blocked' } });
    after(leave('blocked'))
      .when(comeBack())
      .then({ type: 'ConversationReturned', data: { folder: 'none' } });
  });

  test('that is lifted leaves a request in the declined list', () =>
    request
      .after(leave('blocked'))
      .when(comeBack())
      .then({ type: 'ConversationReturned', data: { folder: 'declined' } }));

  test('that is lifted returns an old chat to the inbox', () =>
    request
      .after(move('inbox'), leave('blocked'))
      .when(comeBack())
      .then({ type: 'ConversationReturned', data: { folder: 'inbox' } }));

  test('that is lifted returns nothing that was withdrawn meanwhile, and nothing twice', () => {
    request
      .after(leave('blocked'), leave('withdrawn'))
      .when(comeBack())
      .then({ type: 'ConversationReturned', data: { folder: 'none' } });
    request.after(leave('blocked'), comeBack()).when(comeBack()).leavesNothing();
    given().when(comeBack()).leavesNothing();
  });
});

describe('operators', () => {
  const word = (scene: Parameters<typeof entryIn>[0]) => entryIn(scene).word;
  const open = request.after(move('inbox'));

  test('void a consent: the chat is history, a request leaves the lists, a no stays', () => {
    open.when(voidConsent()).then({ type: 'ConversationEnded', data: { why: 'voided' } });
    expect(word(open.after(voidConsent()))).toBe('none');
    request.when(voidConsent()).then({ type: 'ConversationLeft', data: { why: 'withdrawn' } });
    const declined = request.after(move('declined'), voidConsent());
    expect(entryIn(declined)).toMatchObject({ folder: 'none', word: 'no' });
    given().when(voidConsent()).leavesNothing();
  });

  test('edge 84: import a consent: it opens what lies there, and leaves a no alone', () => {
    request.when(importConsent()).then({ type: 'ConversationOpened' }, moved('inbox'));
    given()
      .when(importConsent())
      .then({ type: 'ConversationOpened' }, { type: 'ConversationOpened', data: { own: true } });
    expect(word(after(importConsent()))).toBe('yes');
    open.when(importConsent()).then({ type: 'ConversationOpened' });
    request
      .after(move('expired'))
      .when(importConsent())
      .then({ type: 'ConversationOpened' }, moved('inbox'));
    request.after(move('declined')).when(importConsent()).leavesNothing();
    open.after(end()).when(importConsent()).leavesNothing();
    after(leave('blocked')).when(importConsent()).leavesNothing();
  });
});

test('what may be told is told', () => {
  after(mine('m1')).when(noteAcceptance()).then({ type: 'RequestAccepted' });
  after(mine('m1')).when(noteOpening()).then({ type: 'ConversationOpened' });
  request.after(move('inbox')).when(end()).then({ type: 'ConversationEnded' });
});

test('only requests of the last day are remembered', () => {
  const later = request.after(place('m2', { atMs: startMs + 2 * dayMs }, 'c2'));
  expect(later.state.requestsAtMs).toEqual([startMs + 2 * dayMs]);
});
