import * as shared from '@eventstore/db-client/generated/shared_pb';
import { ReadResp } from '@eventstore/db-client/generated/streams_pb';

type Positioned<Message> = {
  readonly setCommitPosition: (position: string) => Message;
  readonly setPreparePosition: (position: string) => Message;
};

/** Sets both positions of a message: they are always equal. */
export const at = <Message extends Positioned<Message>>(
  message: Message,
  position: number,
): Message => message.setCommitPosition(String(position)).setPreparePosition(String(position));

export type Serializable = { readonly serializeBinary: () => Uint8Array };

export const bytesOf = (message: Serializable): Buffer => Buffer.from(message.serializeBinary());

export const identifierOf = (stream: string): shared.StreamIdentifier =>
  new shared.StreamIdentifier().setStreamName(Buffer.from(stream));

export const confirmation = (id: string): Buffer =>
  bytesOf(
    new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId(id)),
  );

export const caughtUp: Buffer = bytesOf(new ReadResp().setCaughtUp(new ReadResp.CaughtUp()));

export const checkpointAt = (position: number): Buffer =>
  bytesOf(new ReadResp().setCheckpoint(at(new ReadResp.Checkpoint(), position)));

export const streamNotFound = (stream: string): Buffer => {
  const notFound = new ReadResp.StreamNotFound().setStreamIdentifier(identifierOf(stream));
  return bytesOf(new ReadResp().setStreamNotFound(notFound));
};
