import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ListedFolder } from '@vestibule/views';
import { Called } from '../auth/caller';
import type { Caller } from '../auth/tokens';
import { DOOR, type Door } from '../door';
import { countsConversations, listsConversations, searchesPeople } from '../openapi/documented';
import { pageIn, type PageQuery, textIn } from '../query';
import type { Counts } from './reading';
import type { ConversationPage, PeoplePage } from './shown';

/** The caller's own lists. */
@ApiTags('inbox')
@Controller('v1')
export class InboxController {
  constructor(@Inject(DOOR) private readonly door: Door) {}

  @listsConversations('Conversations that are open, and those the caller has begun')
  @Get('inbox')
  async inbox(@Called() caller: Caller, @Query() query: PageQuery): Promise<ConversationPage> {
    return this.list(caller, 'inbox', query);
  }

  @listsConversations('Requests that wait for an answer')
  @Get('requests')
  async requests(@Called() caller: Caller, @Query() query: PageQuery): Promise<ConversationPage> {
    return this.list(caller, 'requests', query);
  }

  @listsConversations('Requests that were put aside')
  @Get('hidden')
  async hidden(@Called() caller: Caller, @Query() query: PageQuery): Promise<ConversationPage> {
    return this.list(caller, 'hidden', query);
  }

  @listsConversations('Requests that the caller has declined, and can restore')
  @Get('declined')
  async declined(@Called() caller: Caller, @Query() query: PageQuery): Promise<ConversationPage> {
    return this.list(caller, 'declined', query);
  }

  @countsConversations()
  @Get('counts')
  async counts(@Called() { accountId }: Caller, @Query() query: PageQuery): Promise<Counts> {
    await this.door.rooms.after(accountId, query['after']);
    return this.door.rooms.reading.counts(accountId);
  }

  @searchesPeople()
  @Get('people')
  async people(@Called() { accountId }: Caller, @Query() query: PageQuery): Promise<PeoplePage> {
    const text = textIn(query['search'], 'search') ?? '';
    return this.door.rooms.reading.people(accountId, text, pageIn(query));
  }

  private async list(
    { accountId }: Caller,
    folder: ListedFolder,
    query: PageQuery,
  ): Promise<ConversationPage> {
    await this.door.rooms.after(accountId, query['after']);
    return this.door.rooms.reading.list(accountId, folder, pageIn(query));
  }
}
