import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import {
  SupportedMethod,
  SupportedMethods,
} from '@eventstore/db-client/generated/serverfeatures_pb';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';

const serverVersion = '23.10.0';

const methodAt = ({ path }: { readonly path: string }, features: string[]): SupportedMethod => {
  const [, service = '', method = ''] = path.toLowerCase().split('/');
  return new SupportedMethod()
    .setServiceName(service)
    .setMethodName(method)
    .setFeaturesList(features);
};

/** Lists exactly what exists; a client chooses the batch call for appends by this list. */
export const supportedMethods = (): SupportedMethods =>
  new SupportedMethods().setEventStoreServerVersion(serverVersion).setMethodsList([
    methodAt(StreamsService.read, ['position', 'events']),
    methodAt(StreamsService.batchAppend, []), // the classes cannot read `deadline_duration`
    methodAt(StreamsService.delete, []),
    methodAt(StreamsService.tombstone, []),
    methodAt(ServerFeaturesService.getSupportedMethods, []),
  ]);
