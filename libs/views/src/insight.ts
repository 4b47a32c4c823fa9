import type { ConversationEvent } from '@vestibule/domain';
import type { Recorded } from '@vestibule/streams';
import { nextRequests, tallyOf, type Request, type Tally } from './insight-fold';
import {
  addTallies,
  newestRequests,
  writeBlocks,
  writeReports,
  writeRequests,
  type BlockRow,
  type ReportRow,
} from './insight-rows';
import type { View } from './view';

const prefix = 'pair-';

const tables = (schema: string): readonly string[] => [
  `create table if not exists ${schema}.requests (
     conversation_id text collate "C",
     sender text collate "C",
     number integer,
     made_at_ms bigint not null,
     opener text not null,
     accepted_at_ms bigint,
     how text,
     reply integer,
     last_from text not null,
     last_at_ms bigint not null,
     primary key (conversation_id, sender, number)
   )`,
  `create table if not exists ${schema}.tallies (
     day text collate "C",
     what text collate "C",
     why text collate "C",
     events bigint not null,
     primary key (day, what, why)
   )`,
  `create table if not exists ${schema}.reports (
     conversation_id text collate "C",
     revision integer,
     reporter text not null,
     reported text not null,
     reason text not null,
     also text,
     message_ids json not null,
     at_ms bigint not null,
     primary key (conversation_id, revision)
   )`,
  `create table if not exists ${schema}.blocks (
     conversation_id text collate "C",
     revision integer,
     blocker text not null,
     at_ms bigint not null,
     primary key (conversation_id, revision)
   )`,
];

const indexes = (schema: string): readonly string[] => [
  `create index if not exists requests_by_sender on ${schema}.requests (sender, made_at_ms)`,
  `create index if not exists reports_by_reported on ${schema}.reports (reported, at_ms)`,
  `create index if not exists blocks_by_blocker on ${schema}.blocks (blocker, at_ms)`,
];

const content = (schema: string): readonly string[] => [
  `select * from ${schema}.requests order by conversation_id, sender, number`,
  `select * from ${schema}.tallies order by day, what, why`,
  `select * from ${schema}.reports order by conversation_id, revision`,
  `select * from ${schema}.blocks order by conversation_id, revision`,
];

/** What the host itself records tells of no person, and is in no funnel. */
const hostTypes: ReadonlySet<string> = new Set([
  'CommandFailed',
  'Quarantined',
  'QuarantineLifted',
]);

type Found = {
  readonly event: ConversationEvent;
  readonly conversationId: string;
  readonly revision: number;
};

const found = ({ stream, revision, ...recorded }: Recorded): Found => ({
  event: recorded as unknown as ConversationEvent,
  conversationId: stream.slice(prefix.length),
  revision,
});

/** The newest requests of each conversation as they change, and all that was touched on the way. */
const foldRequests = (known: readonly Request[], all: readonly Found[]): readonly Request[] => {
  const newest = new Map<string, Map<string, Request>>();
  const touched = new Map<string, Request>();
  const keep = (request: Request) => {
    const own = newest.get(request.conversationId) ?? new Map<string, Request>();
    newest.set(request.conversationId, own.set(request.sender, request));
  };
  known.forEach(keep);
  for (const { conversationId, event } of all) {
    const requests = newest.get(conversationId) ?? new Map<string, Request>();
    for (const request of nextRequests(conversationId, requests, event)) {
      keep(request);
      touched.set(`${conversationId}~${request.sender}~${request.number}`, request);
    }
  }
  return [...touched.values()];
};

const counted = (all: readonly Found[]): readonly (Tally & { readonly events: number })[] => {
  const counts = new Map<string, Tally & { readonly events: number }>();
  for (const { event } of all) {
    const tally = tallyOf(event);
    const key = JSON.stringify(tally);
    counts.set(key, { ...tally, events: (counts.get(key)?.events ?? 0) + 1 });
  }
  return [...counts.values()];
};

const reportOf = ({ event, conversationId, revision }: Found): readonly ReportRow[] => {
  if (event.type !== 'AccountReported') return [];
  const { by, to, reason, also, messageIds, atMs } = event.data;
  const who = { reporter: by, reported: to };
  return [{ conversationId, revision, ...who, reason, also, messageIds, atMs }];
};

const blockOf = ({ event, conversationId, revision }: Found): readonly BlockRow[] => {
  if (event.type !== 'AccountBlocked') return [];
  return [{ conversationId, revision, blocker: event.data.by, atMs: event.data.atMs }];
};

const apply: View['apply'] = async (query, schema, events) => {
  const all = events.filter(({ type }) => !hostTypes.has(type)).map(found);
  if (all.length === 0) return;
  const ids = [...new Set(all.map(({ conversationId }) => conversationId))];
  const requests = foldRequests(await newestRequests(query, schema, ids), all);
  await writeRequests(query, schema, requests);
  await addTallies(query, schema, counted(all));
  await writeReports(query, schema, all.flatMap(reportOf));
  await writeBlocks(query, schema, all.flatMap(blockOf));
};

/**
 * What the pairs' history tells when it is counted: a sender's requests as that sender may know of
 * them, and for operators the funnel, the reports and the blocks. No bodies.
 */
export const insightView: View = {
  name: 'insight',
  streams: ['pair'],
  tables: (schema) => [...tables(schema), ...indexes(schema)],
  content,
  apply,
};
