import { Module } from '@nestjs/common';
import { ServiceModule } from '@vestibule/service';
import { gating } from './gating';
import { GatingController } from './gating.controller';

@Module({ imports: [ServiceModule.of(gating)], controllers: [GatingController] })
export class GatingModule {}
