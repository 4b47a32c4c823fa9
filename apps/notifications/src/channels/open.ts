import { openDatabase } from '@vestibule/views';
import type { ChannelsConfig } from '../config';
import { type Words, wordsIn } from '../reading';
import type { Channel } from './channel';
import { consoleChannel } from './console';
import { webPushChannel } from './web-push';
import { webhookChannel } from './webhook';

/** The ways to reach people that run here. */
export type Channels = {
  readonly all: readonly Channel[];
  /** For private channels; null where there are none. */
  readonly words: Words | null;
  readonly close: () => Promise<void>;
};

/** Makes the channels that are configured; connects to nothing before the first push. */
export const openChannels = (config: ChannelsConfig): Channels => {
  const { names, webhook, webPush, databaseUrl } = config;
  const database = databaseUrl === null ? null : openDatabase(databaseUrl);
  return {
    all: [
      ...(names.includes('console') ? [consoleChannel] : []),
      ...(webhook ? [webhookChannel(webhook)] : []),
      ...(webPush ? [webPushChannel(webPush)] : []),
    ],
    words: database && wordsIn(database),
    close: async () => database?.close(),
  };
};
