import { conversationIdOf, newCommandId } from '@vestibule/contracts';
import {
  type ContentVerdict,
  conversation,
  type ConversationEvent,
  type ConversationState,
  type MessageKind,
  type QuotaState,
} from '@vestibule/domain';
import type { InForce, System } from '@vestibule/service';
import type { Streams } from '@vestibule/streams';
import { type Database, factsFor } from '@vestibule/views';
import { type Folds, folds } from '../folds';
import { foresee } from './foresee';
import { type MayWrite, mayWrite } from './may-write';

/** Who thinks of writing what to whom. */
export type Wish = {
  readonly actor: string;
  readonly other: string;
  readonly kind: MessageKind;
  readonly automated: boolean;
  readonly content: ContentVerdict;
};

/** Answers "may I write?"; refuses with BUSY while what it would be judged by cannot be had. */
export type Preflight = (wish: Wish) => Promise<MayWrite>;

export type PreflightNeeds = {
  readonly streams: Pick<Streams, 'read'>;
  readonly database: Pick<Database, 'query'>;
  readonly spentBy: Folds<QuotaState>;
  readonly policyAt: InForce['policyAt'];
  readonly system: Pick<System, 'nowMs' | 'randomBytes'>;
};

export const preflight = (needs: PreflightNeeds): Preflight => {
  const { streams, database, spentBy, policyAt, system } = needs;
  // `initial` and `evolve` read no policy: whatever depended on one is in the event.
  const pairs: Folds<ConversationState> = folds<ConversationState, ConversationEvent>(
    streams,
    conversation(policyAt(system.nowMs())),
  );

  return async ({ actor, other, ...written }) => {
    const conversationId = conversationIdOf(actor, other);
    const [pair, spent, facts] = await Promise.all([
      pairs(`pair-${conversationId}`),
      spentBy(`quota-${actor}`),
      factsFor(database, [{ actor, other }]),
    ]);
    const atMs = system.nowMs();
    const commandId = newCommandId(atMs, system.randomBytes(10));
    const about = { commandId, conversationId, actor, other, atMs };
    const thought = { ...about, ...written, facts: facts.of({ actor, other }, atMs) };
    return mayWrite(foresee(thought, { pair, spent, policy: policyAt(atMs) }));
  };
};
