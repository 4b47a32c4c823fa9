import { placeText } from './place';
import type { Told } from './feed';

/**
 * One event as text. Data is JSON, so it has no line break of its own.
 * Source: HTML Living Standard, "Server-sent events".
 */
const eventText = (type: string, data: object, id: string): string =>
  `event: ${type}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`;

/** What opens a stream: when to come back after a break. */
export const opening = 'retry: 2000\n\n';

/** Keeps the connection from being taken for dead. */
export const heartbeat = ': still here\n\n';

/** What was told, as an event; `name` is the other account's. */
export const told = ({ said, place }: Told, name: string | undefined): string => {
  if (said.type === 'inbox') {
    const { conversationId, folder } = said;
    const data = folder === undefined ? { conversationId } : { conversationId, folder };
    return eventText(said.type, data, placeText(place));
  }
  const { kind, text, conversationId, other, atMs } = said;
  // A function: in a replacement text `$&` and its like would be taken for more than a name.
  const shown = text.replaceAll('{name}', () => name ?? 'Someone');
  const data = { kind, text: shown, conversationId, other, atMs, id: `n${place.notice}` };
  return eventText(said.type, data, placeText(place));
};
