import type { RemainingVolume } from '@vestibule/contracts';
import {
  notice,
  type NoticeEvent,
  type NoticeState,
  type QuotaState,
  type VolumeLeft,
  volumeLeft,
} from '@vestibule/domain';
import type { InForce } from '@vestibule/service';
import type { Streams } from '@vestibule/streams';
import { type Database, factsFor, insightFor, type SenderInsight } from '@vestibule/views';
import { type Folds, folds } from '../folds';

/** What a person may still send, by window. */
export type Quota = { readonly volume: readonly RemainingVolume[] };
export type Preferences = NoticeState['preferences'];
/** Where devices are, and their keys, stay with notifications. */
export type Devices = { readonly devices: readonly { readonly deviceId: string }[] };

/** What a person may know of themselves, beside the lists. */
export type Own = {
  readonly quota: (person: string) => Promise<Quota>;
  readonly insights: (person: string) => Promise<SenderInsight>;
  readonly preferences: (person: string) => Promise<Preferences>;
  readonly devices: (person: string) => Promise<Devices>;
};

export type OwnNeeds = {
  readonly streams: Pick<Streams, 'read'>;
  readonly database: Pick<Database, 'query'>;
  readonly spentBy: Folds<QuotaState>;
  readonly policyAt: InForce['policyAt'];
  readonly nowMs: () => number;
};

const remaining = ({ unit, per, left, resetsAtMs }: VolumeLeft): RemainingVolume =>
  resetsAtMs === null ? { unit, per, left } : { unit, per, left, resetsAtMs };

export const own = ({ streams, database, spentBy, policyAt, nowMs }: OwnNeeds): Own => {
  const noticesOf = folds<NoticeState, NoticeEvent>(streams, notice(policyAt(nowMs())));

  return {
    quota: async (person) => {
      const self = { actor: person, other: person };
      const [spent, facts] = await Promise.all([
        spentBy(`quota-${person}`),
        factsFor(database, [self]),
      ]);
      const atMs = nowMs();
      const { business } = facts.of(self, atMs).actor;
      return { volume: volumeLeft(spent, policyAt(atMs), { business, atMs }).map(remaining) };
    },
    insights: async (person) => {
      const { minimumGroup, delayHours } = policyAt(nowMs()).analytics;
      return insightFor(database, { sender: person, nowMs: nowMs(), minimumGroup, delayHours });
    },
    preferences: async (person) => (await noticesOf(`notice-${person}`)).preferences,
    devices: async (person) => {
      const { devices } = await noticesOf(`notice-${person}`);
      return { devices: Object.keys(devices).map((deviceId) => ({ deviceId })) };
    },
  };
};
