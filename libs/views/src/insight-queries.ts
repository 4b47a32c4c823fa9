import type { Opener } from './insight-fold';
import type { Query } from './view';

type Queried = { readonly query: Query };

/** How the requests of one group went. `unanswered` says nothing of why. */
export type Share = {
  readonly requests: number;
  readonly accepted: number;
  readonly unanswered: number;
};

/** What a sender may know of how the own requests went. */
export type SenderInsight = {
  /** Null for fewer recipients than the smallest group. */
  readonly all: Share | null;
  readonly byOpener: readonly (Share & { readonly opener: Opener })[];
  /** Hour of the day (0 to 23, UTC) at which the request was made. */
  readonly byHour: readonly (Share & { readonly hour: number })[];
  /** Monday of the week (UTC) in which it was made, YYYY-MM-DD. */
  readonly byWeek: readonly (Share & { readonly week: string })[];
  /** Open conversations: how long first replies are (graphemes, median), and how many rest. */
  readonly open: {
    readonly conversations: number;
    readonly replyGraphemes: number | null;
    /** The sender wrote last, more than a week ago. */
    readonly stalled: number;
  } | null;
  /** Conversations that were open elsewhere before; in no other figure. */
  readonly imported: number;
};

/** Whose figures; `minimumGroup` recipients and `delayHours` come from the policy in force. */
export type InsightAsked = {
  readonly sender: string;
  readonly nowMs: number;
  readonly minimumGroup: number;
  readonly delayHours: number;
};

const hourMs = 3_600_000;
const stalledMs = 7 * 24 * hourMs;

type ShareRow = {
  readonly kind: 'all' | 'opener' | 'hour' | 'week';
  readonly group: string | null;
  readonly requests: string;
  readonly accepted: string;
};

const shareOf = ({ requests, accepted }: ShareRow): Share => ({
  requests: Number(requests),
  accepted: Number(accepted),
  unanswered: Number(requests) - Number(accepted),
});

/** An acceptance younger than the delay is still unanswered: figures never tell of the last hours. */
const sharesText = (schema: string): string =>
  `with own as (
     select conversation_id, opener, accepted_at_ms <= $2 as accepted,
       to_timestamp(made_at_ms / 1000.0) at time zone 'UTC' as made
     from ${schema}.requests
     where sender = $1 and made_at_ms <= $2 and how is distinct from 'imported'
   ), grouped as (
     select 'all' as kind, null as "group", * from own
     union all select 'opener', opener, * from own
     union all select 'hour', extract(hour from made)::integer::text, * from own
     union all select 'week', to_char(date_trunc('week', made), 'YYYY-MM-DD'), * from own
   )
   select kind, "group", count(*) as requests, count(*) filter (where accepted) as accepted
   from grouped group by kind, "group"
   having count(distinct conversation_id) >= $3
   order by kind, length("group"), "group"`;

const openText = (schema: string): string =>
  `select count(*) as conversations,
     percentile_disc(0.5) within group (order by reply) as reply,
     count(*) filter (where last_from = $1 and last_at_ms < $3) as stalled
   from ${schema}.requests
   where sender = $1 and how = 'accepted' and accepted_at_ms <= $2`;

type OpenRow = {
  readonly conversations: string;
  readonly reply: number | null;
  readonly stalled: string;
};

const openOf = (row: OpenRow | undefined, minimumGroup: number): SenderInsight['open'] => {
  const conversations = Number(row?.conversations ?? 0);
  if (!row || conversations < minimumGroup) return null;
  return { conversations, replyGraphemes: row.reply, stalled: Number(row.stalled) };
};

/**
 * A sender's own figures: nothing below the smallest group, nothing younger than the delay, no
 * word of any one person. `schema`: `insight` unless told.
 */
export const insightFor = async (
  { query }: Queried,
  { sender, nowMs, minimumGroup, delayHours }: InsightAsked,
  schema = 'insight',
): Promise<SenderInsight> => {
  const untilMs = nowMs - delayHours * hourMs;
  const rows = await query<ShareRow>(sharesText(schema), [sender, untilMs, minimumGroup]);
  const [open] = await query<OpenRow>(openText(schema), [sender, untilMs, nowMs - stalledMs]);
  const [imported] = await query<{ readonly conversations: string }>(
    `select count(distinct conversation_id) as conversations from ${schema}.requests
     where sender = $1 and how = 'imported'`,
    [sender],
  );
  const of = (kind: ShareRow['kind']) => rows.filter((row) => row.kind === kind);
  const [all] = of('all').map(shareOf);
  return {
    all: all ?? null,
    byOpener: of('opener').map((row) => ({ opener: row.group as Opener, ...shareOf(row) })),
    byHour: of('hour').map((row) => ({ hour: Number(row.group), ...shareOf(row) })),
    byWeek: of('week').map((row) => ({ week: row.group ?? '', ...shareOf(row) })),
    open: openOf(open, minimumGroup),
    imported: Number(imported?.conversations ?? 0),
  };
};
