import { conversationIdOf } from '@vestibule/contracts';
import { fold } from '@vestibule/decider';
import { type QuotaEvent, presets, quota } from '@vestibule/domain';
import type { Person } from './person';
import { until } from './until';
import type { World } from './world';

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu;

/**
 * The bytes of what somebody was shown: ids become the order in which they appear, instants are
 * left out, and so is the pair's revision, which nobody is shown.
 */
export const bytesOf = (shown: unknown): string => {
  const ids = new Map<string, number>();
  const nameOf = (id: string): string => {
    if (!ids.has(id)) ids.set(id, ids.size);
    return `id ${ids.get(id)}`;
  };
  return JSON.stringify(shown, (key, value: unknown) => {
    if (key.endsWith('AtMs') || key === 'atMs') return 'an instant';
    if (key === 'pairRevision') return undefined;
    return typeof value === 'string' ? value.replaceAll(uuid, nameOf) : value;
  });
};

/** What a person's sends are charged with, once all of it is closed. */
export const chargedTo = async ({ ground }: World, { id }: Person) => {
  const { evolve, initial } = quota(presets.seed);
  return until('what was reserved', async () => {
    const events = (await ground.streams.read(`quota-${id}`)) as unknown as readonly QuotaEvent[];
    const { reservations } = fold(evolve, initial, events);
    return reservations.some(({ open }) => open) ? undefined : reservations;
  });
};

/** Everything that one person was answered, shown and told, and was charged for. */
export const transcriptOf = async (world: World, person: Person, other: Person) => {
  const { seen } = world;
  const own = (topic: string, key: 'person' | 'actor') =>
    seen
      .all(topic)
      .filter(({ data }) => (data as { person?: string; actor?: string })[key] === person.id)
      .map(({ type, data }) => ({ type, data }));
  return {
    answers: own('dm.outcomes.v1', 'actor'),
    lists: own('delivery.events.v1', 'person'),
    notices: own('notifications.events.v1', 'person'),
    folder: await person.folder(other),
    texts: await person.reads(other),
    charged: await chargedTo(world, person),
  };
};

/** What truly happened between two people. */
export const truthOf = async ({ ground }: World, one: Person, other: Person) => {
  const events = await ground.streams.read(`pair-${conversationIdOf(one.id, other.id)}`);
  return events.map(({ type, data }) => {
    const { why, how } = data as { why?: string; how?: string };
    return [type, why ?? how ?? null];
  });
};
