import { hash } from 'node:crypto';
import type { Message } from '@vestibule/decider';
import type { Draft, EventMetadata } from '@vestibule/streams';
import type { Order } from './service';

const asUuid = (hex: string): string => {
  // Version 8 (RFC 9562: vendor-defined content) and the usual variant, so that readers accept it.
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) & 3];
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
};

/**
 * The id of an event: 122 bits of SHA-256 over stream, command, index, type and data. It binds the
 * content, so an append that the store calls a repeat is byte for byte ours (protocol.md, lemma E).
 */
const eventId = (...content: readonly (string | number)[]): string =>
  asUuid(hash('sha256', content.join('\n')));

/** Hash over what a command asks, without what others attach to it on the way. */
export const contentHashOf = ({ command, content }: Order): string =>
  content === undefined ? '' : hash('sha256', `${command.type}\n${JSON.stringify(content)}`);

/**
 * State guards what comes from inside: remembered, each would be kept for a day, and its clock would
 * move the lane's. Only its failure is, so that it fails once.
 */
const isRemembered = ({ quiet, source }: Order, [first]: readonly Message[]): boolean =>
  !quiet || source !== undefined || first?.type === 'CommandFailed';

const metadataOf = (
  order: Order,
  contentHash: string,
  events: readonly Message[],
): EventMetadata => {
  const { commandId, correlationId, ingestedAtMs, source } = order;
  const cause = { $correlationId: correlationId, $causationId: source?.eventId ?? commandId };
  if (!isRemembered(order, events)) return cause;
  return {
    ...cause,
    commandId,
    contentHash,
    ingestedAtMs,
    ...(source && { source: commandId }),
  };
};

/** What a command's events are appended as, and how many characters of JSON they hold. */
export type Drafted = { readonly drafts: readonly Draft[]; readonly characters: number };

/** Makes the drafts of one command's events. Throws when one cannot be serialised. */
export const draftsOf = (
  order: Order,
  contentHash: string,
  events: readonly Message[],
): Drafted => {
  const { stream, commandId } = order;
  const metadata = metadataOf(order, contentHash, events);
  let characters = 0;
  const drafts = events.map(({ type, data }, index) => {
    const json = JSON.stringify(data);
    characters += json.length;
    return { id: eventId(stream, commandId, index, type, json), type, data, json, metadata };
  });
  return { drafts, characters };
};

/** The host's own word in a stream that cannot be folded. It is no outcome: it names no command. */
export const quarantineOf = (order: Order, revision: number, reason: string): Draft => {
  const { stream, correlationId, commandId, ingestedAtMs } = order;
  const data = { atMs: ingestedAtMs, reason };
  const id = eventId(stream, 'host', revision, 'Quarantined', JSON.stringify(data));
  const metadata = { $correlationId: correlationId, $causationId: commandId };
  return { id, type: 'Quarantined', data, metadata };
};
