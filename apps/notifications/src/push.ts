import type { NoticeCommand, NoticeEvent } from '@vestibule/domain';
import {
  type Order,
  type RecordedEvent,
  type Relay,
  type Running,
  checkpoints,
  restarting,
} from '@vestibule/service';
import type { Position, Recorded } from '@vestibule/streams';
import type { Channel } from './channels/channel';
import { textOf } from './texts';

type Claimed = Extract<RecordedEvent<NoticeEvent>, { type: 'NoticeClaimed' }>;
/** A claim without a result yet. */
type Open = { readonly claim: Claimed; readonly before: Position | null };

const claimAgainAfterMs = 60_000;
const lookEveryMs = 5_000;

const aboutOf = ({ data }: Claimed) => {
  const { noticeId, kind, channel, conversationId, other, happenedAtMs } = data;
  return { noticeId, kind, channel, conversationId, other, happenedAtMs };
};

const order = (
  { stream, metadata, data }: Claimed,
  step: string,
  command: NoticeCommand,
): Order<NoticeCommand> => ({
  stream,
  commandId: `${data.noticeId}/${data.attempt}/${step}`,
  quiet: true,
  correlationId: metadata.$correlationId,
  ingestedAtMs: command.data.atMs,
  command,
});

/** Pushes what this process has claimed, and looks after claims whose owner has died. */
const pushing = (channel: Channel, { token, ports, metrics, decide }: Running) => {
  const { system } = ports;
  const open = new Map<string, Open>();

  const report = async (claim: Claimed, result: 'sent' | 'failed' | 'unknown') => {
    const data = { ...aboutOf(claim), atMs: system.nowMs(), result };
    const command: NoticeCommand = { type: 'ReportNotice', data };
    const isReported = await decide([order(claim, result, command)]);
    if (!isReported) metrics.trouble('push', new Error('a result could not be recorded yet'));
  };

  const push = async (claim: Claimed): Promise<void> => {
    const { kind, noticeId } = claim.data;
    const person = claim.stream.slice('notice-'.length);
    try {
      const about = { person, kind, text: textOf[kind], collapseId: noticeId };
      await report(claim, await channel.push(about, ports));
    } catch (error) {
      metrics.trouble('push', error); // without a result: claimed again in a minute, once
    }
  };

  /** A second claim, with the same collapse id; after two nothing more is tried. */
  const claimAgain = async (claim: Claimed): Promise<void> => {
    if (claim.data.attempt === 2) return report(claim, 'unknown');
    const data = { ...aboutOf(claim), atMs: system.nowMs(), token, attempt: 2 as const };
    await decide([order(claim, 'again', { type: 'ClaimNotice', data })]);
  };

  return {
    /** Everything up to here has its result. */
    settledBefore: (seen: Position | null): Position | null => {
      const [oldest] = open.values();
      return oldest ? oldest.before : seen;
    },
    see: (event: Recorded, before: Position | null): void => {
      const known = event as RecordedEvent<NoticeEvent>;
      if (known.type === 'NoticeClaimed') {
        open.set(known.data.noticeId, { claim: known, before });
        if (known.data.token === token) void push(known);
      } else if ('noticeId' in known.data) open.delete(known.data.noticeId);
    },
    lookAfter: async (): Promise<void> => {
      const dueAtMs = system.nowMs() - claimAgainAfterMs;
      const due = [...open.values()].filter(({ claim }) => claim.data.atMs <= dueAtMs);
      await Promise.all(due.map(async ({ claim }) => claimAgain(claim)));
    },
  };
};

/**
 * Follows the claims: pushes this process's own, at once; claims those again that had no result
 * for a minute. A replay pushes nothing: it runs no `push`, and a claim is made only for news.
 */
export const push =
  (channel: Channel) =>
  (running: Running): Relay => {
    const { streams, system } = running.ports;
    const places = checkpoints('checkpoint-notifications-push', { ...running, streams, system });

    return restarting({ system, metrics: running.metrics }, 'push', async (stopping) => {
      const work = pushing(channel, running);
      let held = await places.look();
      let { position: seen } = held;
      const from = { prefixes: ['notice-'], ...(seen !== null && { after: seen }) };
      const following = streams.follow(from, async (events) => {
        for (const event of events) {
          work.see(event, seen);
          seen = event.position;
        }
      });
      while (!stopping.aborted) {
        await Promise.race([system.wait(lookEveryMs, stopping), following.ended]);
        await work.lookAfter();
        const position = work.settledBefore(seen);
        if (position === held.position) continue;
        const saved = await places.save(held, { position, holder: null });
        // Another instance may have saved its own: any place is good before which all is closed.
        held = saved ?? (await places.look());
      }
      await following.stop();
    });
  };
