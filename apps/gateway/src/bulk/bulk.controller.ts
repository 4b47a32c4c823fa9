import { Controller, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Wanted, type WantedCommand } from '../commands/wanted';
import { DOOR, type Door } from '../door';
import { answersRequests, undoesAnswers } from '../openapi/documented-acts';
import { idIn, pageIn, type PageQuery } from '../query';
import type { ManyAnswers } from './bulk';
import { callIdOf, wishOf } from './wish';

/** Answers to many requests at once. */
@ApiTags('requests')
@Controller('v1/requests/answers')
export class BulkController {
  constructor(@Inject(DOOR) private readonly door: Door) {}

  @answersRequests()
  @Post()
  @HttpCode(200)
  async answer(@Wanted() wanted: WantedCommand): Promise<ManyAnswers> {
    return this.door.rooms.bulk.answer(wishOf(wanted, this.door.nowMs()));
  }

  @undoesAnswers()
  @Post(':bulkId/undo')
  @HttpCode(200)
  async undo(
    @Wanted() wanted: WantedCommand,
    @Param('bulkId') asked: string,
    @Query() query: PageQuery,
  ): Promise<ManyAnswers> {
    const bulkId = idIn(asked, 'bulkId');
    const undoId = callIdOf(wanted, this.door.nowMs());
    const { actor: person, waitMs } = wanted;
    // It looks at many streams, so not as often as one likes; a single restore always passes.
    this.door.rooms.slowDown({ actor: person, other: person });
    const { before } = pageIn(query);
    return this.door.rooms.bulk.undo({ person, bulkId, undoId, before, waitMs });
  }
}
