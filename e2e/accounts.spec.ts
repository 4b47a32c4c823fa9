import { story } from './story';

describe('accounts', () => {
  story(
    'edge 55: a deleted account’s number serves no new one, so its three are not refilled',
    async ({ people }) => {
      const [ann, again, bob] = await people({ phone: false }, { phone: false }, {});
      const phoneKey = `key-${ann!.issue()}`;
      expect(await ann!.changes('ConfirmPhone', { phoneKey })).toBe('PhoneConfirmed');
      for (const text of ['1', '2', '3']) expect(await ann!.writes(bob!, text)).toBe('sent');
      expect(await ann!.changes('DeleteAccount')).toBe('AccountDeleted');
      expect(await again!.changes('ConfirmPhone', { phoneKey })).toBe('PHONE_RECENTLY_USED');
      expect(await again!.writes(bob!, '4')).toBe('PHONE_REQUIRED');
    },
  );

  story(
    'edge 50, I9: a birth date corrected to under 16 stops both directions at once',
    async ({ people }) => {
      const [ann, kim] = await people({}, {});
      await ann!.writes(kim!, 'hello');
      expect(await kim!.accepts(ann!)).toBe('done');
      const birthDate = `${new Date().getUTCFullYear() - 12}-01-01`;
      expect(await kim!.changes('CorrectBirthDate', { birthDate })).toBe('BirthDateCorrected');
      expect(await ann!.writes(kim!, 'still there?')).toBe('NOT_ACCEPTING_MESSAGES');
      expect(await kim!.writes(ann!, 'yes')).toBe('SENDER_UNDER_AGE');
      expect(await kim!.blocks(ann!)).toBe('done');
    },
  );

  story('a block does not edit the follow graph', async ({ people }) => {
    const [ann, bob] = await people({}, {});
    expect(await ann!.follows(bob!)).toBe('Followed');
    expect(await bob!.follows(ann!)).toBe('Followed');
    expect(await bob!.blocks(ann!)).toBe('done');
    expect(await ann!.follows(bob!)).toBe('AccountUnchanged');
    expect(await bob!.follows(ann!)).toBe('AccountUnchanged');
  });
});
