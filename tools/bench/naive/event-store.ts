import { randomUUID } from 'node:crypto';
import {
  EventStoreDBClient,
  NO_STREAM,
  StreamNotFoundError,
  jsonEvent,
} from '@eventstore/db-client';
import { Injectable } from '@nestjs/common';
import type { Message } from '@vestibule/decider';

/** The store as its own documentation shows it. */
@Injectable()
export class EventStore {
  private readonly client = EventStoreDBClient.connectionString(
    process.env['EVENTSTORE_URL'] ?? '',
  );

  async read<Event extends Message>(stream: string): Promise<readonly Event[]> {
    const events: Event[] = [];
    try {
      for await (const { event } of this.client.readStream(stream))
        if (event) events.push({ type: event.type, data: event.data } as unknown as Event);
    } catch (error) {
      if (!(error instanceof StreamNotFoundError)) throw error;
    }
    return events;
  }

  async append(stream: string, last: number, events: readonly Message[]): Promise<void> {
    const drafts = events.map(({ type, data }) =>
      jsonEvent({ id: randomUUID(), type, data: data as never }),
    );
    const expectedRevision = last < 0 ? NO_STREAM : BigInt(last);
    await this.client.appendToStream(stream, drafts, { expectedRevision });
  }
}
