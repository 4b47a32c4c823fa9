import { Module } from '@nestjs/common';
import { ServiceModule } from '@vestibule/service';
import { delivery } from './delivery';
import { DeliveryController } from './delivery.controller';

@Module({ imports: [ServiceModule.of(delivery)], controllers: [DeliveryController] })
export class DeliveryModule {}
