import type { NoticeCommand, NoticeEvent, Result, Try } from '@vestibule/domain';
import type { Order, RecordedEvent, Running } from '@vestibule/service';
import type { Answer, Channel, Push } from './channels/channel';
import type { Channels } from './channels/open';
import { pushedText, textOf } from './texts';

/** A claim as it was recorded: leave to make one call. */
export type Claimed = Extract<RecordedEvent<NoticeEvent>, { type: 'NoticeClaimed' }>;

const aboutOf = ({ data }: Claimed) => {
  const { noticeId, kind, channel, conversationId, other, happenedAtMs } = data;
  return { noticeId, kind, channel, conversationId, other, happenedAtMs };
};

const orderOf = ({ stream, metadata, data }: Claimed, command: NoticeCommand) => {
  const { noticeId, attempt, postponed = 0 } = data;
  return {
    stream,
    commandId: `${noticeId}/${attempt}.${postponed}/${command.type}`,
    quiet: true,
    correlationId: metadata.$correlationId,
    ingestedAtMs: command.data.atMs,
    command,
  } as const satisfies Order<NoticeCommand>;
};

/** Records what became of the call that a claim was for. */
export const reportOf = (
  claim: Claimed,
  { result, atMs }: { readonly result: Result; readonly atMs: number },
): Order<NoticeCommand> => {
  const { attempt, postponed = 0 } = claim.data;
  const data = { ...aboutOf(claim), attempt, postponed, atMs, result };
  return orderOf(claim, { type: 'ReportNotice', data });
};

/** Claims the next call for a notice, in the name of `token`. */
export const claimAgain = (
  claim: Claimed,
  { token, atMs, ...which }: Try & { readonly token: string; readonly atMs: number },
): Order<NoticeCommand> =>
  orderOf(claim, { type: 'ClaimNotice', data: { ...aboutOf(claim), ...which, token, atMs } });

const forget = (claim: Claimed, atMs: number): readonly Order<NoticeCommand>[] => {
  const { channel, device } = claim.data;
  if (!device) return [];
  const deviceId = channel.slice(channel.indexOf(':') + 1);
  const data = { atMs, deviceId, endpoint: device.endpoint };
  return [orderOf(claim, { type: 'ForgetDevice', data })];
};

const ordersAfter = (claim: Claimed, answer: Answer, atMs: number) => {
  const result = answer === 'gone' ? 'failed' : answer;
  const gone = answer === 'gone' ? forget(claim, atMs) : [];
  return [reportOf(claim, { result, atMs }), ...gone];
};

/** Makes the call of a claim; gives what is to be recorded, nothing where nobody knows. */
export type Call = (claim: Claimed) => Promise<readonly Order<NoticeCommand>[]>;

/** Calls channels. Whoever calls has seen the claim come back from the store. */
export const caller = ({ all, words }: Channels, { ports, metrics }: Running): Call => {
  const channelFor = ({ data }: Claimed): Channel | undefined =>
    all.find(({ name }) => data.channel === name || data.channel.startsWith(`${name}:`));

  /** Names that cannot be looked up keep no notice from being told. */
  const wordsOf = async ({ stream, data }: Claimed): Promise<string> => {
    const { kind, conversationId, other, messageId, previews } = data;
    const person = stream.slice('notice-'.length);
    const previewed = previews === true ? (messageId ?? null) : null;
    try {
      if (words) return await words({ person, kind, conversationId, other, previewed });
    } catch (error) {
      metrics.trouble('words', error);
    }
    return pushedText(kind, { name: null, preview: null });
  };

  const pushOf = async (claim: Claimed, { isPrivate }: Channel): Promise<Push> => {
    const { noticeId, kind, conversationId, happenedAtMs, device } = claim.data;
    const person = claim.stream.slice('notice-'.length);
    const text = isPrivate ? await wordsOf(claim) : textOf[kind];
    const about = { noticeId, person, kind, text, conversationId, happenedAtMs };
    return { ...about, collapseId: conversationId, ...(device && { device }) };
  };

  return async (claim) => {
    const channel = channelFor(claim);
    if (!channel) return [reportOf(claim, { result: 'failed', atMs: ports.system.nowMs() })];
    try {
      const answer = await channel.push(await pushOf(claim, channel), ports);
      return ordersAfter(claim, answer, ports.system.nowMs());
    } catch (error) {
      metrics.trouble('push', error); // without a result: claimed again in a minute, once
      return [];
    }
  };
};
