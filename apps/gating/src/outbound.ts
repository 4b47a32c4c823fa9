import { type CommandDecided, dmOutcomes, gatingEvents, textOf } from '@vestibule/contracts';
import { answerTo } from '@vestibule/answers';
import type { ConversationEvent } from '@vestibule/domain';
import { type HostEvent, type RecordedEvent, type Said, say } from '@vestibule/service';

type Event = RecordedEvent<ConversationEvent | HostEvent>;
type Of<Type extends Event['type']> = Extract<Event, { type: Type }>['data'];

const failure = ({ commandId, command, actor, atMs }: Of<'CommandFailed'>, key: string): Said[] => {
  if (actor === '') return []; // made from an event: nobody waits for an answer
  const text = textOf('FAILED') ?? '';
  const data = { commandId, command, actor, result: 'refused', code: 'FAILED', text };
  return [
    say(dmOutcomes, 'CommandDecided', { key, data: data as CommandDecided, id: commandId, atMs }),
  ];
};

/**
 * Event → contract messages. Everything goes to the restricted topic as it was stored; the actor
 * alone gets the sender-safe answer, in which nothing stands that a private act would change.
 */
export const outbound = (event: Event): readonly Said[] => {
  const key = event.stream.slice('pair-'.length);
  const all: Said = { topic: gatingEvents, type: event.type, data: event.data, key };
  switch (event.type) {
    case 'Quarantined':
    case 'QuarantineLifted':
      return [all];
    case 'CommandFailed':
      return [all, ...failure(event.data, key)];
    default: {
      const data = answerTo(event);
      if (data === null) return [all];
      // Never the stored event's id: it is a hash over what was decided, and so would tell.
      const { atMs } = event.data;
      return [all, say(dmOutcomes, 'CommandDecided', { key, data, id: data.commandId, atMs })];
    }
  }
};
