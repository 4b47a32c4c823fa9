import { run } from '@vestibule/service';
import { DeliveryModule } from './delivery.module';

run(DeliveryModule);
