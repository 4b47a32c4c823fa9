import { dmOutcomes, messageSchema, type Schema, volumeUnits } from '@vestibule/contracts';
import { buttons } from '../preflight/may-write';
import { refusals } from '../refusal';
import {
  atMs,
  count,
  cursor,
  flag,
  id,
  list,
  object,
  oneOf,
  orNull,
  type Properties,
  ref,
  text,
} from './shapes';

/** What sending would say: an outcome without what only a sent message has. */
const answer = (): Schema => {
  const { properties, required, ...rest } = messageSchema(
    dmOutcomes,
    'CommandDecided',
  ) as Schema & {
    readonly properties: Properties;
    readonly required: readonly string[];
  };
  const {
    commandId: _id,
    command: _type,
    actor: _actor,
    messageId: _message,
    ...said
  } = properties;
  return {
    ...rest,
    title: 'Answer',
    properties: said,
    required: required.filter((one) => one in said),
  };
};

const bulkAnswer = object(
  {
    answer: oneOf(['accept', 'decline']),
    how: { ...oneOf(['decline', 'delete']), description: 'Of a decline; `decline` unless told.' },
    position: { type: 'string', description: 'As a list told it.' },
    dryRun: flag,
  },
  ['how', 'dryRun'],
);

const oneAnswer = object(
  {
    conversationId: id,
    other: id,
    commandId: id,
    status: oneOf(['planned', 'decided', 'undecided', 'not-asked']),
    outcome: ref('Outcome'),
    code: { ...oneOf(Object.keys(refusals)), description: 'Why it was not asked; try again.' },
  },
  ['commandId', 'outcome', 'code'],
);

const remaining = object({ unit: oneOf(volumeUnits), per: text, left: count, resetsAtMs: atMs }, [
  'resetsAtMs',
]);

const share = { requests: count, accepted: count, unanswered: count };
const shares = (name: string, group: Schema): Schema => ({
  type: 'array',
  items: object({ [name]: group, ...share }),
});

const insights = object({
  all: { ...object(share), nullable: true },
  byOpener: shares('opener', text),
  byHour: shares('hour', { type: 'integer', minimum: 0, maximum: 23, description: 'UTC.' }),
  byWeek: shares('week', { type: 'string', description: 'Its Monday, UTC.' }),
  open: {
    ...object({ conversations: count, replyGraphemes: orNull(count), stalled: count }),
    nullable: true,
  },
  imported: count,
});

/** What people are told when they ask before they act, act on many, or ask about themselves. */
export const actSchemas = (): Readonly<Record<string, Schema>> => ({
  Answer: answer(),
  MayWrite: object({
    answer: ref('Answer'),
    remaining: orNull({
      ...count,
      description: 'Of the limit, after it; null: it does not count.',
    }),
    button: oneOf(buttons),
  }),
  BulkAnswer: bulkAnswer,
  OneAnswer: oneAnswer,
  ManyAnswers: object({
    bulkId: id,
    answers: list('OneAnswer'),
    more: flag,
    next: cursor,
  }),
  Remaining: remaining,
  Quota: object({ volume: list('Remaining') }),
  Insights: insights,
  Preferences: object({ requests: flag, messages: flag, acceptances: flag, previews: flag }),
  Devices: object({ devices: { type: 'array', items: object({ deviceId: id }) } }),
});
