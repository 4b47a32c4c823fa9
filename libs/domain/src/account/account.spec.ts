import { dayMs } from '../policy/period';
import type { AskedAccountCommand } from './account';
import {
  after,
  changeSettings,
  confirmPhone,
  follow,
  given,
  known,
  refused,
  register,
  remove,
  removePhone,
  stand,
  startMs,
  unchanged,
  unfollow,
  verify,
} from './account.words';
import { factsOf } from './facts';

const ann = after(register());

describe('a registration', () => {
  test('seed 20: of an adult sets the standard setting', () =>
    given()
      .when(register())
      .then({ type: 'AccountRegistered', data: { setting: 'standard' } }));

  test('seed 18: of somebody younger receives from no one', () =>
    given()
      .when(register('2008-01-01'))
      .then({ type: 'AccountRegistered', data: { setting: 'no-one' } }));

  test('happens once', () => ann.when(register('1980-01-01')).then(refused('ALREADY_REGISTERED')));

  test.each([
    '2023-02-29',
    '1990-13-01',
    '1990-00-10',
    '1990-04-31',
    '2026-01-01',
    '1890-01-01',
    '90-1-1',
    '',
  ])('is refused with the birth date "%s"', (birthDate) =>
    given().when(register(birthDate)).then(refused('INVALID_BIRTH_DATE')),
  );
});

describe('an account that is not there', () => {
  // prettier-ignore
  const commands: readonly AskedAccountCommand[] = [
    confirmPhone('k'), removePhone(), changeSettings({}), follow('bob'), unfollow('bob'), verify(true), stand('suspended'), remove(),
  ];

  test.each(commands)('refuses $type', (command) =>
    given().when(command).then(refused('NO_SUCH_ACCOUNT')),
  );

  test.each([...commands.filter(({ type }) => type !== 'DeleteAccount'), register()])(
    'refuses $type once it is deleted',
    (command) => ann.after(remove()).when(command).then(refused('ACCOUNT_DELETED')),
  );
});

describe('what is there already stays as it is', () => {
  test.each<[AskedAccountCommand[], AskedAccountCommand]>([
    [[confirmPhone('k')], confirmPhone('k')],
    [[], removePhone()],
    [[], changeSettings({ setting: 'standard', receipts: true })],
    [[follow('bob')], follow('bob')],
    [[], unfollow('bob')],
    [[verify(true)], verify(true)],
    [[], stand('active')],
    [[remove()], remove()],
  ])('after %j', (before, command) =>
    ann
      .after(...before)
      .when(command)
      .then(unchanged(command.type)),
  );
});

describe('a phone', () => {
  test('edge 52, seed 19: is known by its key, and another replaces it', () => {
    const confirmed = ann.after(confirmPhone('k'));
    confirmed.when(confirmPhone('l')).then({ type: 'PhoneConfirmed', data: { phoneKey: 'l' } });
    expect(factsOf(confirmed.state, 1, startMs).phone).toBe(true);
    expect(factsOf(confirmed.after(removePhone()).state, 2, startMs).phone).toBe(false);
  });
});

describe('settings', () => {
  test('seed 21, seed 23, seed 35: change by name and keep the others', () =>
    ann
      .after(changeSettings({ receipts: false }))
      .when(changeSettings({ setting: 'friends' }))
      .then({
        type: 'SettingsChanged',
        data: { setting: 'friends', receipts: false, takesBusiness: true },
      }));

  test('of somebody under 16 let nobody in on a later birthday', () => {
    const child = after(register('2012-01-01'));
    child.when(changeSettings({ setting: 'everyone' })).then(unchanged('ChangeSettings'));
    child
      .when(changeSettings({ setting: 'everyone', receipts: false }))
      .then({ type: 'SettingsChanged', data: { setting: 'no-one', receipts: false } });
  });

  test('stay as they are when somebody turns 18', () => {
    const teen = after(register('2008-01-01'), changeSettings({ setting: 'friends' }));
    const laterMs = startMs + 3 * 365 * dayMs;
    expect(factsOf(teen.state, 1, startMs)).toMatchObject({ band: '16-17', setting: 'friends' });
    expect(factsOf(teen.state, 1, laterMs)).toMatchObject({ band: '18plus', setting: 'friends' });
  });
});

describe('a follow', () => {
  test('carries both accounts and since when', () =>
    ann.when(follow('bob')).then({
      type: 'Followed',
      data: { other: 'bob', sinceAtMs: startMs, facts: { actor: known, other: known } },
    }));

  test('seed 22: of oneself or of nobody is refused', () => {
    ann.when(follow('ann')).then(refused('CANNOT_FOLLOW_SELF'));
    ann.when(follow('bob', 'unknown')).then(refused('FOLLOWEE_UNKNOWN'));
    ann.when(follow('bob', 'deleted')).then(refused('FOLLOWEE_UNKNOWN'));
  });

  test('ends and may begin again', () => {
    const ended = ann.after(follow('bob'), follow('cid'), unfollow('bob'));
    expect(ended.state.follows).toEqual({ ci: { cid: startMs } });
    ended.when(follow('bob')).then({ type: 'Followed', data: { other: 'bob' } });
  });
});

describe('a standing', () => {
  test('edge 56, edge 58: that returns to active finds everything as it was', () => {
    const before = ann.after(confirmPhone('k'), follow('bob'));
    const away = before.after(stand('suspended'), stand('deactivated'));
    expect(factsOf(away.state, 4, startMs).standing).toBe('deactivated');
    expect(away.after(stand('active')).state).toEqual(before.state);
  });

  test('edge 53, edge 54: is deleted for good, and follows and number are gone', () => {
    const gone = ann.after(confirmPhone('k'), follow('bob'), remove());
    expect(gone.state).toMatchObject({ standing: 'deleted', phoneKey: null, follows: {} });
    gone.when(stand('active')).then(refused('ACCOUNT_DELETED'));
    expect(gone.after(stand('active')).state).toEqual(gone.state);
  });
});

test('edge 60, seed 24: verification is lost for every decision from then on', () => {
  const shop = ann.after(verify(true));
  shop.when(verify(false)).then({ type: 'VerificationSet', data: { business: false } });
  expect(factsOf(shop.after(verify(false)).state, 2, startMs).business).toBe(false);
});

test('edge 62: a person’s opt-out of businesses outlives every verification', () => {
  const choosy = ann.after(changeSettings({ takesBusiness: false }), verify(true), verify(false));
  expect(factsOf(choosy.state, 3, startMs).takesBusiness).toBe(false);
});

test('verification, standing and deletion are in the facts from then on', () => {
  const shop = ann.after(confirmPhone('k'), verify(true), stand('suspended'));
  expect(factsOf(shop.state, 3, startMs)).toEqual({
    ...known,
    version: 3,
    business: true,
    standing: 'suspended',
    registeredAtMs: startMs,
  });
  expect(factsOf(shop.after(remove()).state, 4, startMs)).toMatchObject({
    standing: 'deleted',
    phone: false,
  });
});

test('facts of an account that is not there admit nothing', () =>
  expect(factsOf(given().state, -1, startMs)).toMatchObject({
    version: -1,
    standing: 'unknown',
    band: 'under16',
    phone: false,
    setting: 'no-one',
  }));
