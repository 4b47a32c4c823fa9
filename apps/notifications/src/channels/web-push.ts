import type { Agent } from 'node:https';
import webPush from 'web-push';
import { type Answer, type Channel, type Push, answerWithinMs, unanswered } from './channel';

export type WebPushOptions = {
  /** Who pushes: the keys that browsers subscribed with, and an address for the push service. */
  readonly vapid: {
    readonly subject: string;
    readonly publicKey: string;
    readonly privateKey: string;
  };
  /** Names of hosts that may be called, whole or as `.suffix`: people name the endpoints. */
  readonly hosts: readonly string[];
  /** Connections to use, for services with a certificate of their own. */
  readonly agent?: Agent;
};

/** A push service keeps what it cannot hand over for so long, and no longer: it is stale then. */
const keptSeconds = 900;

/** Whether we may be made to call this address. */
export const isAllowed = (endpoint: string, hosts: readonly string[]): boolean => {
  const { hostname, port, protocol } = new URL(endpoint);
  const host = port === '' ? hostname : `${hostname}:${port}`;
  return (
    protocol === 'https:' &&
    hosts.some((name) => (name.startsWith('.') ? host.endsWith(name) : host === name))
  );
};

const answerOf = (status: number): Answer => {
  if (status === 404 || status === 410) return 'gone';
  const isLater = status === 408 || status === 429 || status >= 500;
  return isLater ? 'not-now' : 'failed';
};

const payloadOf = ({ kind, text, conversationId, collapseId, happenedAtMs }: Push): string =>
  JSON.stringify({ kind, text, conversationId, tag: collapseId, happenedAtMs });

/** 32 characters are all that a topic may have: a UUID without its dashes. */
const topicOf = ({ collapseId }: Push): string => collapseId.replaceAll('-', '').slice(0, 32);

/** What the library throws holds the endpoint and the answer: only the status leaves this place. */
const statusOf = (error: unknown): number | undefined =>
  error instanceof webPush.WebPushError ? error.statusCode : undefined;

/** Pushes to browsers (RFC 8030), encrypted for the device (RFC 8291), in our name (RFC 8292). */
export const webPushChannel = ({ vapid, hosts, agent }: WebPushOptions): Channel => ({
  name: 'web-push',
  isPrivate: true,
  push: async (push) => {
    const { device } = push;
    if (!device || !isAllowed(device.endpoint, hosts)) return 'failed';
    const { endpoint, p256dh, auth } = device;
    try {
      await webPush.sendNotification({ endpoint, keys: { p256dh, auth } }, payloadOf(push), {
        vapidDetails: vapid,
        TTL: keptSeconds,
        topic: topicOf(push),
        urgency: 'normal',
        timeout: answerWithinMs,
        ...(agent && { agent }),
      });
      return 'sent';
    } catch (error) {
      const status = statusOf(error);
      return status === undefined ? unanswered('web-push', error) : answerOf(status);
    }
  },
});
