import type { NoticeCommand, NoticeEvent } from '@vestibule/domain';
import {
  type Order,
  type RecordedEvent,
  type Relay,
  type Running,
  checkpoints,
  limited,
  restarting,
} from '@vestibule/service';
import type { Position, Recorded } from '@vestibule/streams';
import { type Claimed, caller, claimAgain, reportOf } from './call';
import type { Channels } from './channels/open';

/** A claim without a result yet; `postponed` once the channel has said "not now". */
type Open = {
  readonly claim: Claimed;
  readonly before: Position | null;
  readonly postponed: { readonly times: number; readonly untilMs: number } | null;
};

const claimAgainAfterMs = 60_000;
/** A call is over within 10 s, so before anybody claims again. */
const callWithinMs = 30_000;
/** Whoever postponed it goes first. */
const othersWaitMs = 5_000;
const lookEveryMs = 1_000;
const callsMax = 64;

const results: ReadonlySet<string> = new Set<NoticeEvent['type']>([
  'NoticeSent',
  'NoticeFailed',
  'NoticeUnknown',
  'NoticeSuppressed',
]);

type Step = (claim: Claimed) => Order<NoticeCommand>;

/** Pushes what this process has claimed, and looks after claims whose owner has died. */
const pushing = (channels: Channels, running: Running) => {
  const { token, ports, metrics, decide } = running;
  const { system } = ports;
  const call = caller(channels, running);
  const limits = new Map(channels.all.map(({ name }) => [name as string, limited(callsMax)]));
  const open = new Map<string, Open>();
  const calls = new Set<Promise<void>>();
  /** Claims whose call was begun here: read again, none is called again. */
  const begun = new Map<Claimed['id'], number>();
  let unrecorded: readonly Order[] = [];

  const record = async (orders: readonly Order[]): Promise<void> => {
    if (orders.length === 0 || (await decide(orders))) return;
    unrecorded = [...unrecorded, ...orders];
    metrics.trouble('push', new Error('a result could not be recorded yet'));
  };

  /** Whether a claim is still leave to call: not late, not answered, not taken over. */
  const isMine = ({ id, data }: Claimed): boolean =>
    data.token === token &&
    !begun.has(id) &&
    open.get(data.noticeId)?.claim.id === id &&
    system.nowMs() - data.atMs <= callWithinMs;

  const push = async (claim: Claimed): Promise<void> => {
    if (!isMine(claim)) return;
    begun.set(claim.id, claim.data.atMs);
    await record(await call(claim));
  };

  /** A channel that hangs holds up itself alone. */
  const begin = (claim: Claimed): void => {
    if (claim.data.token !== token) return;
    const [name = ''] = claim.data.channel.split(':');
    const inTurn = limits.get(name) ?? (async (task) => task());
    const called = inTurn(async () => push(claim)).finally(() => calls.delete(called));
    calls.add(called);
  };

  /** What is due for a notice: a second call, the one after a wait, or the end of trying. */
  const dueFor = ({ claim, postponed }: Open, nowMs: number): Step | null => {
    const { attempt, atMs, token: owner } = claim.data;
    if (postponed) {
      const dueAtMs = postponed.untilMs + (owner === token ? 0 : othersWaitMs);
      const next = { attempt, postponed: postponed.times, token, atMs: nowMs };
      return nowMs >= dueAtMs ? (of) => claimAgain(of, next) : null;
    }
    if (nowMs - atMs < claimAgainAfterMs) return null;
    if (attempt === 2) return (of) => reportOf(of, { result: 'unknown', atMs: nowMs });
    const next = { attempt: 2, postponed: claim.data.postponed ?? 0, token, atMs: nowMs } as const;
    return (of) => claimAgain(of, next);
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
        const earlier = open.get(known.data.noticeId);
        // Null is a place too: the beginning of all.
        const since = earlier ? earlier.before : before;
        open.set(known.data.noticeId, { claim: known, before: since, postponed: null });
        begin(known);
      } else if (known.type === 'NoticePostponed') {
        const { noticeId, postponed: times, untilMs } = known.data;
        const one = open.get(noticeId);
        if (one) open.set(noticeId, { ...one, postponed: { times, untilMs } });
      } else if (results.has(known.type) && 'noticeId' in known.data)
        open.delete(known.data.noticeId);
    },
    lookAfter: async (): Promise<void> => {
      const nowMs = system.nowMs();
      const again = unrecorded;
      unrecorded = [];
      await record(again);
      if (unrecorded.length > 0) return; // or a call whose result is known would be made again
      const due = [...open.values()].flatMap((one) => dueFor(one, nowMs)?.(one.claim) ?? []);
      if (due.length > 0) await decide(due);
      for (const [id, atMs] of begun) if (nowMs - atMs > claimAgainAfterMs) begun.delete(id);
    },
    ended: async (): Promise<void> => {
      await Promise.all(calls);
    },
  };
};

/**
 * Follows the claims: pushes this process's own, at once; claims those again that had no result for
 * a minute, or whose channel wanted them later. A rebuild pushes nothing: it runs no `push`, and a
 * claim is made only for news.
 */
export const push =
  (channels: () => Channels) =>
  (running: Running): Relay => {
    const { streams, system } = running.ports;
    const places = checkpoints('checkpoint-notifications-push', { ...running, streams, system });
    const opened = channels();
    const work = pushing(opened, running);

    const relay = restarting({ system, metrics: running.metrics }, 'push', async (stopping) => {
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
    return {
      healthy: relay.healthy,
      stop: async () => {
        await relay.stop();
        await work.ended();
        await opened.close();
      },
    };
  };
