import { presets } from '../policy/presets';
import {
  after,
  ask,
  confirm,
  first,
  further,
  given,
  minuteMs,
  nameOf,
  refund,
  release,
  reserve,
  reserved,
  small,
  startMs,
  under,
} from './quota.words';
import { countedUnits, isRoomy, judge, volumeLeft } from './windows';

const hour = 60;
const day = 24 * hour;
const { state: empty } = given();
const countedSend = (id: string) => ({ ...nameOf(id), units: ask(id).units });

describe('a reservation', () => {
  test('is made where there is room, and only once', () => {
    given().when(reserve('a1')).then(reserved('a1'));
    after(reserve('a1')).when(reserve('a1', 5)).leavesNothing();
    after(reserve('a1'), confirm('a1')).when(reserve('a1', 5)).leavesNothing();
  });

  test('of the same id in another conversation is another', () => {
    const elsewhere = { ...ask('a1'), conversationId: 'with somebody else' };
    after(reserve('a1')).when({ type: 'Reserve', data: elsewhere }).then({ type: 'QuotaReserved' });
  });

  test('is refused by a full window, without an event', () => {
    after(reserve('a1'), reserve('b1')).when(reserve('c1', 59)).leavesNothing();
    after(reserve('a1'), reserve('b1')).when(reserve('c1', hour)).then(reserved('c1', hour));
  });

  test('counts open and confirmed alike', () => {
    const { state } = after(reserve('a1'), reserve('b1'), confirm('a1'));
    expect(judge(state, ask('c1'), small).granted).toBe(false);
  });

  test('that turns out to need more is made anew, with all of it', () => {
    const more = { units: first };
    const { state } = after(reserve('a2')).when(reserve('a2', 1, more));
    expect(state.reservations).toMatchObject([{ units: first, open: true }]);
    after(reserve('a1'), reserve('b1'), reserve('c2'))
      .when(reserve('c2', 1, more))
      .leavesNothing();
  });

  test('keeps what it was refused with out of the windows', () => {
    after(reserve('a1'), reserve('b1'), release('b1')).when(reserve('c1')).then(reserved('c1'));
  });
});

describe('closing', () => {
  test('charges what counted, never more than was reserved', () => {
    const counted = { ...ask('a1'), units: further };
    const { state } = after(reserve('a1')).when({
      type: 'Confirm',
      data: { atMs: startMs, sends: [counted] },
    });
    expect(state.reservations).toMatchObject([{ units: further, open: false }]);
    const { state: other } = after(reserve('b2')).when({
      type: 'Confirm',
      data: { atMs: startMs, sends: [{ ...ask('b2'), units: first }] },
    });
    expect(other.reservations).toMatchObject([{ units: further }]);
  });

  test('happens once, and to what is open only', () => {
    given().when(confirm('a1')).leavesNothing();
    given().when(release('a1')).leavesNothing();
    after(reserve('a1'), confirm('a1')).when(release('a1')).leavesNothing();
    after(reserve('a1'), release('a1')).when(confirm('a1')).leavesNothing();
  });

  test('takes many at once', () => {
    after(reserve('a1'), reserve('a2'), reserve('b1'))
      .when(confirm('a1', 'a2', 'z1'))
      .then({ type: 'QuotaConfirmed', data: { sends: ['a1', 'a2'].map(countedSend) } });
  });
});

describe('a refund', () => {
  test('edge 66: gives units back once per counted send, to every window', () => {
    const used = after(reserve('a1'), reserve('a2'), confirm('a1', 'a2'));
    used
      .when(refund('a1', 'a2', 'a3'))
      .then({ type: 'QuotaRefunded', data: { ids: ['a1', 'a2'] } });
    const back = used.after(refund('a1', 'a2'));
    back.when(refund('a1', 'a2')).leavesNothing();
    expect(volumeLeft(back.state, small, ask('b1'))).toEqual(volumeLeft(empty, small, ask('b1')));
  });

  test('of what is still open stays when it is confirmed, or reserved again by a late copy', () => {
    const closed = after(reserve('a1'), refund('a1'), confirm('a1'));
    expect(closed.state.reservations).toMatchObject([{ units: [], open: false }]);
    const again = closed.after(reserve('a1', 1), confirm('a1'));
    expect(again.state.reservations).toMatchObject([{ units: [], open: false }]);
  });

  test('is not made where the policy keeps what was used', () => {
    const volume = { ...small.volume, refundOnAccept: false };
    under({ ...small, volume })
      .after(reserve('a1'), confirm('a1'))
      .when(refund('a1'))
      .leavesNothing();
  });
});

describe('windows', () => {
  test('seed 26, edge 63: roll, and name the earliest moment at which a send fits', () => {
    const { state } = after(reserve('a1'), reserve('b1', 20));
    expect(judge(state, ask('c1', 30), small)).toMatchObject({
      granted: false,
      per: 'PT1H',
      retryAtMs: startMs + hour * minuteMs,
    });
    expect(judge(state, ask('c1', hour), small).granted).toBe(true);
  });

  test('of which several are full are told by the one that opens last', () => {
    const { state } = after(reserve('a1'), reserve('b1', hour), reserve('c1', hour + 1));
    expect(judge(state, ask('d1', hour + 2), small)).toMatchObject({
      per: 'P1D',
      retryAtMs: startMs + day * minuteMs,
    });
  });

  test('edge 88: never reopen when the clock goes back', () => {
    const { state } = after(reserve('a1', 100), reserve('b1', 10));
    expect(state.newestAtMs).toBe(startMs + 100 * minuteMs);
    expect(judge(state, ask('c1', 20), small)).toMatchObject({
      granted: false,
      retryAtMs: startMs + 160 * minuteMs,
    });
  });

  test('of a verified business are larger by the factor of the policy', () => {
    const business = { business: true };
    const { state } = after(reserve('a1'), reserve('b1'));
    expect(judge(state, ask('c1', 0, business), small).granted).toBe(true);
    expect(judge(state, ask('c1'), small).granted).toBe(false);
  });

  test('that take nothing at all are asked again a length later', () => {
    const windows = [{ unit: 'new-recipient', per: 'PT1H', max: 0 }] as const;
    const none = { ...small, volume: { ...small.volume, windows } };
    expect(judge(empty, ask('a1'), none)).toMatchObject({ retryAtMs: startMs + hour * minuteMs });
  });

  test('that were narrowed let nothing pass until enough has left them', () => {
    const { state } = after(reserve('a1'), reserve('b1', 10));
    const windows = [{ unit: 'new-recipient', per: 'PT1H', max: 1 }] as const;
    const narrow = { ...small, volume: { ...small.volume, windows } };
    expect(judge(state, ask('c1', 20), narrow)).toMatchObject({
      retryAtMs: startMs + 70 * minuteMs,
    });
  });
});

describe('what is left', () => {
  test('counts the send that was granted, and names when the next unit comes back', () => {
    const { state } = after(reserve('a1'));
    const answer = judge(state, ask('b1', 5), small);
    const resetsAtMs = startMs + hour * minuteMs;
    expect(answer.left?.[0]).toEqual({ unit: 'new-recipient', per: 'PT1H', left: 0, resetsAtMs });
    expect(volumeLeft(state, small, ask('b1', 5))[0]).toMatchObject({ left: 1, resetsAtMs });
    expect(volumeLeft(empty, small, ask('b1'))[0]).toMatchObject({ left: 2, resetsAtMs: null });
  });

  test('is roomy up to half of a window', () => {
    expect(isRoomy(empty, ask('a1'), small)).toBe(true);
    const { state } = after(reserve('a1'));
    expect(isRoomy(state, ask('b1'), small)).toBe(false);
    expect(isRoomy(state, ask('a2'), small)).toBe(true);
  });

  test('is asked for only where a window counts it', () => {
    expect(countedUnits(first, presets['shop-outreach'])).toEqual(['new-recipient']);
    expect(countedUnits(first, presets.open)).toEqual([]);
  });
});

test('closed reservations are forgotten with the longest window, open ones are not', () => {
  const history = after(reserve('a1'), confirm('a1'), reserve('b2'), release('b2'), reserve('c2'));
  const idsAt = (minute: number) =>
    history
      .after(reserve('z2', minute))
      .state.reservations.map(({ reservationId }) => reservationId);
  expect(idsAt(26 * hour - 1)).toEqual(['a1', 'b2', 'c2', 'z2']);
  expect(idsAt(26 * hour)).toEqual(['c2', 'z2']);
});
