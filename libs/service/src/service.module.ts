import { type DynamicModule, Module, type OnApplicationShutdown, Inject } from '@nestjs/common';
import { type Config, configOf } from './config';
import { HealthController } from './health.controller';
import { ServiceHost } from './service-host';
import { HOST, type Hosted } from './hosted';
import { open } from './open';
import type { AnyService } from './service';

/** Binds a service value to the shared host: the ports of the environment, health, life time. */
@Module({})
export class ServiceModule implements OnApplicationShutdown {
  constructor(@Inject(HOST) private readonly hosted: Hosted) {}

  static of(service: AnyService): DynamicModule {
    const config = (): Config => configOf(process.env, service.view !== undefined);
    return {
      module: ServiceModule,
      controllers: [HealthController],
      providers: [{ provide: HOST, useFactory: async () => open(service, config()) }, ServiceHost],
      exports: [HOST, ServiceHost],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.hosted.close();
  }
}
