import { type Broker, type Caller } from '../broker';
import { errors } from '../errors';
import * as admin from '../wire/admin-schemas';
import type { Api } from '../wire/api';
import * as membership from '../wire/group-schemas';
import type { Reader } from '../wire/reader';
import * as records from '../wire/record-schemas';
import { Writer } from '../wire/writer';
import * as administer from './admin';
import { fetch } from './fetch';
import * as groups from './groups';
import { produce } from './produce';
import * as topics from './topics';

/** The frame of an answer; null where the protocol has none. */
export type Frame = readonly Buffer[] | null;

/** One API with the function that answers it. */
export type Call = {
  readonly name: string;
  readonly key: number;
  readonly versions: readonly [number, number];
  readonly read: (from: Reader, version: number) => unknown;
  readonly answer: (broker: Broker, asked: unknown, caller: Caller) => unknown;
  readonly frame: (answered: unknown, version: number, correlationId: number) => Frame;
};

const call = <Asked, Answered>(
  { key, name, versions, request, answer }: Api<Asked, Answered>,
  run: (broker: Broker, asked: Asked, caller: Caller) => Answered | null | Promise<Answered | null>,
): Call => ({
  name,
  key,
  versions,
  read: request.read,
  answer: (broker, asked, caller) => run(broker, asked as Asked, caller),
  frame: (answered, version, correlationId) => {
    if (answered === null) return null;
    const to = new Writer(correlationId);
    answer.write(to, answered as Answered, version);
    return to.finish();
  },
});

const all: readonly Call[] = [
  call(records.produce, produce),
  call(records.fetch, fetch),
  call(records.listOffsets, topics.listOffsets),
  call(records.metadata, topics.metadata),
  call(membership.offsetCommit, groups.offsetCommit),
  call(membership.offsetFetch, groups.offsetFetch),
  call(membership.findCoordinator, groups.findCoordinator),
  call(membership.joinGroup, groups.joinGroup),
  call(membership.heartbeat, groups.heartbeat),
  call(membership.leaveGroup, groups.leaveGroup),
  call(membership.syncGroup, groups.syncGroup),
  call(membership.describeGroups, groups.describeGroups),
  call(membership.listGroups, groups.listGroups),
  call(admin.apiVersions, () => versionsAnswer(errors.NONE)),
  call(admin.createTopics, administer.createTopics),
  call(admin.deleteTopics, administer.deleteTopics),
  call(records.deleteRecords, administer.deleteRecords),
  call(records.initProducerId, administer.initProducerId),
  call(admin.describeConfigs, administer.describeConfigs),
  call(membership.deleteGroups, groups.deleteGroups),
];

export const calls: ReadonlyMap<number, Call> = new Map(all.map((one) => [one.key, one]));

const versionsAnswer = (error: number) => ({
  error,
  apis: all.map(({ key, versions: [first, last] }) => ({ key, first, last })),
});

/** To a newer question the oldest answer, so that the client can ask again (KIP-511). */
export const olderVersions = (correlationId: number): Frame => {
  const to = new Writer(correlationId);
  admin.apiVersions.answer.write(to, versionsAnswer(errors.UNSUPPORTED_VERSION), 0);
  return to.finish();
};
