import { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import { firstReadable, isSoftDeleted } from '../store/bounds';
import { badRequest, streamDeleted } from './refusal';
import type { Store } from '../store/store';

/** What a read walks over: indexes from `start` in steps, each the place of an event. */
export type Plan = {
  /** The stream, or `$all`. */
  readonly stream: string;
  readonly start: number;
  readonly step: 1 | -1;
  readonly low: number;
  /** The index behind the last; it grows for a subscription. */
  readonly end: () => number;
  readonly placeOf: (index: number) => number;
  readonly matches: (place: number) => boolean;
  readonly count: number;
  readonly live: boolean;
  /** Considered events between two checkpoints; Infinity without a filter. */
  readonly checkpointEvery: number;
};

type Options = ReadReq.Options;
type Matcher = Plan['matches'];

const windowDefault = 32;

const everything = {
  stream: '$all',
  step: 1,
  low: 0,
  placeOf: (index: number): number => index,
  matches: () => true,
  count: Infinity,
  live: false,
  checkpointEvery: Infinity,
} as const;

const isBackwards = (options: Options): boolean =>
  options.getReadDirection() === ReadReq.Options.ReadDirection.BACKWARDS;

/** The filter is decided once per stream name or type, and remembered. */
const remembering = (
  numberOf: (place: number) => number,
  decide: (number: number) => boolean,
): Matcher => {
  const known = new Map<number, boolean>();
  return (place) => {
    const number = numberOf(place);
    const before = known.get(number);
    if (before !== undefined) return before;
    const now = decide(number);
    known.set(number, now);
    return now;
  };
};

const patternFrom = (source: string): RegExp => {
  try {
    return new RegExp(source);
  } catch {
    throw badRequest(`"${source}" is no regular expression.`);
  }
};

const matcherOf = (filter: ReadReq.Options.FilterOptions | undefined, store: Store): Matcher => {
  if (!filter) return () => true;
  const { catalog } = store;
  const byStream = filter.hasStreamIdentifier();
  const expression = byStream ? filter.getStreamIdentifier() : filter.getEventType();
  if (!expression) throw badRequest('The filter has no expression.');
  const prefixes = expression.getPrefixList();
  const pattern = expression.getRegex() ? patternFrom(expression.getRegex()) : undefined;
  const fits = (name: string): boolean =>
    pattern ? pattern.test(name) : prefixes.some((prefix) => name.startsWith(prefix));
  return byStream
    ? remembering(
        (place) => catalog.streamNumberOf(place),
        (number) => fits(catalog.streamName(number)),
      )
    : remembering(
        (place) => catalog.typeNumberOf(place),
        (number) => fits(catalog.typeName(number)),
      );
};

/** The place of a position; -1 stands before the first event. */
const placeFrom = (position: ReadReq.Options.Position | undefined, store: Store): number => {
  const commit = position?.getCommitPosition();
  const at = Number(commit);
  if (commit !== position?.getPreparePosition()) throw badRequest('Commit and prepare differ.');
  if (at === 0) return -1;
  const place = store.catalog.placeAt(at);
  if (place < 0) throw badRequest(`No record begins at position ${commit}.`);
  return place;
};

const startOfAll = (options: Options, store: Store): number => {
  const backwards = isBackwards(options);
  const all = options.getAll();
  const end = store.catalog.count;
  if (all?.hasEnd()) return backwards ? end - 1 : end;
  if (!all?.hasPosition()) return backwards ? -1 : 0;
  const place = placeFrom(all.getPosition(), store);
  if (options.hasSubscription()) return place + 1;
  return backwards ? place - 1 : Math.max(place, 0);
};

const planAll = (options: Options, store: Store): Plan => {
  const { catalog } = store;
  const backwards = isBackwards(options);
  const live = options.hasSubscription();
  const filter = options.getFilter();
  const end = catalog.count;
  const window = filter?.hasMax() ? filter.getMax() : windowDefault;
  const windows = Math.max(1, filter?.getCheckpointintervalmultiplier() ?? 1);
  return {
    ...everything,
    start: startOfAll(options, store),
    step: backwards ? -1 : 1,
    end: () => (live ? catalog.count : end),
    matches: matcherOf(filter, store),
    count: live ? Infinity : Number(options.getCount()),
    live,
    checkpointEvery: filter ? window * windows : Infinity,
  };
};

const revisionFrom = (options: Options, end: number): number => {
  const from = options.getStream();
  if (from?.hasEnd()) return options.hasSubscription() ? end - 1 : end;
  if (from?.hasStart()) return options.hasSubscription() ? -1 : 0;
  return Number(from?.getRevision());
};

/** Follows one stream, also one that does not exist yet, until it is tombstoned. */
const planStreamSubscription = (name: string, options: Options, store: Store): Plan => {
  const stream = store.catalog.stream(name);
  const { events, durable } = stream;
  const after = revisionFrom(options, events.length) + 1;
  return {
    ...everything,
    stream: name,
    start: Math.max(after, firstReadable(durable, events.length - 1)),
    end: () => {
      if (store.isTombstoned(stream)) throw streamDeleted(name);
      return events.length;
    },
    placeOf: (revision) => events[revision]!,
    live: true,
  };
};

/** The plan for one stream; undefined where it does not exist or is soft-deleted. */
const planStream = (name: string, options: Options, store: Store): Plan | undefined => {
  const stream = store.catalog.find(name);
  if (stream && store.isTombstoned(stream)) throw streamDeleted(name);
  if (!stream || stream.events.length === 0 || isSoftDeleted(stream.durable)) return undefined;
  const { events, durable } = stream;
  const end = events.length;
  const low = firstReadable(durable, end - 1);
  const wanted = revisionFrom(options, end);
  const backwards = isBackwards(options);
  return {
    ...everything,
    stream: name,
    start: backwards ? Math.min(wanted, end - 1) : Math.max(wanted, low),
    step: backwards ? -1 : 1,
    low,
    end: () => end,
    placeOf: (revision) => events[revision]!,
    count: Number(options.getCount()),
  };
};

/** Turns a request for `stream`, or `$all`, into a plan; undefined answers "stream not found". */
export const planOf = (stream: string, options: Options, store: Store): Plan | undefined => {
  const live = options.hasSubscription();
  if (!options.getUuidOption()?.hasString()) throw badRequest('Only ids in text form are served.');
  if (live && isBackwards(options)) throw badRequest('A subscription only goes forwards.');
  if (!options.hasStream()) return planAll(options, store);
  if (options.hasFilter()) throw badRequest('A filter goes with $all only.');
  return (live ? planStreamSubscription : planStream)(stream, options, store);
};
