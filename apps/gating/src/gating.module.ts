import { Module } from '@nestjs/common';
import { ServiceModule } from '@vestibule/service';
import { gating } from './gating';
import { GatingController } from './gating.controller';
import { policy } from './policy/policy';
import { PolicyController } from './policy/policy.controller';

@Module({
  imports: [ServiceModule.of(gating, policy)],
  controllers: [GatingController, PolicyController],
})
export class GatingModule {}
