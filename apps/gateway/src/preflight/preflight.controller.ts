import { Controller, Get, HttpCode, Inject, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ServerResponse } from 'node:http';
import { rateLimitOf } from '../commands/rate-limit';
import { Wanted, type WantedCommand } from '../commands/wanted';
import { DOOR, type Door } from '../door';
import { asksForButton, asksWhetherToWrite } from '../openapi/documented-acts';
import type { MayWrite } from './may-write';
import type { Wish } from './preflight';
import { Thought, writtenIn } from './wish';

type Replying = Pick<ServerResponse, 'setHeader'>;

/** "May I write?": the rules of sending, without sending. */
@ApiTags('may I write')
@Controller('v1')
export class PreflightController {
  constructor(@Inject(DOOR) private readonly door: Door) {}

  /** Without a text: for the button on a profile. */
  @asksForButton()
  @Get('accounts/:other/may-i-write')
  async mayWrite(
    @Thought() wish: Wish,
    @Res({ passthrough: true }) response: Replying,
  ): Promise<MayWrite> {
    return this.tell(wish, response);
  }

  /** With the text that would be sent. */
  @asksWhetherToWrite()
  @Post('may-i-write')
  @HttpCode(200)
  async mayWriteThis(
    @Wanted() wanted: WantedCommand,
    @Res({ passthrough: true }) response: Replying,
  ): Promise<MayWrite> {
    const nowMs = this.door.nowMs();
    return this.tell(
      writtenIn(wanted, { nowMs, matcher: this.door.rooms.matcherAt(nowMs) }),
      response,
    );
  }

  private async tell(wish: Wish, response: Replying): Promise<MayWrite> {
    this.door.rooms.slowDown(wish);
    const told = await this.door.rooms.preflight(wish);
    const left = rateLimitOf(told.answer, this.door.nowMs());
    if (left !== undefined) response.setHeader('ratelimit', left);
    return told;
  }
}
