import { type DynamicModule, Module, type OnApplicationShutdown, Inject } from '@nestjs/common';
import { type Config, configOf } from './config';
import { HealthController } from './health.controller';
import { ServiceHost } from './service-host';
import { HOST, type Hosted } from './hosted';
import { open } from './open';
import type { AnyService } from './service';

/** Binds service values to the one host: the ports of the environment, health, life time. */
@Module({})
export class ServiceModule implements OnApplicationShutdown {
  constructor(@Inject(HOST) private readonly hosted: Hosted) {}

  /** A process may run several services: each has a group and a relay of its own. */
  static of(...services: readonly AnyService[]): DynamicModule {
    const config = (): Config =>
      configOf(
        process.env,
        services.some(({ views }) => views !== undefined),
      );
    return {
      module: ServiceModule,
      controllers: [HealthController],
      providers: [{ provide: HOST, useFactory: async () => open(services, config()) }, ServiceHost],
      exports: [HOST, ServiceHost],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.hosted.close();
  }
}
