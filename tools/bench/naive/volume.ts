import { Injectable } from '@nestjs/common';
import {
  type ConversationCommand,
  type ConversationEvent,
  type ConversationState,
  type QuotaCommand,
  type QuotaEvent,
  type QuotaState,
  presets,
  quota,
} from '@vestibule/domain';
import { reserves } from '@vestibule/gating';
import type { Order } from '@vestibule/service';
import { EventStore } from './event-store';

type Send = Order<ConversationCommand>;
type Asked = { readonly order: Send; readonly need?: Order };

/** What each account has sent lately, as a textbook would keep it: a stream beside the pair's. */
@Injectable()
export class Volume {
  private readonly decider = quota(presets.seed);

  constructor(private readonly store: EventStore) {}

  /** Reserves what the send needs, and gives it with the answer. */
  async reserve(order: Send, state: ConversationState): Promise<Asked> {
    const need = reserves.need(order, state, presets.seed);
    if (!need) return { order };
    const reserved = await this.told(need.stream, need.command as QuotaCommand);
    return {
      order: reserves.attach({ order, need, policy: presets.seed }, reserved) ?? order,
      need,
    };
  }

  /** Closes what was reserved: the outcome is recorded. */
  async confirm(need: Order): Promise<void> {
    const { data } = need.command as Extract<QuotaCommand, { type: 'Reserve' }>;
    await this.told(need.stream, { type: 'Confirm', data: { atMs: data.atMs, sends: [data] } });
  }

  /** Gives back what messages used that the other has accepted now. */
  async refund(events: readonly ConversationEvent[], conversationId: string): Promise<void> {
    for (const { type, data } of events) {
      if (type !== 'RequestAccepted' || data.refunds.length === 0) continue;
      const { to, refunds: ids, atMs } = data;
      await this.told(`quota-${to}`, { type: 'Refund', data: { atMs, conversationId, ids } });
    }
  }

  private async told(stream: string, command: QuotaCommand): Promise<QuotaState> {
    const own = `naive-${stream}`;
    const past = await this.store.read<QuotaEvent>(own);
    const state = past.reduce(this.decider.evolve, this.decider.initial);
    const events = this.decider.decide(command, state);
    if (events.length > 0) await this.store.append(own, past.length - 1, events);
    return events.reduce(this.decider.evolve, state);
  }
}
