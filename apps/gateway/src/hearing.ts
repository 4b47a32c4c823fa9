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
import type { Consumer, IncomingBatch, IncomingRecord, Topics } from '@vestibule/topics';
import { type Heard, type Outcome, outcomeOf } from './commands/outcome';
import { inboxOutcomes, noticeOutcomes } from './commands/own-outcome';
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
  /** Rows show what this cause has changed in that person's lists. */
  readonly hearLanding: (person: string, cause: string) => void;
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

/** What to do with one message of a topic; `types`: only of these, the others are not looked at. */
type Ear = {
  readonly topic: Topic;
  readonly hear: (message: Understood) => void;
  readonly types?: ReadonlySet<string>;
};

const earlyEars = ({ hearOutcome, hearPolicy }: HearingNeeds): readonly Ear[] => {
  const hear = (message: Understood): void => {
    const outcome = outcomeOf(message as Heard);
    if (outcome) hearOutcome(outcome);
  };
  return [
    { topic: dmOutcomes, hear },
    { topic: identityEvents, hear },
    { topic: deliveryEvents, hear, types: inboxOutcomes },
    { topic: notificationsEvents, hear, types: noticeOutcomes },
    {
      topic: policyEvents,
      hear: (message) => hearPolicy(message as Understood<typeof policyEvents>),
    },
  ];
};

const liveEars = ({ hearFor, hearLanding }: HearingNeeds): readonly Ear[] => {
  const tell = (source: keyof Place, { key, coordinates }: Understood, said: Said | undefined) => {
    if (said && coordinates) hearFor({ person: key, source, revision: coordinates.revision, said });
  };
  return [
    {
      topic: notificationsEvents,
      hear: (message) =>
        tell('notice', message, saidInNotice(message as Understood<typeof notificationsEvents>)),
    },
    {
      topic: deliveryEvents,
      hear: (message) => {
        const cause = message.coordinates?.metadata['$correlationId'];
        if (typeof cause === 'string') hearLanding(message.key, cause);
        tell('inbox', message, saidInDelivery(message as Understood<typeof deliveryEvents>));
      },
    },
  ];
};

const isFor = ({ types }: Ear, { headers }: IncomingRecord): boolean =>
  types === undefined || types.has(String(headers['ce_type']));

/** Takes every record: what cannot be understood is counted, and never stops the others. */
const listener = (ears: readonly Ear[], { onUnreadable }: HearingNeeds) => {
  const byName = new Map(ears.map((ear) => [ear.topic.name, { ear, read: reader(ear.topic) }]));
  return ({ topic, records }: IncomingBatch): number => {
    const known = byName.get(topic);
    for (const record of known ? records : []) {
      const found = known && isFor(known.ear, record) ? known.read(record) : undefined;
      if (!found) continue;
      if (isUnreadable(found)) onUnreadable(topic, found.reason);
      else known?.ear.hear(found);
    }
    return records.length;
  };
};

const joinedAll = async (consumers: readonly Consumer[]): Promise<void> => {
  await Promise.all(consumers.map(async ({ joined }) => joined));
};

type Listening = { readonly ears: readonly Ear[]; readonly from: 'beginning' | 'end' };

const consuming =
  (needs: HearingNeeds) =>
  (name: string, { ears, from }: Listening, seen: (batch: IncomingBatch) => void): Consumer => {
    const { topics, group, alert } = needs;
    const listen = listener(ears, needs);
    const options = {
      group: `${group}-${name}`,
      topics: ears.map(({ topic }) => topic.name),
      from,
    };
    return topics.consume({ ...options, alert }, async (batch) => {
      const settled = listen(batch);
      seen(batch);
      return settled;
    });
  };

/**
 * Hears what this door waits for: outcomes from the beginning, so that a repeated command finds its
 * own; the policy from the beginning; what is told to persons from now on.
 */
export const hearing = async (needs: HearingNeeds): Promise<Hearing> => {
  const { topics, nowMs } = needs;
  const consume = consuming(needs);
  const early = earlyEars(needs);
  const arriving = arrival(
    await Promise.all(
      early.map(async ({ topic: { name } }) => [name, await topics.ends(name)] as const),
    ),
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
