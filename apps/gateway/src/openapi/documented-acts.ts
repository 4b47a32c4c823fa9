import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiParam, ApiQuery } from '@nestjs/swagger';
import { messageKinds } from '@vestibule/contracts';
import { bulkBody, declined, mayWrite, thought } from './examples-acts';
import { answers, asksOnce, bodyRefusals, rateLimit, refuses } from './parts';

const uuid = { type: 'string', format: 'uuid' } as const;
const schemaOf = (name: string) => ({ $ref: `#/components/schemas/${name}` });

const said = (description: string) =>
  answers(200, description, { schema: 'MayWrite', example: mayWrite, headers: rateLimit });

export const asksForButton = () =>
  applyDecorators(
    ApiOperation({
      summary: 'May I write? For the button on a profile',
      description:
        'What sending a message of this kind and length would be answered, by the same rules; ' +
        'nothing is recorded, and it tells no more than sending would.',
    }),
    ApiParam({ name: 'other', description: 'The other account.', schema: uuid }),
    ApiQuery({
      name: 'kind',
      required: false,
      schema: { type: 'string', enum: [...messageKinds], default: 'text' },
    }),
    ApiQuery({
      name: 'chars',
      required: false,
      schema: { type: 'integer', minimum: 0, maximum: 30_000, default: 1 },
    }),
    said('What sending would say.'),
    refuses('BAD_SCHEMA', 'INVALID_RECIPIENT', 'SLOW_DOWN'),
  );

export const asksWhetherToWrite = () =>
  applyDecorators(
    ApiOperation({
      summary: 'May I write this?',
      description: 'The body is that of `SendMessage`; its words and links count too.',
    }),
    ApiBody({
      required: true,
      schema: schemaOf('SendMessage'),
      examples: { thought: { value: thought } },
    }),
    said('What sending it would say.'),
    refuses(
      ...bodyRefusals,
      ...(['TOO_DEEP', 'INVALID_RECIPIENT', 'ACTOR_MISMATCH', 'SLOW_DOWN'] as const),
    ),
  );

export const answersRequests = () =>
  applyDecorators(
    ApiOperation({
      summary: 'Accept or decline all requests up to a position',
      description:
        'Takes every request whose newest message was placed at or before `position`, as a list ' +
        'told it, at most 1,000; `more` tells that the same call, again, goes on. A message that ' +
        'comes meanwhile keeps its request open. `dryRun` asks nothing.',
    }),
    asksOnce('The `bulkId`: a UUIDv7. The ids of all commands derive from it.'),
    ApiBody({
      required: true,
      schema: schemaOf('BulkAnswer'),
      examples: { decline: { value: bulkBody } },
    }),
    answers(200, 'What became of each, as far as is known.', {
      schema: 'ManyAnswers',
      example: declined,
    }),
    refuses(...bodyRefusals, 'BAD_CURSOR', 'EXPIRED', 'FUTURE'),
  );

export const undoesAnswers = () =>
  applyDecorators(
    ApiOperation({
      summary: 'Take the declines of a bulk answer back',
      description:
        'Restores what this bulk answer declined and still lies in the declined list; looks at ' +
        '1,000 conversations, and `next` goes on behind them.',
    }),
    ApiParam({ name: 'bulkId', description: 'Of the bulk answer.', schema: uuid }),
    ApiQuery({ name: 'before', required: false, schema: { type: 'string' } }),
    asksOnce('Of the undo itself: a UUIDv7.'),
    answers(200, 'What became of each, as far as is known.', {
      schema: 'ManyAnswers',
      example: declined,
    }),
    refuses(...bodyRefusals, 'BAD_CURSOR', 'EXPIRED', 'FUTURE', 'SLOW_DOWN'),
  );
