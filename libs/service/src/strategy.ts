import { type CustomTransportStrategy, Server } from '@nestjs/microservices';
import type { Topic } from '@vestibule/contracts';
import type { Consumer } from '@vestibule/topics';
import { lastValueFrom } from 'rxjs';
import { type Hear, consume } from './consume';
import type { Host } from './host';

/**
 * Nest's way in for records: a custom transport that hands a whole batch to the `@EventPattern`
 * method of its topic. Nest's own Kafka server takes one message at a time, blocks a partition for
 * ever on poison and parses lossily (docs/protocol.md, hazards N1 to N9).
 */
export class KafkaStrategy extends Server implements CustomTransportStrategy {
  private consumer: Consumer | undefined;

  constructor(private readonly host: Host) {
    super();
  }

  async listen(callback: (error?: unknown) => void): Promise<void> {
    try {
      await this.open();
      callback();
    } catch (error) {
      callback(error);
    }
  }

  async close(): Promise<void> {
    await this.consumer?.stop();
  }

  on(): void {
    // A transport has no events of its own here: the host logs and counts.
  }

  unwrap(): never {
    throw new Error('The consumer belongs to libs/topics: use the Topics port.');
  }

  private async open(): Promise<void> {
    const { service, ports, letters, metrics } = this.host;
    const alert = (what: string, about: object) => ports.log.warn({ what, ...about }, 'consumer');
    this.consumer = consume({
      group: service.name,
      topics: ports.topics,
      letters,
      metrics,
      alert,
      handlers: new Map(service.consumes.map((topic: Topic) => [topic, this.hear(topic)])),
    });
    this.consumer.failed.catch((error: unknown) => this.host.fail(error));
    await this.consumer.joined;
  }

  private hear(topic: Topic): Hear {
    const handler = this.getHandlerByPattern(topic.name);
    if (!handler)
      throw new Error(`No @EventPattern for ${topic.name} in ${this.host.service.name}.`);
    return async (batch) =>
      lastValueFrom(this.transformToObservable<number>(await handler(batch)), { defaultValue: 0 });
  }
}
