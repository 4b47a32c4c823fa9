import { Module } from '@nestjs/common';
import { ServiceModule } from '@vestibule/service';
import { identity } from './identity';
import { IdentityController } from './identity.controller';

@Module({ imports: [ServiceModule.of(identity)], controllers: [IdentityController] })
export class IdentityModule {}
