import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Called } from '../auth/caller';
import type { Caller } from '../auth/tokens';
import { DOOR, type Door } from '../door';
import { readsConversation } from '../openapi/documented';
import { idIn, pageIn, type PageQuery } from '../query';
import { RefusedError } from '../refusal';
import type { MessagePage } from './shown';

/** What the caller and one other account have written to each other. */
@ApiTags('conversations')
@Controller('v1/conversations')
export class ConversationsController {
  constructor(@Inject(DOOR) private readonly door: Door) {}

  /** Where there is nothing, an empty page is an answer that tells nothing. */
  @readsConversation()
  @Get(':other')
  async read(
    @Called() { accountId }: Caller,
    @Param('other') other: string,
    @Query() query: PageQuery,
  ): Promise<MessagePage> {
    if (idIn(other, 'other') === accountId) throw new RefusedError('INVALID_RECIPIENT');
    await this.door.rooms.after(accountId, query['after']);
    return this.door.rooms.reading.conversation(accountId, other, pageIn(query));
  }
}
