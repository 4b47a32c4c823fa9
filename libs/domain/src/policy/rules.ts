import { periodMs } from './period';
import type { PolicyCommand, PolicyData, PolicyReason, PolicyState, Proposal } from './policy';
import { presets } from './presets';

/** Messages are remembered for 26 hours: what is older cannot be told from what never was. */
const unsendHoursMax = 24;

export type Problem = { readonly reason: PolicyReason; readonly field: string | null };
type Fields = Readonly<Record<string, unknown>>;
type Data<Type extends PolicyCommand['type']> = Extract<PolicyCommand, { type: Type }>['data'];

/** Numbers of which the rules need at least one; null switches some of them off. */
const positive = ({ request, volume, door, business, form, analytics }: PolicyData): Fields => ({
  'request.limit': request.limit,
  'request.ttlDays': request.ttlDays,
  'request.retryAfterDays': request.retryAfterDays,
  ...Object.fromEntries(volume.windows.map(({ max }, at) => [`volume.windows.${at}.max`, max])),
  'door.attemptsPerMinute': door.attemptsPerMinute,
  'business.limit': business.limit,
  'business.window.hours': business.window?.hours ?? null,
  'business.window.messages': business.window?.messages ?? null,
  'form.graphemes': form.graphemes,
  'form.bytes': form.bytes,
  'analytics.minimumGroup': analytics.minimumGroup,
});

const tooLow = (data: PolicyData): string | undefined =>
  Object.entries(positive(data)).find(([, value]) => typeof value === 'number' && value < 1)?.[0];

const badPeriod = ({ volume }: PolicyData): string | undefined => {
  const at = volume.windows.findIndex(({ per }) => !(periodMs(per) > 0));
  return at === -1 ? undefined : `volume.windows.${at}.per`;
};

const isTwice = (words: readonly string[]): boolean => new Set(words).size < words.length;

const listed = ({ request, volume, content, receipts }: PolicyData) => ({
  'request.allow': request.allow,
  'volume.windows': volume.windows.map(({ unit, per }) => `${unit} ${periodMs(per)}`),
  'content.lists': content.lists.map(({ id }) => id),
  'receipts.regionsOff': receipts.regionsOff,
});

const twice = (lists: Readonly<Record<string, readonly string[]>>): string | undefined =>
  Object.entries(lists).find(([, words]) => isTwice(words))?.[0];

type Check = readonly [PolicyReason, (data: PolicyData) => string | undefined];

/** What no policy may say, whoever proposes it; each check names the field. */
// prettier-ignore
const checks: readonly Check[] = [
  ['BELOW_ONE',       tooLow],
  ['PERIOD_INVALID',  badPeriod],
  ['NOTHING_ALLOWED', ({ request }) => (request.allow.length === 0 ? 'request.allow' : undefined)],
  ['LISTED_TWICE',    (data) => twice(listed(data))],
  ['FACTOR_INVALID',  ({ business }) => (business.volumeFactor > 0 ? undefined : 'business.volumeFactor')],
  ['UNSEND_TOO_LONG', ({ unsend }) => (unsend.withinHours > unsendHoursMax ? 'unsend.withinHours' : undefined)],
];

const problemIn = (data: PolicyData): Problem | null => {
  const found = checks.flatMap(([reason, check]): Problem[] => {
    const field = check(data);
    return field === undefined ? [] : [{ reason, field }];
  });
  return found[0] ?? null;
};

const refused = (reason: PolicyReason, field: string | null = null): Problem => ({ reason, field });

const isTooSoon = (effectiveAtMs: number | null, soonestAtMs: number): boolean =>
  effectiveAtMs !== null && effectiveAtMs < soonestAtMs;

const proposing = ({ data, effectiveAtMs, soonestAtMs }: Data<'ProposePolicy'>): Problem | null =>
  isTooSoon(effectiveAtMs, soonestAtMs)
    ? refused('EFFECTIVE_TOO_SOON', 'effectiveAtMs')
    : problemIn(data);

const nameOf = (operator: string): string => operator.trim().toLowerCase();

/** The proposal of this id, if there is one. */
export const proposalIn = (state: PolicyState, id: string): Proposal | undefined =>
  state.proposals.find((proposal) => proposal.id === id);

const approving = (
  { proposalId, operator, soonestAtMs }: Data<'ApprovePolicy'>,
  state: PolicyState,
): Problem | null => {
  const proposal = proposalIn(state, proposalId);
  if (!proposal) return refused('NO_SUCH_PROPOSAL', 'proposalId');
  if (proposal.version !== null) return refused('ALREADY_APPROVED', 'proposalId');
  if (nameOf(proposal.operator) === nameOf(operator)) return refused('SAME_OPERATOR', 'operator');
  return isTooSoon(proposal.effectiveAtMs, soonestAtMs) ? refused('EFFECTIVE_TOO_SOON') : null;
};

const retiring = ({ version }: Data<'RetirePolicy'>, { policies }: PolicyState): Problem | null => {
  if (version === presets.seed.version) return refused('BUILT_IN_VERSION', 'version');
  const published = policies.find((policy) => policy.version === version);
  if (!published) return refused('NO_SUCH_VERSION', 'version');
  return published.retiredAtMs === undefined ? null : refused('ALREADY_RETIRED', 'version');
};

const isBlank = (word: string): boolean => !/[\p{L}\p{N}\p{S}]/u.test(word);

const wording = ({ words, allow }: Data<'PublishWords'>): Problem | null => {
  const lists = Object.entries({ words, allow });
  const blank = lists.find(([, list]) => list.some(isBlank));
  if (blank) return refused('WORD_BLANK', blank[0]);
  const repeated = twice({ words, allow: [...words, ...allow] });
  return repeated === undefined ? null : refused('LISTED_TWICE', repeated);
};

/** Why a command is refused; null where nothing stands in its way. */
export const problemOf = ({ type, data }: PolicyCommand, state: PolicyState): Problem | null => {
  switch (type) {
    case 'ProposePolicy':
      return proposing(data);
    case 'ApprovePolicy':
      return approving(data, state);
    case 'RetirePolicy':
      return retiring(data, state);
    case 'PublishWords':
      return wording(data);
  }
};
