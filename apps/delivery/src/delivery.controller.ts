import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { gatingEvents } from '@vestibule/contracts';
import { type Batch, ServiceHost } from '@vestibule/service';

@Controller()
export class DeliveryController {
  constructor(private readonly host: ServiceHost) {}

  @EventPattern(gatingEvents.name)
  async hearDecisions(@Payload() batch: Batch): Promise<number> {
    return this.host.handle(batch);
  }
}
