import * as shared from '@eventstore/db-client/generated/shared_pb';
import { Status } from '@eventstore/db-client/generated/status_pb';
import {
  type BatchAppendReq,
  BatchAppendResp,
  ReadResp,
} from '@eventstore/db-client/generated/streams_pb';
import { status } from '@grpc/grpc-js';
import { Any } from 'google-protobuf/google/protobuf/any_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import type { Outcome } from '../store/store';

type Written = Extract<Outcome, { readonly type: 'written' }>;

/** Why an append was not done. */
export type Problem =
  | Exclude<Outcome, Written>
  | { readonly type: 'timeout' }
  | { readonly type: 'tooLarge'; readonly bytesMax: number }
  | { readonly type: 'malformed'; readonly message: string };

/** Which append an answer belongs to, as the request has it. */
export type Asked = {
  readonly correlation: shared.UUID | undefined;
  readonly options: BatchAppendReq.Options | undefined;
};

type Positioned<Message> = {
  readonly setCommitPosition: (position: string) => Message;
  readonly setPreparePosition: (position: string) => Message;
};

const empty = new Empty();

/** Sets both positions of a message: they are always equal. */
export const at = <Message extends Positioned<Message>>(
  message: Message,
  position: number,
): Message => message.setCommitPosition(String(position)).setPreparePosition(String(position));

const answerTo = ({ correlation, options }: Asked): BatchAppendResp =>
  new BatchAppendResp()
    .setCorrelationId(correlation)
    .setStreamIdentifier(options?.getStreamIdentifier() ?? new shared.StreamIdentifier());

/** An append that stands in the log. */
export const writtenAnswer = (asked: Asked, { revision, position }: Written): BatchAppendResp => {
  const success = new BatchAppendResp.Success();
  if (revision < 0) success.setNoStream(empty);
  else success.setCurrentRevision(String(revision));
  if (position === undefined) success.setNoPosition(empty);
  else success.setPosition(at(new shared.AllStreamPosition(), position));
  return answerTo(asked).setSuccess(success);
};

const wrongVersion = (head: number, options: Asked['options']): shared.WrongExpectedVersion => {
  const details = new shared.WrongExpectedVersion();
  if (head < 0) details.setCurrentNoStream(empty);
  else details.setCurrentStreamRevision(String(head));
  if (options?.hasAny()) return details.setExpectedAny(empty);
  if (options?.hasNoStream()) return details.setExpectedNoStream(empty);
  if (options?.hasStreamExists()) return details.setExpectedStreamExists(empty);
  return details.setExpectedStreamPosition(options?.getStreamPosition() ?? '0');
};

type Detail = readonly [string, status, { readonly serializeBinary: () => Uint8Array }];

/** From results to error details, as the client decodes them: by the name of their message. */
const detailOf = (problem: Problem, options: Asked['options']): Detail => {
  const stream = options?.getStreamIdentifier();
  switch (problem.type) {
    case 'conflict':
      return [
        'WrongExpectedVersion',
        status.ALREADY_EXISTS,
        wrongVersion(problem.revision, options),
      ];
    case 'tombstoned':
      return [
        'StreamDeleted',
        status.NOT_FOUND,
        new shared.StreamDeleted().setStreamIdentifier(stream),
      ];
    case 'timeout':
      return ['Timeout', status.DEADLINE_EXCEEDED, new shared.Timeout()];
    case 'tooLarge': {
      const limit = new shared.MaximumAppendSizeExceeded().setMaxappendsize(problem.bytesMax);
      return ['MaximumAppendSizeExceeded', status.INVALID_ARGUMENT, limit];
    }
    case 'malformed':
      return [
        'BadRequest',
        status.INVALID_ARGUMENT,
        new shared.BadRequest().setMessage(problem.message),
      ];
    case 'failed':
      return ['Unknown', status.UNKNOWN, new shared.Unknown()];
  }
};

/** A problem in words. */
export const wordsFor = (problem: Problem): string => {
  if (problem.type === 'malformed') return problem.message;
  return problem.type === 'failed' ? `not written: ${problem.reason.message}` : problem.type;
};

/** An append that was not done. */
export const problemAnswer = (asked: Asked, problem: Problem): BatchAppendResp => {
  const [name, code, message] = detailOf(problem, asked.options);
  const details = new Any();
  details.pack(message.serializeBinary(), `event_store.client.${name}`);
  const failed = new Status().setMessage(wordsFor(problem)).setDetails(details);
  return answerTo(asked).setError(failed.setCode(code as number));
};

const bytesOf = (answer: ReadResp): Buffer => Buffer.from(answer.serializeBinary());

export const confirmation = (id: string): Buffer =>
  bytesOf(
    new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId(id)),
  );

export const caughtUp: Buffer = bytesOf(new ReadResp().setCaughtUp(new ReadResp.CaughtUp()));

export const checkpointAt = (position: number): Buffer =>
  bytesOf(new ReadResp().setCheckpoint(at(new ReadResp.Checkpoint(), position)));

export const streamNotFound = (stream: string): Buffer => {
  const identifier = new shared.StreamIdentifier().setStreamName(Buffer.from(stream));
  const notFound = new ReadResp.StreamNotFound().setStreamIdentifier(identifier);
  return bytesOf(new ReadResp().setStreamNotFound(notFound));
};
