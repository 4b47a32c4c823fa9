import { notKeptNotice } from '@vestibule/contracts';
import {
  type ConversationEvent,
  type InboxEvent,
  entriesIn,
  inbox,
  isLateYes,
  presets,
} from '@vestibule/domain';
import type { Streams } from '@vestibule/streams';

const { initial, evolve } = inbox(presets.seed);

const bodiesIn = async (streams: Streams, conversationId: string) => {
  const pair = (await streams.read(`pair-${conversationId}`)) as unknown as ConversationEvent[];
  return new Map(
    pair.flatMap(({ type, data }) =>
      type === 'MessageSent' || type === 'MessageSuppressed'
        ? [[data.asked.commandId, data.body.text] as const]
        : [],
    ),
  );
};

/**
 * What a person reads of a conversation, oldest first, without SQL: bodies from the pair's events,
 * but only of what was placed in this person's inbox, and the notices between them.
 */
export const twinTexts = (streams: Streams) => async (person: string, conversationId: string) => {
  const bodies = await bodiesIn(streams, conversationId);
  const events = (await streams.read(`inbox-${person}`)) as unknown as readonly InboxEvent[];
  let state = initial;
  return events.flatMap((event) => {
    const entries = new Map(entriesIn(state.conversations));
    const before = entries.get(conversationId)?.folder ?? 'none';
    state = evolve(state, event);
    if (event.data.conversationId !== conversationId) return [];
    if (isLateYes(before, event)) return [notKeptNotice];
    return event.type === 'MessagePlaced' ? [bodies.get(event.data.messageId) ?? ''] : [];
  });
};
