import { Controller, Get, Header, Inject, ServiceUnavailableException } from '@nestjs/common';
import { HOST, type Hosted } from './hosted';

const storeAnswersWithinMs = 10_000;

/** What Kubernetes and Prometheus ask. */
@Controller()
export class HealthController {
  constructor(@Inject(HOST) private readonly hosted: Hosted) {}

  /** Only that the event loop turns: a process that waits for its store need not be restarted. */
  @Get('live')
  live(): { live: true } {
    return { live: true };
  }

  /** Whether records are being consumed, published, and the store answers. */
  @Get('ready')
  async ready(): Promise<{ ready: true }> {
    const { listening, healthy, ask, system } = this.hosted;
    if (!listening || !healthy()) throw new ServiceUnavailableException('not ready');
    const answered = await Promise.race([
      ask().then(() => true),
      system.wait(storeAnswersWithinMs).then(() => false),
    ]);
    if (!answered) throw new ServiceUnavailableException('the event store is silent');
    return { ready: true };
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async metrics(): Promise<string> {
    return this.hosted.scrape();
  }
}
