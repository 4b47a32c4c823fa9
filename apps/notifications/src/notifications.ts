import { deliveryEvents, notificationsCommands, notificationsEvents } from '@vestibule/contracts';
import { notice } from '@vestibule/domain';
import { service } from '@vestibule/service';
import type { Channel } from './channels/channel';
import { type Channels, openChannels } from './channels/open';
import { channelsConfigOf } from './config';
import { claims, inbound } from './inbound';
import { outbound } from './outbound';
import { push } from './push';

const reachOf = (all: readonly Channel[]) => {
  const names = all.map(({ name }) => name);
  return {
    channels: names.filter((name) => name !== 'web-push'),
    devices: names.includes('web-push'),
  };
};

/** The service on these channels, which are opened when it first needs them. */
export const notificationsOn = (channels: () => Channels) =>
  service({
    name: 'notifications',
    stream: 'notice',
    consumes: [deliveryEvents, notificationsCommands],
    produces: [notificationsEvents],
    decider: notice,
    prepare: claims(() => reachOf(channels().all)),
    inbound,
    outbound,
    also: push(channels),
  });

let opened: Channels | undefined;

/** Tells people what concerns them: claimed before each push, pushed at most twice. */
export const notifications = notificationsOn(() => {
  opened ??= openChannels(channelsConfigOf(process.env));
  return opened;
});
