import { run } from '@vestibule/service';
import { IdentityModule } from './identity.module';

run(IdentityModule);
