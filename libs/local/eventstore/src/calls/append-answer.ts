import * as shared from '@eventstore/db-client/generated/shared_pb';
import { Status } from '@eventstore/db-client/generated/status_pb';
import { status } from '@grpc/grpc-js';
import { Any } from 'google-protobuf/google/protobuf/any_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import { varintLength, writeBytes, writeNumber } from '../protobuf';
import type { Outcome } from '../store/store';
import type { Expected } from '../store/verdict';
import { type Serializable, bytesOf, identifierOf } from './answers';
import type { AppendRequest } from './append-request';

type Written = Extract<Outcome, { readonly type: 'written' }>;

/** Why an append was not done. */
export type Problem =
  | Exclude<Outcome, Written>
  | { readonly type: 'timeout' }
  | { readonly type: 'tooLarge'; readonly bytesMax: number }
  | { readonly type: 'malformed'; readonly message: string };

/** Which append an answer belongs to, as the request has it. */
export type Asked = Pick<AppendRequest, 'correlation' | 'options'>;

const nothing = Buffer.alloc(0);
const noStream = Buffer.from([0x12, 0]);
const noPosition = Buffer.from([0x22, 0]);

/** An answer around its result: what was asked in front, the stream behind. */
const answerTo = ({ correlation, options }: Asked, tag: number, result: Buffer): Buffer => {
  const { identifier = nothing } = options ?? {};
  const bytesMax = (correlation?.length ?? 0) + result.length + identifier.length + 3 * 6;
  const out = Buffer.allocUnsafe(bytesMax);
  const start = correlation ? writeBytes(out, 0, [0x0a, correlation]) : 0;
  const behind = writeBytes(out, start, [tag, result]);
  return out.subarray(0, writeBytes(out, behind, [0x22, identifier]));
};

const successBytesMax = 64;

/** An append that stands in the log. By hand: an answer is due for each append. */
export const writtenAnswer = (asked: Asked, { revision, position }: Written): Buffer => {
  const out = Buffer.allocUnsafe(successBytesMax);
  let end = revision < 0 ? noStream.copy(out) : writeNumber(out, 0, [0x08, revision]);
  if (position === undefined) end += noPosition.copy(out, end);
  else {
    end = writeNumber(out, end, [0x1a, 2 + 2 * varintLength(position)]);
    end = writeNumber(out, end, [0x08, position]);
    end = writeNumber(out, end, [0x10, position]);
  }
  return answerTo(asked, 0x1a, out.subarray(0, end));
};

const empty = new Empty();

const wrongVersion = (head: number, expected: Expected = 0): shared.WrongExpectedVersion => {
  const details = new shared.WrongExpectedVersion();
  if (head < 0) details.setCurrentNoStream(empty);
  else details.setCurrentStreamRevision(String(head));
  if (typeof expected === 'number') return details.setExpectedStreamPosition(String(expected));
  switch (expected) {
    case 'any':
      return details.setExpectedAny(empty);
    case 'no_stream':
      return details.setExpectedNoStream(empty);
    case 'stream_exists':
      return details.setExpectedStreamExists(empty);
  }
};

type Detail = readonly [string, status, Serializable];

/** From results to error details, as the client decodes them: by the name of their message. */
const detailOf = (problem: Problem, options: Asked['options']): Detail => {
  switch (problem.type) {
    case 'conflict':
      return [
        'WrongExpectedVersion',
        status.ALREADY_EXISTS,
        wrongVersion(problem.revision, options?.expected),
      ];
    case 'tombstoned':
      return [
        'StreamDeleted',
        status.NOT_FOUND,
        new shared.StreamDeleted().setStreamIdentifier(identifierOf(options?.stream ?? '')),
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
export const problemAnswer = (asked: Asked, problem: Problem): Buffer => {
  const [name, code, message] = detailOf(problem, asked.options);
  const details = new Any();
  details.pack(message.serializeBinary(), `event_store.client.${name}`);
  const failed = new Status().setMessage(wordsFor(problem)).setDetails(details);
  return answerTo(asked, 0x12, bytesOf(failed.setCode(code as number)));
};
