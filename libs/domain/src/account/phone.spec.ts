import { dayMs } from '../policy/period';
import {
  after,
  confirmPhone,
  look,
  refused,
  register,
  remove,
  removePhone,
  startMs,
  unchanged,
} from './account.words';
import { factsOf } from './facts';
import { phoneRestMs } from './phone';

const ann = after(register());
const freedAtMs = startMs - phoneRestMs;

describe('a number of a deleted account', () => {
  test('edge 55, seed 34: rests for 90 days, so deleting and registering refills nothing', () => {
    ann.when(confirmPhone('k', { freedAtMs: startMs })).then(refused('PHONE_RECENTLY_USED'));
    const last = confirmPhone('k', { freedAtMs: freedAtMs + 1 });
    ann.when(last).then(refused('PHONE_RECENTLY_USED'));
    expect(factsOf(ann.after(last).state, 1, startMs).phone).toBe(false);
  });

  test('edge 52: after 90 days is a clean slate', () =>
    ann.when(confirmPhone('k', { freedAtMs })).then({ type: 'PhoneConfirmed' }));

  test('stays where it is already attached', () =>
    ann
      .after(confirmPhone('k'))
      .when(confirmPhone('k', { freedAtMs: startMs }))
      .then(unchanged('ConfirmPhone')));

  test('is remembered though it was removed before the deletion', () => {
    const gone = ann.after(confirmPhone('k'), removePhone(), remove());
    expect(gone.state).toMatchObject({ phoneKey: null, lastPhoneKey: 'k', deletedAtMs: startMs });
  });

  test('is forgotten when it has rested, not a millisecond before, and once', () => {
    const gone = ann.after(confirmPhone('k'), remove());
    const rested = { atMs: startMs + phoneRestMs };
    gone.when(look('ForgetPhone', { atMs: rested.atMs - 1 })).leavesNothing();
    const answer = gone.when(look('ForgetPhone', rested));
    answer.then({ type: 'PhoneForgotten' });
    expect(answer.state.lastPhoneKey).toBeNull();
    gone.after(look('ForgetPhone', rested)).when(look('ForgetPhone', rested)).leavesNothing();
  });
});

test('a number of a living account is never forgotten', () => {
  const muchLater = { atMs: startMs + 4000 * dayMs };
  ann.after(confirmPhone('k')).when(look('ForgetPhone', muchLater)).leavesNothing();
  ann.after(confirmPhone('k'), removePhone()).when(look('ForgetPhone', muchLater)).leavesNothing();
});
