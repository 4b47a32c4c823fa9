import { run } from '@vestibule/service';
import { NotificationsModule } from './notifications.module';

run(NotificationsModule);
