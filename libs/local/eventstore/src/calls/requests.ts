import type { StreamIdentifier } from '@eventstore/db-client/generated/shared_pb';
import type { Proposal } from '../log/record';
import type { Proposed } from './append-request';
import { badRequest } from './refusal';
import type { Expected } from '../store/verdict';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const nameBytesMax = 1_024;
// oxlint-disable-next-line no-control-regex -- this is what is refused
const control = /[\u0000-\u001f\u007f]/;

const checkName = (name: string, what: string): string => {
  const length = Buffer.byteLength(name);
  if (length === 0 || length > nameBytesMax || control.test(name))
    throw badRequest(`A ${what} is 1 to ${nameBytesMax} bytes without control characters.`);
  return name;
};

/** The name of a stream, checked. */
export const streamNamed = (name: string): string => checkName(name, 'stream name');

export const streamName = (identifier: StreamIdentifier | undefined): string =>
  streamNamed(Buffer.from(identifier?.getStreamName_asU8() ?? []).toString());

type ExpectedOptions = {
  readonly hasAny: () => boolean;
  readonly hasNoStream: () => boolean;
  readonly hasStreamExists: () => boolean;
};

/** What a request expects; `revision` is false where it names none. */
export const expectedOf = (options: ExpectedOptions, revision: string | false): Expected => {
  if (options.hasAny()) return 'any';
  if (options.hasNoStream()) return 'no_stream';
  if (options.hasStreamExists()) return 'stream_exists';
  if (revision === false) throw badRequest('The expected revision is missing.');
  return Number(revision);
};

/** One proposed event, checked. */
export const proposalFrom = ({ id: given, about, data, metadata }: Proposed): Proposal => {
  const id = given.toLowerCase();
  if (!uuid.test(id)) throw badRequest('An event id is a UUID in text form.');
  const contentType = about.get('content-type');
  if (contentType === undefined) throw badRequest("The property 'content-type' is missing.");
  const type = checkName(about.get('type') ?? '', 'event type');
  return { id, type, json: contentType === 'application/json', data, metadata };
};

/** What counts towards the size limit of an append. */
export const sizeOf = ({ type, data, metadata }: Proposal): number =>
  type.length + data.length + metadata.length;
