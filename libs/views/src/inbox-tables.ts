/** Bodies are `json`, not `jsonb`: nothing looks inside, so nothing in them can stop the stream. */
const firstTables = (schema: string): readonly string[] => [
  `create table if not exists ${schema}.messages (
     conversation_id text collate "C",
     message_id text collate "C",
     sender text not null,
     recipient text,
     kind text not null,
     view text not null,
     at_ms bigint not null,
     body json not null,
     primary key (conversation_id, message_id)
   )`,
  `create table if not exists ${schema}.placements (
     person text collate "C",
     conversation_id text collate "C",
     message_id text collate "C",
     revision integer not null,
     folder text not null,
     at_ms bigint not null,
     primary key (person, conversation_id, message_id)
   )`,
  `create table if not exists ${schema}.conversations (
     person text collate "C",
     conversation_id text collate "C",
     other text not null,
     folder text not null,
     status text not null,
     said text,
     revision integer not null,
     last_at_ms bigint not null,
     unanswered integer not null,
     newest text,
     primary key (person, conversation_id)
   )`,
  `create index if not exists placements_by_revision
     on ${schema}.placements (person, conversation_id, revision desc)`,
  `create index if not exists conversations_by_revision
     on ${schema}.conversations (person, folder, revision desc)`,
];

/** Columns that came later: what they hold of older events, a rebuild brings. */
const laterColumns = (schema: string): readonly string[] => [
  `alter table ${schema}.messages
     add column if not exists taken boolean not null default false`,
  `alter table ${schema}.placements
     add column if not exists masked boolean not null default false,
     add column if not exists gone boolean not null default false,
     add column if not exists inert boolean not null default false`,
  `alter table ${schema}.conversations
     add column if not exists placed integer not null default -1,
     add column if not exists theirs integer not null default -1,
     add column if not exists read_to integer not null default -1,
     add column if not exists cleared_to integer not null default -1,
     add column if not exists cleared boolean not null default false,
     add column if not exists muted_until_ms bigint,
     add column if not exists muted_forever boolean not null default false,
     add column if not exists seen_to integer not null default -1,
     add column if not exists seen_at_ms bigint,
     add column if not exists gaps json not null default '[]'`,
];

/** Makes the tables of the inbox, or brings those that are there up to date. */
export const inboxTables = (schema: string): readonly string[] => [
  ...firstTables(schema),
  ...laterColumns(schema),
];

/** Everything that the inbox holds, in one order. */
export const inboxContent = (schema: string): readonly string[] => [
  `select * from ${schema}.messages order by conversation_id, message_id`,
  `select * from ${schema}.placements order by person, conversation_id, message_id`,
  `select * from ${schema}.conversations order by person, conversation_id`,
];
