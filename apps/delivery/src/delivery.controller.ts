import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { deliveryCommands, deliveryEvents, gatingEvents } from '@vestibule/contracts';
import { type Batch, ServiceHost } from '@vestibule/service';

@Controller()
export class DeliveryController {
  constructor(private readonly host: ServiceHost) {}

  @EventPattern(gatingEvents.name)
  async hearDecisions(@Payload() batch: Batch): Promise<number> {
    return this.host.handle(batch);
  }

  @EventPattern(deliveryCommands.name)
  async hearCommands(@Payload() batch: Batch): Promise<number> {
    return this.host.handle(batch);
  }

  /** Its own news: what one person read may be shown to the other. */
  @EventPattern(deliveryEvents.name)
  async hearReads(@Payload() batch: Batch): Promise<number> {
    return this.host.handle(batch);
  }
}
