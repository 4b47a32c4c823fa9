import { type Span, fieldsIn } from '../protobuf';
import type { Expected } from '../store/verdict';

/** One event as it was proposed, unchecked; what is missing is empty. */
export type Proposed = {
  readonly id: string;
  /** Its properties: type and content type. */
  readonly about: ReadonlyMap<string, string>;
  readonly data: Buffer;
  readonly metadata: Buffer;
};

export type AppendOptions = {
  /** As it came, for the answer, and the name in it. */
  readonly identifier: Buffer;
  readonly stream: string;
  readonly expected: Expected | undefined;
  /** Infinity where there is none. */
  readonly deadlineAtMs: number;
};

/** One message of the batch call: an append, or a part of one. Its buffers are those of the call. */
export type AppendRequest = {
  readonly correlation: Buffer | undefined;
  readonly options: AppendOptions | undefined;
  readonly proposed: readonly Proposed[];
  readonly isFinal: boolean;
};

type Changeable<Message> = { -readonly [Name in keyof Message]: Message[Name] };

const nothing = Buffer.alloc(0);
const words = { 3: 'no_stream', 4: 'any', 5: 'stream_exists' } as const;

/** The last text of this number in a message. */
const textIn = (bytes: Buffer, within: Span, number: number): string => {
  const found = fieldsIn(bytes, within).findLast((field) => field.number === number);
  return found ? bytes.toString('utf8', found.from, found.to) : '';
};

/** Numbers below 0 are written as those above 2^63; an instant that long ago may be any. */
const negativeFrom = 2 ** 63;

const instantIn = (bytes: Buffer, within: Span): number => {
  let atMs = 0;
  for (const { number, value } of fieldsIn(bytes, within)) {
    if (number === 1) atMs += value < negativeFrom ? value * 1_000 : -Infinity;
    else if (number === 2) atMs += value / 1e6;
  }
  return atMs;
};

const optionsIn = (bytes: Buffer, within: Span): AppendOptions => {
  const found: Changeable<AppendOptions> = {
    identifier: nothing,
    stream: '',
    expected: undefined,
    deadlineAtMs: Infinity,
  };
  for (const field of fieldsIn(bytes, within))
    switch (field.number) {
      case 1:
        found.identifier = bytes.subarray(field.from, field.to);
        found.stream = textIn(bytes, field, 3);
        break;
      case 2:
        found.expected = field.value;
        break;
      case 3:
      case 4:
      case 5:
        found.expected = words[field.number];
        break;
      case 6:
        found.deadlineAtMs = instantIn(bytes, field);
    }
  return found;
};

const proposedIn = (bytes: Buffer, within: Span): Proposed => {
  const about = new Map<string, string>();
  const found: Changeable<Proposed> = { id: '', about, data: nothing, metadata: nothing };
  for (const field of fieldsIn(bytes, within))
    switch (field.number) {
      case 1:
        found.id = textIn(bytes, field, 2);
        break;
      case 2:
        about.set(textIn(bytes, field, 1), textIn(bytes, field, 2));
        break;
      case 3:
        found.metadata = bytes.subarray(field.from, field.to);
        break;
      case 4:
        found.data = bytes.subarray(field.from, field.to);
    }
  return found;
};

/**
 * Reads one message of the batch call; throws RangeError on what is no message. By hand, because
 * the generated classes cost more than all the rest of an append.
 * Source: EventStoreDB, `streams.proto`, BatchAppendReq.
 */
export const decodeAppend = (bytes: Buffer): AppendRequest => {
  const proposed: Proposed[] = [];
  const found: Changeable<AppendRequest> = {
    correlation: undefined,
    options: undefined,
    proposed,
    isFinal: false,
  };
  for (const field of fieldsIn(bytes))
    switch (field.number) {
      case 1:
        found.correlation = bytes.subarray(field.from, field.to);
        break;
      case 2:
        found.options = optionsIn(bytes, field);
        break;
      case 3:
        proposed.push(proposedIn(bytes, field));
        break;
      case 4:
        found.isFinal = field.value !== 0;
    }
  return found;
};
