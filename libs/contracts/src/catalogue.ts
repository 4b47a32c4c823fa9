import { type Samples, samplesOf } from './asyncapi';
import { limits } from './bytes';
import { limitNotice, notKeptNotice, publicCodes, recipientNotice, textOf } from './codes';
import { days } from './days';
import { commandIdPattern, idPattern } from './fields';
import { conversationNamespace } from './ids';
import { deadLetterSentences, deadLetterReasons } from './reasons';
import { sentences } from './sentences';
import { messageSchema } from './shapes';
import { allTopics, deadLetterTopic, groups, type KnownTopic } from './topics';

type Row = readonly string[];

const row = (cells: Row): string => `| ${cells.join(' | ')} |`;

const table = (head: Row, rows: readonly Row[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

const code = (text: string): string => `\`${text}\``;

const list = (names: readonly string[]): string => names.join(', ') || '–';

const deadLetters = (topic: KnownTopic): string =>
  list(
    groups
      .filter((group) => topic.readers.includes(group))
      .map((group) => code(deadLetterTopic(topic, group).name)),
  );

const facts = (topic: KnownTopic): string =>
  table(
    ['property', 'value'],
    [
      ['key', topic.key === 'policy' ? 'the word `policy`' : `${topic.key} id`],
      ['said by', list(topic.writers)],
      ['heard by', list(topic.readers)],
      ['for', topic.audience],
      ['partitions', `${topic.partitions}`],
      ['kept', `${topic.retentionMs / days(1)} days`],
      ['unknown fields', topic.strict ? 'refused' : 'ignored'],
      ['dead letters', deadLetters(topic)],
    ],
  );

type Field = {
  readonly type?: string;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Field[];
};

const patterns: Readonly<Record<string, string>> = {
  [idPattern.source]: 'UUID',
  [commandIdPattern.source]: 'UUIDv7',
};

const kindOf = ({ type, pattern, enum: values, anyOf }: Field): string => {
  if (values) return values.map(code).join(' ');
  if (anyOf) return [...new Set(anyOf.map(kindOf))].join(' or ');
  return patterns[pattern ?? ''] ?? type ?? 'any';
};

const fieldRows = (topic: KnownTopic, type: string): readonly Row[] => {
  const { properties, required } = messageSchema(topic, type) as {
    readonly properties: Readonly<Record<string, Field>>;
    readonly required: readonly string[];
  };
  return Object.entries(properties).map(([name, field]) => [
    code(name),
    kindOf(field),
    required.includes(name) ? 'always' : 'may be absent',
  ]);
};

const example = (samples: Samples, topic: KnownTopic, type: string): string => {
  const [first] = samplesOf(samples, topic, type);
  return first ? ['```json', JSON.stringify(first[1].value, null, 2), '```'].join('\n') : '';
};

const messageText = (samples: Samples, topic: KnownTopic, type: string): string => {
  const { messages } = sentences[topic.name];
  return [
    `### ${type}`,
    (messages as Readonly<Record<string, string>>)[type] ?? '',
    table(['field', 'kind', 'present'], fieldRows(topic, type)),
    example(samples, topic, type),
  ].join('\n\n');
};

const topicText = (samples: Samples, topic: KnownTopic): string =>
  [
    `## ${topic.name}`,
    sentences[topic.name].about,
    facts(topic),
    ...Object.keys(topic.messages).map((type) => messageText(samples, topic, type)),
  ].join('\n\n');

const lead = `# Events and commands

This file is generated from \`libs/contracts\`; do not edit it.

A record is a plain JSON value with its metadata in headers: CloudEvents 1.0, binary mode.
\`ce_specversion\` is \`1.0\`, \`ce_id\` the id (of a command a UUIDv7, which carries its time of issue),
\`ce_type\` the name of the message, \`ce_source\` who says it, \`ce_time\` a time for people to read.
\`traceparent\` is optional. Where a topic follows a stream, \`ce_stream\`, \`ce_revision\` and
\`ce_metadata\` tell where the event stands. Ids are lower-case UUIDs; instants end in \`AtMs\` and are
whole milliseconds since 1970. The id of a conversation is the UUIDv5 of
\`<lower account>~<higher account>\` in the namespace \`${conversationNamespace}\`.

A command has at most ${limits.commandBytesMax / 1_024} KiB (about the policy ${limits.policyCommandBytesMax / 1_024}), any other record ${limits.eventBytesMax / 1_024} KiB, with ${limits.headersMax} headers, ${limits.depthMax} levels and
${limits.keysMax} keys per object. Fields are only ever added.`;

const reasonsText = (): string =>
  [
    '## Dead letters',
    'A record that cannot be understood goes to `<topic>.<group>.dlq` with one of these reasons.',
    table(
      ['reason', 'meaning'],
      deadLetterReasons.map((reason) => [code(reason), deadLetterSentences[reason]]),
    ),
  ].join('\n\n');

const codesText = (): string =>
  [
    '## Public codes',
    'What the actor of a command may be told. The code is the contract, the text its English.',
    table(
      ['code', 'text'],
      publicCodes.map((name) => [code(name), textOf(name, { limit: 3 }) ?? '–']),
    ),
    `With the send that reaches the limit: ${code(limitNotice(3))}`,
    `On every request, behind the sender's name: ${code(recipientNotice(3))}`,
    `Where a request was accepted from the declined list, to its recipient: ${code(notKeptNotice)}`,
  ].join('\n\n');

/** The event catalogue as Markdown: every topic, message, dead-letter reason and public code. */
export const catalogue = (samples: Samples): string =>
  [lead, ...allTopics.map((topic) => topicText(samples, topic)), reasonsText(), codesText(), '']
    .join('\n\n')
    .trimEnd()
    .concat('\n');
