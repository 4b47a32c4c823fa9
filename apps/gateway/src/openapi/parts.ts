import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiQuery, ApiResponse, type ApiResponseOptions } from '@nestjs/swagger';
import { type RefusalCode, refusals } from '../refusal';

type Shown = {
  readonly schema: string;
  readonly example: object;
  readonly headers?: ApiResponseOptions['headers'];
};

const schemaRef = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** An answer with its schema and an example of it. */
export const answers = (status: number, description: string, { schema, example, headers }: Shown) =>
  ApiResponse({
    status,
    description,
    ...(headers && { headers }),
    content: { 'application/json': { schema: schemaRef(schema), example } },
  });

/** What every route behind the guard may say. */
const always: readonly RefusalCode[] = ['UNAUTHENTICATED', 'FAILED', 'BUSY'];

/** The refusals of a route, with what every route behind the guard may say. */
export const refuses = (...codes: readonly RefusalCode[]) => {
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

/** The query of a page of the own lists. */
export const pages = () =>
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

/** The query of a read that can wait for what a command does. */
export const waits = () =>
  ApiQuery({
    name: 'after',
    required: false,
    schema: { type: 'string' },
    description:
      'The id of a command of the caller, or a `position`: waits, three seconds at most, until ' +
      'the lists show it. What then has not come is not there.',
  });

/** Header and query of a call that asks something. */
export const asksOnce = (description: string) =>
  applyDecorators(
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description,
      schema: { type: 'string', format: 'uuid' },
    }),
    ApiQuery({
      name: 'waitMs',
      required: false,
      schema: { type: 'integer', minimum: 0, maximum: 30_000, default: 5_000 },
      description: 'How long to wait for the outcome.',
    }),
  );

/** What may be wrong with a body. */
export const bodyRefusals = [
  ...(['BAD_SCHEMA', 'NOT_JSON', 'NOT_UTF8'] as const),
  ...(['TOO_LARGE', 'JSON_ONLY'] as const),
] as const;

/** The header that tells what is left. */
export const rateLimit = {
  RateLimit: {
    description:
      'What is left: `"request"` before this person accepts, and a window of volume by unit and ' +
      'length; `r`: how many, `t`: seconds until the next comes back. Absent where nothing counts.',
    schema: { type: 'string' as const, example: '"request";r=2, "new-recipient.P1D";r=99;t=86400' },
  },
};
