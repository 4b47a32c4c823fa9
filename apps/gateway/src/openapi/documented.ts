import { applyDecorators } from '@nestjs/common';
import {
  ApiHeader,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiResponse,
  ApiSecurity,
} from '@nestjs/swagger';
import { type RefusalCode, refusals } from '../refusal';
import { counts, messages, notices, outcome, requests, undecided } from './examples';

const schemaRef = (name: string) => ({ $ref: `#/components/schemas/${name}` });

const answers = (
  status: number,
  description: string,
  { schema, example }: { readonly schema: string; readonly example: object },
) =>
  ApiResponse({
    status,
    description,
    content: { 'application/json': { schema: schemaRef(schema), example } },
  });

/** What every route behind the guard may say. */
const always: readonly RefusalCode[] = ['UNAUTHENTICATED', 'FAILED', 'BUSY'];

const refuses = (...codes: readonly RefusalCode[]) => {
  const all = [...codes, ...always];
  const statuses = [...new Set(all.map((code) => refusals[code].status))];
  return applyDecorators(
    ...statuses.map((status) => {
      const here = all.filter((code) => refusals[code].status === status);
      const examples = here.map((code) => [code, { value: { code, text: refusals[code].text } }]);
      return ApiResponse({
        status,
        description: here.join(', '),
        content: {
          'application/json': {
            schema: schemaRef('Refusal'),
            examples: Object.fromEntries(examples) as Record<string, { value: object }>,
          },
        },
      });
    }),
  );
};

const pages = () =>
  applyDecorators(
    ApiQuery({
      name: 'before',
      required: false,
      schema: { type: 'string' },
      description: '`next` of the page before; absent for the newest.',
    }),
    ApiQuery({
      name: 'limit',
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
    }),
  );

/** The one route that stands for all commands; the document tells them apart. */
export const asksCommand = () =>
  applyDecorators(
    ApiOperation({ summary: 'Ask a command and get its outcome' }),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'The command id: a UUIDv7. With the same one nothing is asked twice.',
      schema: { type: 'string', format: 'uuid' },
    }),
    ApiQuery({
      name: 'waitMs',
      required: false,
      schema: { type: 'integer', minimum: 0, maximum: 30_000, default: 5_000 },
      description: 'How long to wait for the outcome.',
    }),
    answers(200, 'The outcome; a decided refusal is one too.', {
      schema: 'Outcome',
      example: outcome,
    }),
    answers(202, 'Not decided yet.', { schema: 'Undecided', example: undecided }),
    refuses(
      ...(['BAD_SCHEMA', 'NOT_JSON', 'NOT_UTF8', 'TOO_DEEP', 'INVALID_RECIPIENT'] as const),
      ...(['EXPIRED', 'FUTURE', 'ACTOR_MISMATCH', 'ID_REUSED', 'TOO_LARGE'] as const),
      ...(['JSON_ONLY', 'SLOW_DOWN'] as const),
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
    answers(200, 'A page, newest change first.', {
      schema: 'ConversationPage',
      example: requests,
    }),
    refuses('BAD_SCHEMA', 'BAD_CURSOR'),
  );

export const countsConversations = () =>
  applyDecorators(
    ApiOperation({ summary: 'How many conversations lie in each of the lists' }),
    answers(200, 'The counts.', { schema: 'Counts', example: counts }),
    refuses(),
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
