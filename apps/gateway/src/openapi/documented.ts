import { applyDecorators } from '@nestjs/common';
import {
  ApiHeader,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiResponse,
  ApiSecurity,
} from '@nestjs/swagger';
import { counts, messages, notices, outcome, people, requests, undecided } from './examples';
import { answers, asksOnce, bodyRefusals, pages, rateLimit, refuses, waits } from './parts';

/** The one route that stands for all commands; the document tells them apart. */
export const asksCommand = () =>
  applyDecorators(
    ApiOperation({ summary: 'Ask a command and get its outcome' }),
    asksOnce('The command id: a UUIDv7. With the same one nothing is asked twice.'),
    answers(200, 'The outcome; a decided refusal is one too.', {
      schema: 'Outcome',
      example: outcome,
      headers: rateLimit,
    }),
    answers(202, 'Not decided yet.', { schema: 'Undecided', example: undecided }),
    refuses(
      ...bodyRefusals,
      ...(['TOO_DEEP', 'INVALID_RECIPIENT', 'EXPIRED', 'FUTURE'] as const),
      ...(['ACTOR_MISMATCH', 'ID_REUSED', 'SLOW_DOWN'] as const),
    ),
  );

export const looksForOutcome = () =>
  applyDecorators(
    ApiOperation({
      summary: 'What became of a command of the caller',
      description: '404: not asked at this door, or forgotten. Repeating it tells for certain.',
    }),
    ApiParam({ name: 'commandId', schema: { type: 'string', format: 'uuid' } }),
    answers(200, 'The outcome.', { schema: 'Outcome', example: outcome }),
    answers(202, 'Not decided yet.', { schema: 'Undecided', example: undecided }),
    refuses('BAD_SCHEMA', 'NOT_FOUND'),
  );

export const listsConversations = (summary: string) =>
  applyDecorators(
    ApiOperation({ summary }),
    pages(),
    waits(),
    answers(200, 'A page, newest change first.', {
      schema: 'ConversationPage',
      example: requests,
    }),
    refuses('BAD_SCHEMA', 'BAD_CURSOR'),
  );

export const countsConversations = () =>
  applyDecorators(
    ApiOperation({ summary: 'How many conversations lie in each of the lists' }),
    waits(),
    answers(200, 'The counts.', { schema: 'Counts', example: counts }),
    refuses('BAD_SCHEMA', 'BAD_CURSOR'),
  );

export const searchesPeople = () =>
  applyDecorators(
    ApiOperation({ summary: 'People in the own lists, by the beginning of a name' }),
    ApiQuery({
      name: 'search',
      required: true,
      schema: { type: 'string', maxLength: 100 },
      description: 'What was typed; case, accents and widths do not count.',
    }),
    pages(),
    answers(200, 'A page, newest conversation first; nobody for an empty text.', {
      schema: 'PeoplePage',
      example: people,
    }),
    refuses('BAD_SCHEMA', 'BAD_CURSOR'),
  );

export const readsConversation = () =>
  applyDecorators(
    ApiOperation({ summary: 'The messages of one conversation, as the caller may read them' }),
    ApiParam({
      name: 'other',
      description: 'The other account.',
      schema: { type: 'string', format: 'uuid' },
    }),
    pages(),
    waits(),
    answers(200, 'A page, newest first; empty where there is nothing.', {
      schema: 'MessagePage',
      example: messages,
    }),
    refuses('BAD_SCHEMA', 'BAD_CURSOR', 'INVALID_RECIPIENT'),
  );

export const streamsNotifications = () =>
  applyDecorators(
    ApiOperation({
      summary: 'What happens from now on, as server-sent events',
      description:
        '`notice`: something to show. `inbox`: something changed in a list, look again. A comment ' +
        'every 15 s keeps the connection alive; it ends when the token does. `Last-Event-ID` ' +
        'brings what was missed, as far as it is kept. A browser cannot set a header here, so ' +
        '`access_token` is taken from the query too: such an address can end up in the logs of ' +
        'proxies, so use tokens that expire soon, and the header wherever you can.',
    }),
    ApiSecurity('token'),
    ApiSecurity('tokenInQuery'),
    ApiHeader({ name: 'Last-Event-ID', required: false, schema: { type: 'string' } }),
    ApiResponse({
      status: 200,
      description: 'A stream of events that does not end by itself.',
      content: { 'text/event-stream': { schema: { type: 'string' }, example: notices } },
    }),
    refuses('SLOW_DOWN'),
  );
