import { Module } from '@nestjs/common';
import { ServiceModule } from '@vestibule/service';
import { notifications } from './notifications';
import { NotificationsController } from './notifications.controller';

@Module({ imports: [ServiceModule.of(notifications)], controllers: [NotificationsController] })
export class NotificationsModule {}
