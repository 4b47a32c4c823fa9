import type { Policy } from '../../policy/policy';
import { policyWith, type Name } from '../conversation.words';
import type { AnswerCommand } from '../happened';
import type { Answering, Odd, Step } from './world';

/** A policy, and all that may happen under it. */
export type Configuration = {
  readonly name: string;
  readonly policy: Policy;
  readonly moves: readonly Step[];
};

const people = ['ann', 'bob'] as const satisfies readonly Name[];
const byEach = (make: (by: Name) => readonly Step[]): readonly Step[] => people.flatMap(make);

const send = (by: Name, odd: Odd = 'no'): Step => ({ does: 'send', by, odd });

export const answering = (
  does: AnswerCommand['type'],
  by: Name,
  also: Answering['also'] = null,
): Step => ({ does, by, late: false, also, which: 0 });

/** What people do with each other. */
const core = byEach((by) => [
  send(by),
  answering('AcceptRequest', by),
  answering('DeclineRequest', by),
  answering('RestoreRequest', by),
  answering('WithdrawRequest', by),
  answering('RevokeConsent', by),
  answering('BlockAccount', by),
  answering('UnblockAccount', by),
]);

const reports = byEach((by) => [
  answering('ReportAccount', by, 'decline'),
  answering('ReportAccount', by, 'block'),
]);
const unsends = byEach((by) => [answering('UnsendMessage', by)]);
const expiries = byEach((by) => [{ does: 'expire', by }]);
const robots = byEach((by) => [send(by, 'automated')]);
const pictures = byEach((by) => [send(by, 'image')]);
const follows = byEach((by) => [
  { does: 'follow', by, noted: true },
  { does: 'follow', by, noted: false },
  { does: 'unfollow', by },
]);
const settings = byEach((by) => [
  { does: 'change', by, to: { setting: 'everyone' } },
  { does: 'change', by, to: { setting: 'friends' } },
  { does: 'change', by, to: { setting: 'no-one' } },
]);
const operators: readonly Step[] = [
  answering('VoidConsent', 'ann'),
  answering('ImportConsent', 'ann'),
];
const days: Step = { does: 'wait', hours: 48 };

type Request = Partial<Policy['request']>;
const policyOf = (request: Request, relation: Partial<Policy['relation']> = {}): Policy =>
  // A request is due at once: a search needs no clock for it.
  policyWith({ request: { ttlDays: 0, ...request }, relation });

/** The configurations of the search; the first ones are small. */
// prettier-ignore
export const configurations: readonly Configuration[] = [
  { name: 'limit 1, what people do', policy: policyOf({ limit: 1 }), moves: [...core, ...unsends] },
  { name: 'limit 2, expiry and reports', policy: policyOf({ limit: 2 }), moves: [...core, ...expiries, ...reports] },
  { name: 'limit 1, automated messages', policy: policyOf({ limit: 1 }), moves: [...core, ...robots] },
  { name: 'limit 1, void and import', policy: policyOf({ limit: 1 }), moves: [...core, ...operators] },
  { name: 'limit 1, follows', policy: policyOf({ limit: 1 }), moves: [...core, ...follows] },
  { name: 'limit 1, chats restored after a block', policy: policyOf({ limit: 1 }, { afterUnblock: 'restore' }), moves: [...core, ...operators] },
  { name: 'limit 2, retry after two days', policy: policyOf({ limit: 2, retryAfterDays: 2 }), moves: [...core, ...expiries, days] },
  { name: 'limit 2, pictures and changing settings', policy: policyOf({ limit: 2 }), moves: [...core, ...pictures, ...settings] },
  { name: 'limit 1, an inbox for strangers', policy: policyOf({ limit: 1, strangers: 'inbox' }), moves: [...core, ...settings, ...robots] },
  { name: 'limit 3, all acts of people', policy: policyOf({ limit: 3 }), moves: [...core, ...expiries, ...reports, ...robots, ...unsends] },
  { name: 'limit 2, follows, settings, void and import', policy: policyOf({ limit: 2 }, { senderMustFollow: true }), moves: [...core, ...follows, ...settings, ...operators] },
  { name: 'limit 5, automated messages, void and import', policy: policyOf({ limit: 5 }), moves: [...core, ...robots, ...operators, ...expiries] },
];
