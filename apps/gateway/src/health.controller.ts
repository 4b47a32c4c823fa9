import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Open } from './auth/caller';
import { DOOR, type Door } from './door';
import { RefusedError } from './refusal';

/** What Kubernetes and Prometheus ask. */
@ApiExcludeController()
@Controller()
export class HealthController {
  constructor(@Inject(DOOR) private readonly door: Door) {}

  /** Only that the event loop turns: a process that waits for its brokers need not be restarted. */
  @Open()
  @Get('live')
  live(): { live: true } {
    return { live: true };
  }

  /** Whether outcomes and notices are heard, and the read model answers. */
  @Open()
  @Get('ready')
  async ready(): Promise<{ ready: true }> {
    const detail = await this.door.trouble();
    if (detail !== undefined) throw new RefusedError('BUSY', { detail });
    return { ready: true };
  }

  @Open()
  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async metrics(): Promise<string> {
    return this.door.meters.scrape();
  }
}
