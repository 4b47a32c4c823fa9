import { Controller, Inject } from '@nestjs/common';
import { ClientKafka, Ctx, EventPattern, KafkaContext, Payload } from '@nestjs/microservices';
import { dmOutcomes, gatingCommands } from '@vestibule/contracts';
import { type ConversationEvent, type ConversationState, presets } from '@vestibule/domain';
import { gating, listsIn } from '@vestibule/gating';
import { type RecordedEvent, preparing } from '@vestibule/service';
import { lastValueFrom } from 'rxjs';
import { EventStore } from './event-store';
import { naiveCommands, naiveOutcomes } from './topics';
import { Volume } from './volume';

export const REPLIES = Symbol('replies');

type Message = Parameters<typeof gating.inbound>[0];

const messageOf = (data: object, context: KafkaContext): Message => {
  const { key, headers = {}, timestamp } = context.getMessage();
  const { ce_type: type, ce_id: id } = headers;
  const about = { type, id, key: String(key), timestampMs: Number(timestamp) };
  return { topic: gatingCommands.name, data, ...about } as unknown as Message;
};

/**
 * The service that a textbook would have: one message at a time, and every step awaited before the
 * next. It decides by the same rules, keeps the same events and gives the same answer, but does a
 * part of the work only: no facts, no schema check, no second topic.
 */
@Controller()
export class NaiveController {
  private readonly decider = gating.decider(presets.seed);
  private readonly matcher = listsIn(preparing(0)).matcherAt(0);

  constructor(
    private readonly store: EventStore,
    private readonly volume: Volume,
    @Inject(REPLIES) private readonly replies: ClientKafka,
  ) {}

  @EventPattern(naiveCommands.name)
  async decide(@Payload() data: object, @Ctx() context: KafkaContext): Promise<void> {
    const message = messageOf(data, context);
    const [order] = gating.inbound(message, { matcherAt: () => this.matcher });
    if (!order || !('command' in order)) return;
    const stream = `naive-${message.key}`;
    const past = await this.store.read<ConversationEvent>(stream);
    const state = past.reduce<ConversationState>(this.decider.evolve, this.decider.initial);
    const asked = await this.volume.reserve(order, state);
    const events = this.decider.decide(asked.order.command, state);
    await this.store.append(stream, past.length - 1, events);
    if (asked.need) await this.volume.confirm(asked.need);
    await this.volume.refund(events, message.key);
    for (const event of events) await this.reply(message.key, event);
  }

  private async reply(key: string, event: ConversationEvent): Promise<void> {
    const recorded = { ...event, stream: `pair-${key}` } as RecordedEvent<ConversationEvent>;
    const answer = gating.outbound(recorded).find(({ topic }) => topic === dmOutcomes);
    if (!answer) return;
    const headers = { ce_id: answer.id ?? '', ce_type: answer.type };
    const reply = { key, headers, value: JSON.stringify(answer.data) };
    await lastValueFrom(this.replies.emit(naiveOutcomes.name, reply));
  }
}
