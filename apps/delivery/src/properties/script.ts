import * as fc from 'fast-check';

export type Name = 'ann' | 'bob';

/** A request of one's own that is answered, ended, blocked, taken back, or looked after by others. */
const pairCommands = [
  'AcceptRequest',
  'DeclineRequest',
  'RestoreRequest',
  'WithdrawRequest',
  'RevokeConsent',
  'BlockAccount',
  'UnblockAccount',
  'UnsendMessage',
  'RemoveMessage',
  'VoidConsent',
  'ImportConsent',
] as const;

const acts = ['MarkRead', 'MarkRead', 'ClearForMe', 'DeleteForMe', 'MuteConversation'] as const;

/** One thing that somebody does, without what depends on the world. */
export type Step =
  | {
      readonly does: 'send';
      readonly by: Name;
      readonly automated: boolean;
      readonly list: 'none' | 'hidden' | 'masked';
    }
  | { readonly does: (typeof pairCommands)[number] | 'follow' | 'expire'; readonly by: Name }
  /** `back`: how many messages before the newest one. */
  | { readonly does: (typeof acts)[number]; readonly by: Name; readonly back: number }
  | {
      readonly does: 'change';
      readonly by: Name;
      readonly to: { readonly receipts: boolean; readonly region: string };
    }
  | { readonly does: 'rule'; readonly policy: number };

const by = fc.constantFrom<Name>('ann', 'bob');

const send = fc.record({
  does: fc.constant('send' as const),
  by,
  automated: fc.nat(9).map((n) => n === 0),
  list: fc.constantFrom('none', 'none', 'none', 'hidden', 'masked'),
});

const change = fc.record({
  receipts: fc.constantFrom(true, true, true, false),
  region: fc.constantFrom('NZ', 'NZ', 'NZ', 'FR'),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: send },
  { weight: 10, arbitrary: fc.record({ does: fc.constantFrom(...pairCommands), by }) },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constantFrom('follow' as const, 'expire' as const), by }),
  },
  { weight: 12, arbitrary: fc.record({ does: fc.constantFrom(...acts), by, back: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('change' as const), by, to: change }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('rule' as const), policy: fc.nat(3) }) },
);

/** What two people do to each other, and each in the own inbox. */
export const script = fc.array(step, { maxLength: 50, size: 'max' });
