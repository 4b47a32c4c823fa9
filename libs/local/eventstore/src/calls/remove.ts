import {
  type DeleteReq,
  DeleteResp,
  TombstoneResp,
} from '@eventstore/db-client/generated/streams_pb';
import { type ServerUnaryCall, type sendUnaryData, status } from '@grpc/grpc-js';
import { at } from './answers';
import { wordsFor } from './append-answer';
import { Refusal, asRefusal, badRequest, streamDeleted } from './refusal';
import { expectedOf, streamName } from './requests';
import { type Service, clientOf, perform, strikes } from './service';
import type { Outcome } from '../store/store';
import type { Expected } from '../store/verdict';

type Removed = DeleteResp | TombstoneResp;

const answers = {
  delete: (position: number) =>
    new DeleteResp().setPosition(at(new DeleteResp.Position(), position)),
  tombstone: (position: number) =>
    new TombstoneResp().setPosition(at(new TombstoneResp.Position(), position)),
};

/** In these fields the words are numbers, as they were before the protocol had words. */
const numbers = { no_stream: -1, any: -2, stream_exists: -4 };

const refusalOf = (
  outcome: Exclude<Outcome, { type: 'written' }>,
  stream: string,
  expected: Expected,
): Refusal => {
  if (outcome.type === 'tombstoned') return streamDeleted(stream);
  if (outcome.type === 'failed') return new Refusal(status.UNAVAILABLE, wordsFor(outcome));
  return new Refusal(status.FAILED_PRECONDITION, `"${stream}" is at ${outcome.revision}`, {
    exception: 'wrong-expected-version',
    'stream-name': stream,
    'expected-version': String(typeof expected === 'number' ? expected : numbers[expected]),
    'actual-version': String(outcome.revision),
  });
};

/** Deletes a stream until it is written again, or for ever. */
export const serveRemove =
  (service: Service, how: 'delete' | 'tombstone') =>
  (call: ServerUnaryCall<DeleteReq, Removed>, done: sendUnaryData<Removed>): void => {
    const fail = (error: unknown): void => {
      const refusal = asRefusal(error);
      service.log({ refused: how, why: refusal.details, client: clientOf(call.metadata) });
      done(refusal);
    };
    const serve = async (): Promise<void> => {
      const options = call.request.getOptions();
      if (!options) throw badRequest('The options are missing.');
      const stream = streamName(options.getStreamIdentifier());
      const expected = expectedOf(options, options.hasRevision() && options.getRevision());
      await perform(service, strikes.write, {
        about: { method: how, stream },
        peer: call.getPeer(),
        act: () => service.store.remove(stream, expected, how),
        answer: (outcome) => {
          if (outcome.type !== 'written') fail(refusalOf(outcome, stream, expected));
          else done(null, answers[how](outcome.position ?? 0));
        },
        fail,
      });
    };
    serve().catch(fail);
  };
