import { dayMs } from '../policy/period';
import {
  after,
  changeSettings,
  correct,
  given,
  look,
  refused,
  register,
  remove,
  stand,
  startMs,
  unchanged,
} from './account.words';
import { factsOf } from './facts';

const child = after(register('2010-01-01'));
const teen = after(register('2008-01-01'));
const adult = after(register('1990-01-01'));
/** A year and a half later: the child is 16 now, the teen 18. */
const laterMs = startMs + 550 * dayMs;
const afterwards = { atMs: laterMs };

describe('a birthday', () => {
  test('edge 47: at 16 is recorded, and lets nobody in: the setting is no-one', () => {
    const answer = child.when(look('NoteBirthday', afterwards));
    answer.then({ type: 'AgeBandReached', data: { atMs: laterMs, band: '16-17' } });
    expect(answer.state).toMatchObject({ band: '16-17', setting: 'no-one' });
  });

  test('edge 49: at 18 leaves the setting as it is', () => {
    const chosen = teen.after(changeSettings({ setting: 'friends' }));
    const answer = chosen.when(look('NoteBirthday', afterwards));
    answer.then({ type: 'AgeBandReached', data: { band: '18plus' } });
    expect(answer.state.setting).toBe('friends');
  });

  test('is recorded once, whoever looks how often', () => {
    child.when(look('NoteBirthday')).leavesNothing();
    child
      .after(look('NoteBirthday', afterwards))
      .when(look('NoteBirthday', { atMs: laterMs + dayMs }))
      .leavesNothing();
  });

  test('that is seen late leaves what was set meanwhile', () => {
    const chosen = child.after(changeSettings({ setting: 'contacted' }, afterwards));
    const answer = chosen.when(look('NoteBirthday', { atMs: laterMs + dayMs }));
    expect(answer.state).toMatchObject({ band: '16-17', setting: 'contacted' });
  });

  test('that nobody saw is passed over by the next one', () =>
    child
      .when(look('NoteBirthday', { atMs: startMs + 1200 * dayMs }))
      .then({ type: 'AgeBandReached', data: { band: '18plus' } }));

  test('is taken back by no clock that runs behind', () =>
    child.after(look('NoteBirthday', afterwards)).when(look('NoteBirthday')).leavesNothing());

  test('is also that of somebody suspended, and nobody’s who is gone or never was', () => {
    const suspended = child.after(stand('suspended'));
    suspended.when(look('NoteBirthday', afterwards)).then({ type: 'AgeBandReached' });
    child.after(remove()).when(look('NoteBirthday', afterwards)).leavesNothing();
    given().when(look('NoteBirthday', afterwards)).leavesNothing();
  });

  test('that nobody recorded counts in the facts all the same', () =>
    expect(factsOf(child.state, 0, laterMs).band).toBe('16-17'));
});

describe('a corrected birth date', () => {
  test('edge 50, seed 18: under 16 excludes at once, and lets in nobody on a later birthday', () => {
    const answer = adult.when(correct('2011-06-01'));
    answer.then({
      type: 'BirthDateCorrected',
      data: { birthDate: '2011-06-01', band: 'under16', setting: 'no-one' },
    });
    expect(factsOf(answer.state, 1, startMs)).toMatchObject({
      band: 'under16',
      setting: 'no-one',
    });
  });

  test('edge 50: under 16 is followed by a birthday, and then the person chooses', () => {
    const found = adult.after(correct('2010-01-01'));
    found.when(changeSettings({ setting: 'everyone' })).then(unchanged('ChangeSettings'));
    const grown = found.after(look('NoteBirthday', afterwards));
    expect(grown.state).toMatchObject({ band: '16-17', setting: 'no-one' });
    grown
      .when(changeSettings({ setting: 'everyone' }, afterwards))
      .then({ type: 'SettingsChanged', data: { setting: 'everyone' } });
  });

  test('to 16 or 17 begins again as that age does, whatever an adult had chosen', () => {
    const open = adult.after(changeSettings({ setting: 'everyone' }));
    const answer = open.when(correct('2008-01-01'));
    answer.then({ type: 'BirthDateCorrected', data: { band: '16-17', setting: 'no-one' } });
    expect(answer.state.receipts).toBe(true);
  });

  test('upwards widens nothing', () => {
    teen
      .when(correct('1990-01-01'))
      .then({ type: 'BirthDateCorrected', data: { band: '18plus', setting: 'no-one' } });
    child.when(correct('2008-01-01')).then({
      type: 'BirthDateCorrected',
      data: { band: '16-17', setting: 'no-one' },
    });
  });

  test('within the same band changes the date and no setting', () => {
    const chosen = teen.after(changeSettings({ setting: 'friends' }));
    chosen
      .when(correct('2008-12-31'))
      .then({ type: 'BirthDateCorrected', data: { band: '16-17', setting: 'friends' } });
  });

  test('is compared with the age of today, recorded or not', () =>
    // 18 since January, though no look has noted it: 16-17 is younger than that.
    teen
      .after(changeSettings({ setting: 'friends' }))
      .when(correct('2010-01-01', afterwards))
      .then({ type: 'BirthDateCorrected', data: { band: '16-17', setting: 'no-one' } }));

  test('that is no date, or the known one, changes nothing', () => {
    adult.when(correct('2011-02-29')).then(refused('INVALID_BIRTH_DATE'));
    adult.when(correct('2031-01-01')).then(refused('INVALID_BIRTH_DATE'));
    adult.when(correct('1990-01-01')).then(unchanged('CorrectBirthDate'));
  });
});
