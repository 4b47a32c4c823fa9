import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { deliveryEvents } from '@vestibule/contracts';
import { type Batch, ServiceHost } from '@vestibule/service';

@Controller()
export class NotificationsController {
  constructor(private readonly host: ServiceHost) {}

  @EventPattern(deliveryEvents.name)
  async hearPlacements(@Payload() batch: Batch): Promise<number> {
    return this.host.handle(batch);
  }
}
