import { run } from '@vestibule/service';
import { GatingModule } from './gating.module';

run(GatingModule);
