import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { allTopics } from '@vestibule/contracts';
import type { Device, NoticeCommand, NoticeEvent } from '@vestibule/domain';
import { type Order, type Running, type System, host, logger, system } from '@vestibule/service';
import { type Streams, memoryStreams } from '@vestibule/streams';
import { memoryTopics } from '@vestibule/topics';
import type { Channel, ChannelName, Push } from './channels/channel';
import { notificationsOn } from './notifications';
import type { Words } from './reading';

export const person = randomUUID();
export const stream = `notice-${person}`;

/** A channel of the test's own, and what it was given. */
export const channelOf = (push: Channel['push'], name: ChannelName = 'console') => {
  const pushed: Push[] = [];
  const channel: Channel = {
    name,
    isPrivate: name !== 'console',
    push: async (one, ports) => {
      pushed.push(one);
      return push(one, ports);
    },
  };
  return { channel, pushed };
};

/** A store and a clock of the test's own, on which instances of the service may run. */
export const ground = () => {
  const clock = { ms: 1_800_000_000_000 };
  const held: System = {
    ...system,
    nowMs: () => clock.ms,
    monotonicMs: () => clock.ms,
    wait: async (_, signal) => {
      if (!signal?.aborted) await turn();
    },
  };
  const streams = memoryStreams();
  const topics = memoryTopics({ now: () => clock.ms });

  /** Starts the service on these channels; `over` may stand between it and the store. */
  const start = async (
    all: readonly Channel[],
    over: { readonly words?: Words; readonly streams?: Streams; readonly instance?: string } = {},
  ) => {
    await topics.create(allTopics);
    let running: Running | undefined;
    const service = notificationsOn(() => ({
      all,
      words: over.words ?? null,
      close: async () => {},
    }));
    const also = (needs: Running) => {
      running = needs;
      return service.also?.(needs) as ReturnType<NonNullable<typeof service.also>>;
    };
    const log = logger('test', 'silent');
    const ports = { streams: over.streams ?? streams, topics, system: held, log };
    const hosted = host({ ...service, also }, over.instance ?? 'one', ports);
    hosted.start();
    const decide = async (order: Order): Promise<boolean> =>
      (await running?.decide([order])) === true;
    const reach = { channels: all.map(({ name }) => name), devices: false };
    return { token: running?.token ?? '', decide, reach, stop: hosted.stop };
  };

  const events = async () => (await streams.read(stream)) as unknown as readonly NoticeEvent[];
  const until = async (count: number): Promise<readonly string[]> => {
    for (;;) {
      const found = await events();
      if (found.length >= count) return found.map(({ type }) => type);
      await turn();
    }
  };
  /** Long enough for whatever is due by now. */
  const rest = async (turns = 60): Promise<void> => {
    for (let n = 0; n < turns; n += 1) await turn();
  };
  return { clock, streams, start, events, until, rest };
};

type Told = {
  readonly token: string;
  readonly atMs: number;
  readonly channels?: readonly string[];
  readonly devices?: boolean;
  readonly eventId?: string;
  readonly kind?: 'request-received' | 'message-received' | 'request-accepted';
};

const orderOf = (command: NoticeCommand): Order<NoticeCommand> => ({
  stream,
  commandId: `${command.type}-${JSON.stringify(command.data)}`,
  quiet: true,
  correlationId: 'c',
  ingestedAtMs: command.data.atMs,
  command,
});

export const conversationId = 'ba41a04f-d3c1-5f9a-9817-7470512b77b9';
export const messageId = '01a0c450-6c00-7e7d-ac03-a9507ae265ec';

/** Something happened of which the person is to be told. */
export const news = (told: Told): Order<NoticeCommand> => {
  const { eventId = 'n1', kind = 'request-received', channels = ['console'] } = told;
  const { token, atMs, devices = false } = told;
  const about = { conversationId, other: 'ann', messageId, showable: true, happenedAtMs: atMs };
  return orderOf({
    type: 'TellNews',
    data: { eventId, kind, ...about, token, atMs, channels, devices, overtaken: null },
  });
};

export const addDevice = (device: Device, atMs: number): Order<NoticeCommand> =>
  orderOf({ type: 'AddDevice', data: { commandId: 'add', atMs, deviceId: 'd1', ...device } });

export const showPreviews = (atMs: number): Order<NoticeCommand> =>
  orderOf({ type: 'ChangePreferences', data: { commandId: 'prefer', atMs, previews: true } });

export const overtake = (why: 'gone' | 'read', atMs: number): Order<NoticeCommand> =>
  orderOf({ type: 'NoteOvertaking', data: { conversationId, why, reach: 'all', atMs } });
