import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { policyCommands } from '@vestibule/contracts';
import { type Batch, ServiceHost } from '@vestibule/service';

@Controller()
export class PolicyController {
  constructor(private readonly host: ServiceHost) {}

  @EventPattern(policyCommands.name)
  async hearCommands(@Payload() batch: Batch): Promise<number> {
    return this.host.handle(batch);
  }
}
