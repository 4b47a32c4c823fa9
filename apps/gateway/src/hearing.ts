import {
  deliveryEvents,
  dmOutcomes,
  identityEvents,
  isUnreadable,
  notificationsEvents,
  policyEvents,
  reader,
  type Topic,
  type Understood,
} from '@vestibule/contracts';
import type { Consumer, IncomingBatch, Topics } from '@vestibule/topics';
import { type Outcome, outcomeOf } from './commands/outcome';
import type { HeardFor } from './notifications/feed';
import type { Place } from './notifications/place';
import { type Said, saidInDelivery, saidInNotice } from './notifications/said';
import { arrival } from './arrival';

export type HearingNeeds = {
  readonly topics: Topics;
  /** Names the groups of this process alone: every gateway hears everything. */
  readonly group: string;
  readonly hearOutcome: (outcome: Outcome) => void;
  readonly hearFor: (heard: HeardFor) => void;
  readonly hearPolicy: (message: Understood<typeof policyEvents>) => void;
  readonly onUnreadable: (topic: string, reason: string) => void;
  readonly alert: (what: string, about: Readonly<Record<string, unknown>>) => void;
  readonly nowMs: () => number;
};

export type Hearing = {
  readonly joined: Promise<void>;
  /** Whether the outcomes told before the start were heard. */
  readonly isCaughtUp: () => boolean;
  readonly failed: Promise<never>;
  readonly stop: () => Promise<void>;
};

/** What to do with one message of a topic. */
type Ear = readonly [Topic, (message: Understood) => void];

const earlyEars = ({ hearOutcome, hearPolicy }: HearingNeeds): readonly Ear[] => {
  const ear = (message: Understood): void => {
    const outcome = outcomeOf(message as Understood<typeof dmOutcomes | typeof identityEvents>);
    if (outcome) hearOutcome(outcome);
  };
  return [
    [dmOutcomes, ear],
    [identityEvents, ear],
    [policyEvents, (message) => hearPolicy(message as Understood<typeof policyEvents>)],
  ];
};

const liveEars = ({ hearFor }: HearingNeeds): readonly Ear[] => {
  const tell = (source: keyof Place, { key, coordinates }: Understood, said: Said | undefined) => {
    if (said && coordinates) hearFor({ person: key, source, revision: coordinates.revision, said });
  };
  return [
    [
      notificationsEvents,
      (message) =>
        tell('notice', message, saidInNotice(message as Understood<typeof notificationsEvents>)),
    ],
    [
      deliveryEvents,
      (message) =>
        tell('inbox', message, saidInDelivery(message as Understood<typeof deliveryEvents>)),
    ],
  ];
};

/** Takes every record: what cannot be understood is counted, and never stops the others. */
const listener = (ears: readonly Ear[], { onUnreadable }: HearingNeeds) => {
  const byName = new Map(ears.map(([topic, ear]) => [topic.name, { ear, read: reader(topic) }]));
  return ({ topic, records }: IncomingBatch): number => {
    const known = byName.get(topic);
    for (const record of known ? records : []) {
      const found = known?.read(record);
      if (!found) continue;
      if (isUnreadable(found)) onUnreadable(topic, found.reason);
      else known?.ear(found);
    }
    return records.length;
  };
};

const joinedAll = async (consumers: readonly Consumer[]): Promise<void> => {
  await Promise.all(consumers.map(async ({ joined }) => joined));
};

/**
 * Hears what this door waits for: outcomes from the beginning, so that a repeated command finds its
 * own; the policy from the beginning; what is told to persons from now on.
 */
export const hearing = async (needs: HearingNeeds): Promise<Hearing> => {
  const { topics, group, alert, nowMs } = needs;
  const consume = (
    name: string,
    { ears, from }: { readonly ears: readonly Ear[]; readonly from: 'beginning' | 'end' },
    seen: (batch: IncomingBatch) => void,
  ): Consumer => {
    const listen = listener(ears, needs);
    const options = { group: `${group}-${name}`, topics: ears.map(([topic]) => topic.name), from };
    return topics.consume({ ...options, alert }, async (batch) => {
      const settled = listen(batch);
      seen(batch);
      return settled;
    });
  };

  const early = earlyEars(needs);
  const arriving = arrival(
    await Promise.all(early.map(async ([{ name }]) => [name, await topics.ends(name)] as const)),
    nowMs,
  );
  const consumers = [
    consume('outcomes', { ears: early, from: 'beginning' }, arriving.see),
    consume('live', { ears: liveEars(needs), from: 'end' }, () => {}),
  ];
  const failed = Promise.race(consumers.map(async (consumer) => consumer.failed));
  failed.catch(() => {}); // whoever runs the door listens; a test may not
  return {
    joined: joinedAll(consumers).then(arriving.begin),
    isCaughtUp: arriving.isThere,
    failed,
    stop: async () => {
      await Promise.all(consumers.map(async ({ stop }) => stop()));
    },
  };
};
