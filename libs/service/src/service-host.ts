import { Inject, Injectable } from '@nestjs/common';
import { HOST, type Hosted } from './hosted';
import type { Batch } from './lanes';

/** What the controllers of the services hand their batches to. */
@Injectable()
export class ServiceHost {
  constructor(@Inject(HOST) private readonly hosted: Hosted) {}

  /** Decides a batch; gives how many records from the front are settled. */
  async handle(batch: Batch): Promise<number> {
    return this.hosted.handle(batch);
  }
}
