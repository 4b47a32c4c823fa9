import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { dmCommands, identityCommands } from '@vestibule/contracts';
import { type Batch, ServiceHost } from '@vestibule/service';

@Controller()
export class IdentityController {
  constructor(private readonly host: ServiceHost) {}

  @EventPattern(identityCommands.name)
  async hearAccountCommands(@Payload() batch: Batch): Promise<number> {
    return this.host.handle(batch);
  }

  @EventPattern(dmCommands.name)
  async hearCommands(@Payload() batch: Batch): Promise<number> {
    return this.host.handle(batch);
  }
}
