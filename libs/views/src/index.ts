/** Read models in PostgreSQL: what they hold, how they follow the streams, how they are rebuilt. */
export type * from './view';
export { openDatabase, StatementError } from './database';
export { prepare } from './prepare';
export { HistoryError } from './complete';
export type { Stuck } from './apply';
export {
  projector,
  seenAtMs,
  stuckStreams,
  touch,
  type Projector,
  type ProjectorOptions,
  type StuckStream,
  type ViewAt,
} from './project';
export { accountsView } from './accounts';
export { accountRows, followRows, type Account, type Follow } from './account-rows';
export { dueAccounts, type DueAccount, type DueAsked } from './account-dues';
export { freedPhones } from './account-phones';
export { factsFor, namesOf, type FactsLookup, type Pair, type PairFacts } from './account-facts';
export { mustBeCurrent } from './current';
export { inboxView } from './inbox';
export type { Status } from './inbox-status';
export { openMessageFor } from './inbox-open-message';
export { listConversations, type ConversationItem, type ListedFolder } from './inbox-queries';
export { readConversation, type GapItem, type MessageItem } from './inbox-history';
export { requestsOlderThan, type WaitingPage, type WaitingRequest } from './expiring';
export { countsOf, unreadOf, type Unread } from './inbox-counts';
export { positionOf, requestsUpTo, type RequestItem } from './inbox-positions';
export { searchPeople, type PersonItem } from './inbox-people';
export { CursorError, cursorAt, type Page, type Paging, revisionIn } from './pages';
export { partnersOf } from './partners';
export { insightView } from './insight';
export type { Opener } from './insight-fold';
export { insightFor, type InsightAsked, type SenderInsight, type Share } from './insight-queries';
export {
  funnel,
  heavyBlockers,
  reportedAccounts,
  reportsOn,
  type FunnelLine,
  type Report,
  type ReportedAccount,
} from './insight-signals';
export { rebuild, type Rebuilt, type RebuildOptions } from './rebuild';
export type { Difference } from './compare';
