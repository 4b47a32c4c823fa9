import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import { type Server, type ServerUnaryCall, type sendUnaryData, status } from '@grpc/grpc-js';
import { decodeAppend } from './append-request';
import { BatchCall, type BatchStream } from './batch-append';
import { supportedMethods } from './features';
import type { ReadStream } from './output';
import { serveRead } from './read';
import { Refusal } from './refusal';
import { serveRemove } from './remove';
import { type Service, perform, strikes } from './service';

export const callsMax = 1_000;

/** The long calls that are open: appends, reads and subscriptions. */
export type OpenCalls = ReadonlySet<BatchStream | ReadStream>;

/** Registers the methods; everything else is answered with UNIMPLEMENTED and its name. */
export const serveOn = (grpc: Server, service: Service): OpenCalls => {
  const open = new Set<BatchStream | ReadStream>();
  const counted =
    <Call extends BatchStream | ReadStream>(serve: (call: Call) => unknown) =>
    (call: Call): void => {
      if (open.size >= callsMax)
        return void call.emit('error', new Refusal(status.RESOURCE_EXHAUSTED, 'too many calls'));
      open.add(call);
      call.once('cancelled', () => open.delete(call)); // it comes at the end of every call
      serve(call);
    };

  const responseSerialize = (bytes: Buffer) => bytes;
  const read = { ...StreamsService.read, responseSerialize };
  const appends = { requestDeserialize: decodeAppend, responseSerialize };
  const batchAppend = { ...StreamsService.batchAppend, ...appends };
  grpc.addService(
    { ...StreamsService, read, batchAppend },
    {
      read: counted((call: ReadStream) => serveRead(service, call)),
      batchAppend: counted((call: BatchStream) => new BatchCall(service, call)),
      delete: serveRemove(service, 'delete'),
      tombstone: serveRemove(service, 'tombstone'),
    },
  );
  grpc.addService(ServerFeaturesService, {
    getSupportedMethods: (call: ServerUnaryCall<unknown, unknown>, done: sendUnaryData<unknown>) =>
      void perform(service, strikes.read, {
        about: { method: 'features' },
        peer: call.getPeer(),
        act: async () => supportedMethods(),
        answer: (answer) => done(null, answer),
        fail: done,
      }),
  });
  return open;
};
