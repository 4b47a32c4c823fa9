import { Controller, Get, Headers, Inject, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ServerResponse } from 'node:http';
import { Called, TokenInQuery } from '../auth/caller';
import type { Caller } from '../auth/tokens';
import { DOOR, type Door } from '../door';
import { streamsNotifications } from '../openapi/documented';
import { RefusedError } from '../refusal';
import { Connection } from './connection';
import type { Told } from './feed';
import { placeIn } from './place';
import { told } from './sse';

const heartbeatMs = 15_000;
const waitingMax = 256;
const streamsPerPerson = 10;
/** The longest a timer can wait. */
const timerMsMax = 2_147_483_647;

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
};

/** What happens while the caller listens. */
@ApiTags('notifications')
@Controller('v1/notifications')
export class NotificationsController {
  private readonly open = new Set<() => void>();

  constructor(@Inject(DOOR) private readonly door: Door) {}

  /** Ends when its token does: the client comes back with a fresh one and its place. */
  @streamsNotifications()
  @TokenInQuery()
  @Get('stream')
  stream(
    @Called() { accountId, expiresAtMs }: Caller,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res() response: ServerResponse,
  ): void {
    const { feed, nowMs, isLeaving } = this.door;
    if (isLeaving) throw new RefusedError('BUSY');
    if (feed.listeners(accountId) >= streamsPerPerson) throw new RefusedError('SLOW_DOWN');
    if (response.closed) return;
    response.writeHead(200, headers);
    const reader = new Connection(response, {
      textOf: async (one) => this.textOf(one),
      heartbeatMs,
      waitingMax,
      onClosed: () => {
        listening.stop();
        clearTimeout(expiry);
        this.open.delete(reader.close);
      },
    });
    const listening = feed.listen(accountId, reader.tell, placeIn(lastEventId));
    const expiry = setTimeout(reader.close, Math.min(expiresAtMs - nowMs(), timerMsMax));
    this.open.add(reader.close);
  }

  beforeApplicationShutdown(): void {
    for (const close of this.open) close();
  }

  /** A name that cannot be had at the moment must not keep a notice from being told. */
  private async textOf(one: Told): Promise<string> {
    const { said } = one;
    if (said.type === 'inbox' || !said.text.includes('{name}')) return told(one, undefined);
    const found = await this.door.rooms.names
      .of([said.other])
      .catch(() => new Map<string, string>());
    return told(one, found.get(said.other));
  }
}
