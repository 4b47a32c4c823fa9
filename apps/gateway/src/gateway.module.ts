import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, Reflector } from '@nestjs/core';
import { AuthGuard } from './auth/auth.guard';
import { BulkController } from './bulk/bulk.controller';
import { CommandsController } from './commands/commands.controller';
import { DOOR, type Door } from './door';
import { HealthController } from './health.controller';
import { NotificationsController } from './notifications/notifications.controller';
import { OpenapiController } from './openapi/openapi.controller';
import { PreflightController } from './preflight/preflight.controller';
import { ConversationsController } from './reading/conversations.controller';
import { InboxController } from './reading/inbox.controller';
import { OwnController } from './reading/own.controller';
import { RefusalFilter } from './refusal.filter';

/** A controller per noun, one guard, one place for errors; all on an open door. */
@Module({})
export class GatewayModule implements OnApplicationShutdown {
  constructor(@Inject(DOOR) private readonly door: Door) {}

  static of(open: () => Promise<Door>): DynamicModule {
    return {
      module: GatewayModule,
      controllers: [
        HealthController,
        OpenapiController,
        CommandsController,
        BulkController,
        PreflightController,
        InboxController,
        ConversationsController,
        OwnController,
        NotificationsController,
      ],
      providers: [
        { provide: DOOR, useFactory: open },
        {
          provide: APP_GUARD,
          inject: [Reflector, DOOR],
          useFactory: (reflector: Reflector, { tokens }: Door) => new AuthGuard(reflector, tokens),
        },
        {
          provide: APP_FILTER,
          inject: [DOOR],
          useFactory: (door: Door) => new RefusalFilter(door),
        },
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.door.close();
  }
}
