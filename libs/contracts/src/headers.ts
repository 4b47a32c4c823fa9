import { isoText } from './time';

/** Where a stored event stands: what lets readers apply it once, and a store be filled again. */
export type Coordinates = {
  readonly stream: string;
  /** Counts from 0 in its stream. */
  readonly revision: number;
  /** The stored event's metadata, unchanged. */
  readonly metadata: Readonly<Record<string, unknown>>;
};

/** What a record says about its message. */
export type Envelope = {
  /** Of a command its id, of an event the stored event's. */
  readonly id: string;
  readonly type: string;
  /** Who said it, as a path: `/gating`. */
  readonly source: string;
  readonly atMs: number;
  readonly coordinates?: Coordinates;
  /** W3C Trace Context. */
  readonly traceparent?: string;
};

/**
 * The names of the headers.
 * Source: CloudEvents 1.0, Kafka protocol binding, binary content mode.
 */
export const headerNames = {
  specversion: 'ce_specversion',
  id: 'ce_id',
  type: 'ce_type',
  source: 'ce_source',
  time: 'ce_time',
  contentType: 'content-type',
  traceparent: 'traceparent',
  stream: 'ce_stream',
  revision: 'ce_revision',
  metadata: 'ce_metadata',
} as const;

/** The version of CloudEvents that we speak. */
export const specversion = '1.0';

const coordinateHeaders = ({ stream, revision, metadata }: Coordinates) => ({
  [headerNames.stream]: stream,
  [headerNames.revision]: String(revision),
  [headerNames.metadata]: JSON.stringify(metadata),
});

/** The headers of one record. What is absent leaves no header. */
export const headersOf = (envelope: Envelope): Readonly<Record<string, string>> => ({
  [headerNames.specversion]: specversion,
  [headerNames.id]: envelope.id,
  [headerNames.type]: envelope.type,
  [headerNames.source]: envelope.source,
  [headerNames.time]: isoText(envelope.atMs),
  [headerNames.contentType]: 'application/json',
  ...(envelope.traceparent !== undefined && { [headerNames.traceparent]: envelope.traceparent }),
  ...(envelope.coordinates && coordinateHeaders(envelope.coordinates)),
});
