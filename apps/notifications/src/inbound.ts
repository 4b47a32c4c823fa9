import type { MessageOn, notificationsCommands } from '@vestibule/contracts';
import type { NoticeCommand, Overtaking } from '@vestibule/domain';
import type { Heard, Order, Preparing } from '@vestibule/service';
import { type Placement, newsIn } from './news';
import { overtakenIn, overtakingIn } from './overtaking';

type Asked = Heard<MessageOn<typeof notificationsCommands>>;
type Message = Placement | Asked;

/** The channels that claims are made for: those that reach everybody, and whether devices do. */
export type Reach = { readonly channels: readonly string[]; readonly devices: boolean };

/** Whose claims these will be, when they are made, and what is pointless already. */
export type Claims = Reach & {
  readonly token: string;
  readonly nowMs: number;
  readonly overtaken: ReadonlyMap<string, Overtaking['why']>;
};

/** The clock and the process's token, once per batch; and what the batch says about its own news. */
export const claims =
  (reach: () => Reach) =>
  async (
    messages: readonly Message[],
    { token, nowMs }: Pick<Preparing, 'token' | 'nowMs'>,
  ): Promise<Claims> => {
    const placements = messages.filter(
      (message): message is Placement => message.topic === 'delivery.events.v1',
    );
    return { ...reach(), token, nowMs, overtaken: overtakenIn(placements) };
  };

const commandIn = ({ id: commandId, timestampMs, ...message }: Asked): NoticeCommand => {
  const asking = { commandId, atMs: timestampMs };
  switch (message.type) {
    case 'ChangePreferences': {
      const { requests, messages, acceptances, previews } = message.data;
      return {
        type: message.type,
        data: { ...asking, requests, messages, acceptances, previews },
      };
    }
    case 'AddDevice': {
      const { deviceId, endpoint, p256dh, auth } = message.data;
      return { type: message.type, data: { ...asking, deviceId, endpoint, p256dh, auth } };
    }
    case 'RemoveDevice':
      return { type: message.type, data: { ...asking, deviceId: message.data.deviceId } };
  }
};

const asked = (message: Asked): Order<NoticeCommand> => ({
  stream: `notice-${message.key}`,
  commandId: message.id,
  content: message.data,
  correlationId: message.id,
  ingestedAtMs: message.timestampMs,
  command: commandIn(message),
});

/** What is told of an event: its news, or what it means for news of before. */
const consequence = (message: Placement, claiming: Claims): NoticeCommand | null => {
  const { token, nowMs: atMs, channels, devices } = claiming;
  const news = newsIn(message);
  if (news !== null) {
    const { isShowable: showable, ...about } = news;
    const { id: eventId, data } = message;
    const overtaken = claiming.overtaken.get(eventId) ?? null;
    const told = { ...about, showable, eventId, happenedAtMs: data.atMs, overtaken };
    return { type: 'TellNews', data: { ...told, atMs, token, channels, devices } };
  }
  if (message.type === 'ConversationMuted') {
    const { conversationId, untilMs, forever, atMs: mutedAtMs } = message.data;
    return { type: 'NoteMute', data: { atMs: mutedAtMs, conversationId, untilMs, forever } };
  }
  const overtaking = overtakingIn(message);
  return overtaking && { type: 'NoteOvertaking', data: { ...overtaking, atMs } };
};

const fromInside = (message: Placement, claiming: Claims): readonly Order<NoticeCommand>[] => {
  const command = consequence(message, claiming);
  if (command === null || !message.coordinates) return [];
  const { stream, revision, metadata } = message.coordinates;
  return [
    {
      stream: `notice-${message.key}`,
      commandId: `${stream}@${revision}/0`,
      source: { stream, revision, part: 0, eventId: message.id },
      correlationId: String(metadata['$correlationId']),
      ingestedAtMs: claiming.nowMs,
      command,
    },
  ];
};

/** Contract message → commands. */
export const inbound = (message: Message, claiming: Claims): readonly Order<NoticeCommand>[] =>
  message.topic === 'notifications.commands.v1' ? [asked(message)] : fromInside(message, claiming);
