import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { deliveryEvents, notificationsCommands } from '@vestibule/contracts';
import { type Batch, ServiceHost } from '@vestibule/service';

@Controller()
export class NotificationsController {
  constructor(private readonly host: ServiceHost) {}

  @EventPattern(notificationsCommands.name)
  async hearCommands(@Payload() batch: Batch): Promise<number> {
    return this.host.handle(batch);
  }

  @EventPattern(deliveryEvents.name)
  async hearPlacements(@Payload() batch: Batch): Promise<number> {
    return this.host.handle(batch);
  }
}
