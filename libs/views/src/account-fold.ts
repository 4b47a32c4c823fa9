import {
  account,
  presets,
  type AccountEvent,
  type AccountRow,
  type AccountState,
} from '@vestibule/domain';
import type { Recorded } from '@vestibule/streams';
import type { Account } from './account-rows';

// No rule of any policy is asked by the fold.
const { initial, evolve } = account(presets.seed);

/**
 * What a batch changes of one account: its row, and since when it follows whom (null: no longer).
 * `forgets`: all edges that are older than the batch go first.
 */
export type Change = {
  readonly row: Account;
  readonly edges: ReadonlyMap<string, number | null>;
  readonly forgets: boolean;
};

/** All but the follows, which have a table of their own. */
const rowIn = (state: AccountState): AccountRow => ({
  standing: state.standing,
  registeredAtMs: state.registeredAtMs,
  birthDate: state.birthDate,
  region: state.region,
  phoneKey: state.phoneKey,
  setting: state.setting,
  receipts: state.receipts,
  takesBusiness: state.takesBusiness,
  business: state.business,
  band: state.band,
  lastPhoneKey: state.lastPhoneKey,
  deletedAtMs: state.deletedAtMs,
});

/** The row of an account that has no events. */
export const nothingKnown = (accountId: string): Account => {
  return { ...rowIn(initial), accountId, version: -1, name: null, originRevision: -1 };
};

const edgesAfter = ({ edges }: Change, { type, data }: AccountEvent): Change['edges'] => {
  if (type === 'Followed') return new Map([...edges, [data.other, data.sinceAtMs]]);
  if (type === 'Unfollowed') return new Map([...edges, [data.other, null]]);
  return type === 'AccountDeleted' ? new Map() : edges;
};

const nameAfter = ({ name }: Account, { type, data }: AccountEvent): string | null => {
  if (type === 'AccountRegistered') return data.name;
  return type === 'AccountDeleted' ? null : name;
};

const origins: ReadonlySet<string> = new Set<AccountEvent['type']>([
  'AccountRegistered',
  'BirthDateCorrected',
  'AgeBandReached',
  'AccountDeleted',
]);

/** One more event, by the domain's own fold, so that a row can say nothing else than the account's state. */
export const changed = (change: Change, recorded: Recorded): Change => {
  const event = recorded as unknown as AccountEvent;
  const { revision: version } = recorded;
  const before = { ...change.row, follows: {} };
  // Events of the host and of newer releases are unknown to the fold: only the version moves.
  const after = (evolve(before, event) as AccountState | undefined) ?? before;
  const { accountId } = change.row;
  const name = nameAfter(change.row, event);
  const originRevision = origins.has(event.type) ? version : change.row.originRevision;
  return {
    row: { ...rowIn(after), accountId, version, name, originRevision },
    edges: edgesAfter(change, event),
    forgets: change.forgets || event.type === 'AccountDeleted',
  };
};
