import { bulkCommandId } from '@vestibule/contracts';
import type { ConversationEvent } from '@vestibule/domain';
import { limited } from '@vestibule/service';
import type { Streams } from '@vestibule/streams';
import {
  type ConversationItem,
  type Database,
  listConversations,
  type RequestItem,
  requestsUpTo,
} from '@vestibule/views';
import { commandOf } from '../commands/command';
import type { Desk } from '../commands/desk';
import type { Outcome } from '../commands/outcome';
import { readStream } from '../folds';
import { type RefusalCode, RefusedError } from '../refusal';

/** One answer of many, and what became of it as far as is known. */
export type OneAnswer = {
  readonly conversationId: string;
  readonly other: string;
  /** Absent in a dry run: nothing was asked. */
  readonly commandId?: string;
  readonly status: 'planned' | 'decided' | 'undecided' | 'not-asked';
  readonly outcome?: Outcome;
  /** Why it was not asked: the same call, again, asks it. */
  readonly code?: RefusalCode;
};

export type ManyAnswers = {
  readonly bulkId: string;
  readonly answers: readonly OneAnswer[];
  /** There are others: the same call again goes on with them; of an undo, with this `before`. */
  readonly more: boolean;
  readonly next: string | null;
};

export type Wish = {
  readonly person: string;
  readonly bulkId: string;
  readonly answer: 'accept' | 'decline';
  readonly how: 'decline' | 'delete' | undefined;
  /** A revision of the person's own inbox: what came later is not answered. */
  readonly position: number;
  readonly dryRun: boolean;
  readonly waitMs: number;
};

export type Undoing = {
  readonly person: string;
  /** Of the bulk answer whose declines are taken back. */
  readonly bulkId: string;
  readonly undoId: string;
  readonly before: string | undefined;
  readonly waitMs: number;
};

/** Answers to many requests at once. */
export type Bulk = {
  readonly answer: (wish: Wish) => Promise<ManyAnswers>;
  readonly undo: (undoing: Undoing) => Promise<ManyAnswers>;
};

export type BulkNeeds = {
  readonly database: Pick<Database, 'query'>;
  readonly streams: Pick<Streams, 'read'>;
  readonly desk: Pick<Desk, 'ask'>;
  readonly nowMs: () => number;
};

/** Conversations in one call. */
const answersMax = 1_000;
const pageMax = 200;
const readsMax = 32;

type Named = Pick<RequestItem, 'conversationId' | 'other'>;
type Asking = {
  readonly type: 'AcceptRequest' | 'DeclineRequest' | 'RestoreRequest';
  readonly actor: string;
  /** All commands of one call derive from it. */
  readonly callId: string;
  readonly body: Readonly<Record<string, unknown>>;
};
type Page<Item> = { readonly items: readonly Item[]; readonly next: string | null };

/** Pages until there are enough; `next` goes on behind them. */
const gather = async <Item>(
  first: string | undefined,
  page: (before: string | undefined) => Promise<Page<Item>>,
): Promise<Page<Item>> => {
  const items: Item[] = [];
  let next: string | null | undefined = first;
  do {
    const found = await page(next);
    items.push(...found.items);
    next = found.next;
  } while (next !== null && items.length < answersMax);
  return { items, next };
};

/** Whether the newest no of this person in a pair was part of that bulk answer. */
const isOfBulk = (events: readonly unknown[], { person, bulkId }: Undoing): boolean => {
  const declines = (events as readonly ConversationEvent[]).filter(
    ({ type, data }) => type === 'RequestDeclined' && 'by' in data && data.by === person,
  );
  const last = declines.at(-1);
  return last?.type === 'RequestDeclined' && last.data.bulkId === bulkId;
};

const askingAt =
  ({ desk, nowMs }: BulkNeeds) =>
  async (
    { conversationId, other }: Named,
    { type, actor, callId, body }: Asking,
    waitMs: number,
  ): Promise<OneAnswer> => {
    const commandId = bulkCommandId(callId, conversationId);
    const about = { conversationId, other, commandId };
    const command = commandOf({ type, actor, commandId, body: { ...body, other }, nowMs: nowMs() });
    try {
      const found = await desk.ask(command, waitMs);
      if (found.type === 'undecided') return { ...about, status: 'undecided' };
      return { ...about, status: 'decided', outcome: found.outcome };
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      return { ...about, status: 'not-asked', code: error.code };
    }
  };

const answering = (needs: BulkNeeds): Bulk['answer'] => {
  const askOne = askingAt(needs);
  return async ({ person, bulkId, answer, how, position, dryRun, waitMs }) => {
    const { items, next } = await gather<RequestItem>(undefined, async (before) =>
      requestsUpTo(needs.database, { person, position, before, limit: pageMax }),
    );
    const type = answer === 'accept' ? 'AcceptRequest' : 'DeclineRequest';
    const answers = items.map(async ({ newest: upTo, ...named }): Promise<OneAnswer> => {
      const { conversationId, other } = named;
      if (dryRun) return { conversationId, other, status: 'planned' };
      const body = { upTo, bulkId, ...(how !== undefined && { how }) };
      return askOne(named, { type, actor: person, callId: bulkId, body }, waitMs);
    });
    return { bulkId, answers: await Promise.all(answers), more: next !== null, next: null };
  };
};

const undoingIn = (needs: BulkNeeds): Bulk['undo'] => {
  const { database, streams } = needs;
  const askOne = askingAt(needs);
  const readOne = limited(readsMax);
  const isPart = async ({ conversationId }: Named, undoing: Undoing): Promise<boolean> =>
    isOfBulk(await readOne(async () => readStream(streams, `pair-${conversationId}`)), undoing);

  return async (undoing) => {
    const { person, bulkId, undoId, before: first, waitMs } = undoing;
    const { items, next } = await gather<ConversationItem>(first, async (before) =>
      listConversations(database, { person, folder: 'declined', before, limit: pageMax }),
    );
    const asking = { type: 'RestoreRequest', actor: person, callId: undoId } as const;
    const looked = await Promise.all(
      items.map(async (item) => ((await isPart(item, undoing)) ? [item] : [])),
    );
    const answers = looked
      .flat()
      .map(async (item) => askOne(item, { ...asking, body: { bulkId } }, waitMs));
    return { bulkId, answers: await Promise.all(answers), more: next !== null, next };
  };
};

/** Answers to many requests at once: one command for each conversation. */
export const bulk = (needs: BulkNeeds): Bulk => ({
  answer: answering(needs),
  undo: undoingIn(needs),
});
