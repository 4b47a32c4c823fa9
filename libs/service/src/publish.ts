import { write } from '@vestibule/contracts';
import type { Recorded } from '@vestibule/streams';
import type { OutgoingRecord } from '@vestibule/topics';
import type { AnyService, Said } from './service';

const atMsOf = ({ atMs, data }: { atMs?: number; data: object }): number =>
  atMs ?? (data as { atMs?: number }).atMs ?? 0;

/** Turns what is said into records. `event` is the stored event that says it, if one does. */
export const recordsOf = (
  service: AnyService,
  said: readonly Said[],
  event?: Recorded,
): readonly OutgoingRecord[] =>
  said.map(({ topic, type, data, key, id = event?.id ?? '', atMs }) => {
    const time = atMs ?? atMsOf(event ?? { data });
    const about = { type, data, key, id, source: `/${service.name}`, atMs: time };
    if (!event || !topic.coordinates) return write(topic, about);
    const { stream, revision, metadata } = event;
    return write(topic, { ...about, coordinates: { stream, revision, metadata } });
  });

/** The records of one stored event; one on which `outbound` throws is said as `Unspoken`. */
export const spoken = (service: AnyService, event: Recorded): readonly OutgoingRecord[] => {
  try {
    return recordsOf(service, service.outbound(event), event);
  } catch {
    // Neither skipped, which would be a gap, nor blocking (protocol.md 6).
    const [topic] = service.produces;
    if (!topic) return [];
    const data = { atMs: atMsOf(event), eventType: event.type };
    const key = service.single ? service.stream : event.stream.slice(service.stream.length + 1);
    return recordsOf(service, [{ topic, type: 'Unspoken', data, key }], event);
  }
};
