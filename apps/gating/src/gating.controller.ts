import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { gatingCommands, identityEvents } from '@vestibule/contracts';
import { type Batch, ServiceHost } from '@vestibule/service';

@Controller()
export class GatingController {
  constructor(private readonly host: ServiceHost) {}

  @EventPattern(gatingCommands.name)
  async hearCommands(@Payload() batch: Batch): Promise<number> {
    return this.host.handle(batch);
  }

  @EventPattern(identityEvents.name)
  async hearFollows(@Payload() batch: Batch): Promise<number> {
    return this.host.handle(batch);
  }
}
