import { dayMs } from '../policy/period';
import {
  after,
  comeBack,
  end,
  given,
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
} from './inbox.words';

const request = after(place('m1'));
const folderIn = ({ state }: { state: typeof request.state }) => state.conversations['c1']?.folder;

describe('a message is placed', () => {
  test('in sent when it is the own copy', () => given().when(mine('m1')).then(placed('sent')));

  test('in the inbox when it is no request', () =>
    given()
      .when(place('m1', { waiting: null }))
      .then(placed('inbox')));

  test('in hidden when its words say so', () =>
    given()
      .when(place('m1', { hides: true }))
      .then(placed('hidden', true)));

  test('in hidden when an earlier message of the request is', () =>
    after(place('m1', { hides: true }))
      .when(place('m2', { waiting: 2 }))
      .then(placed('hidden')));

  test('in hidden when the person got enough new requests in a day', () => {
    const third = (atMs: number) => place('m3', { atMs }, 'c3');
    const full = under({ newRequestsPerDay: 2 }).after(
      place('m1', {}, 'c1'),
      place('m2', { atMs: startMs + 1 }, 'c2'),
    );
    full.when(third(startMs + 2)).then(placed('hidden', true));
    full.when(third(startMs + dayMs - 1)).then(placed('hidden', true));
    full.when(third(startMs + dayMs)).then(placed('requests', true));
    full.when(place('m4', { waiting: 2 }, 'c1')).then(placed('requests'));
  });

  test('in requests whatever their number where the policy has no bound', () =>
    under({ newRequestsPerDay: null })
      .after(...Array.from({ length: 60 }, (_, index) => place('m', {}, `c${index}`)))
      .when(place('m', {}, 'one more'))
      .then(placed('requests', true)));

  test('in hidden when its sender is too new', () => {
    const careful = under({ hideAccountsYoungerThanDays: 7 }).given();
    const senderRegisteredAtMs = startMs - 7 * dayMs;
    careful.when(place('m1', { senderRegisteredAtMs })).then(placed('requests', true));
    careful
      .when(place('m1', { senderRegisteredAtMs: senderRegisteredAtMs + 1 }))
      .then(placed('hidden', true));
  });

  test('in requests otherwise', () => given().when(place('m1')).then(placed('requests', true)));

  test('with the whole request in hidden once a later message is (42)', () => {
    const second = request.after(place('m2', { waiting: 2, hides: true }));
    expect(folderIn(second)).toBe('hidden');
    second.when(place('m3', { waiting: 3 })).then(placed('hidden'));
  });

  test('with a new request unhidden, whatever an old one was', () =>
    after(place('m1', { hides: true }), move('inbox'), end())
      .when(place('m2', { waiting: 1 }))
      .then(placed('requests', true)));
});

describe('a request', () => {
  test('moves to the inbox when it is accepted', () =>
    request.when(move('inbox')).then(moved('inbox')));

  test('moves to the declined list, and back to where it was', () => {
    request.when(move('declined')).then(moved('declined'));
    request.after(move('declined')).when(move('restored')).then(moved('requests'));
    after(place('m1', { hides: true }), move('declined'))
      .when(move('restored'))
      .then(moved('hidden'));
    request.after(move('declined')).when(move('inbox')).then(moved('inbox'));
  });

  test('that is not there moves nowhere', () => {
    given().when(move('inbox')).leavesNothing();
    request.after(move('inbox')).when(move('inbox')).leavesNothing();
    request.after(move('inbox')).when(move('declined')).leavesNothing();
    request.when(move('restored')).leavesNothing();
    request.after(leave('withdrawn')).when(move('inbox')).leavesNothing();
  });

  test('that is withdrawn leaves every list', () => {
    request.when(leave('withdrawn')).then({ type: 'ConversationLeft', data: { why: 'withdrawn' } });
    request.after(move('declined')).when(leave('withdrawn')).then({ type: 'ConversationLeft' });
    request.after(move('inbox')).when(leave('withdrawn')).leavesNothing();
    expect(folderIn(request.after(leave('withdrawn')))).toBe('none');
  });

  test('stays a request when a robot answers it in the own name', () =>
    expect(folderIn(request.after(mine('m2')))).toBe('requests'));

  test('that is withdrawn comes back with the own word', () =>
    expect(folderIn(request.after(leave('withdrawn'), mine('m2')))).toBe('inbox'));
});

describe('a block', () => {
  test('takes a conversation out of every list, once', () => {
    request.when(leave('blocked')).then({ type: 'ConversationLeft', data: { why: 'blocked' } });
    request.after(leave('blocked')).when(leave('blocked')).leavesNothing();
    given().when(leave('blocked')).leavesNothing();
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
    request.after(leave('blocked'), leave('withdrawn')).when(comeBack()).leavesNothing();
    request.after(leave('blocked'), comeBack()).when(comeBack()).leavesNothing();
    given().when(comeBack()).leavesNothing();
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
