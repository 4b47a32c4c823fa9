import * as shared from '@eventstore/db-client/generated/shared_pb';
import { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import * as fc from 'fast-check';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import { Timestamp } from 'google-protobuf/google/protobuf/timestamp_pb';
import { problemAnswer, writtenAnswer } from './append-answer';
import { type AppendRequest, decodeAppend } from './append-request';
import { at, identifierOf } from './answers';

fc.configureGlobal({ seed: 42 }); // every run is the same run

const empty = new Empty();
const text = fc.string({ unit: 'grapheme', maxLength: 300 });
const bytes = fc.uint8Array({ maxLength: 300 }).map((found) => Buffer.from(found));
const number = fc.oneof(
  fc.constantFrom(0, 1, 127, 128, 2 ** 32, Number.MAX_SAFE_INTEGER),
  fc.maxSafeNat(),
);
const expected = fc.oneof(number, fc.constantFrom('any', 'no_stream', 'stream_exists'));
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

const options = fc.record({
  stream: text,
  expected: optional(expected),
  deadline: optional(fc.record({ seconds: fc.integer(), nanos: fc.nat(999_999_999) })),
});
const proposed = fc.record({
  id: fc.oneof(fc.uuid(), text),
  about: fc.dictionary(text, text, { maxKeys: 3 }),
  data: bytes,
  metadata: bytes,
});
const request = fc.record({
  correlation: optional(fc.oneof(fc.uuid(), text)),
  options: optional(options),
  proposed: fc.array(proposed, { maxLength: 4 }),
  isFinal: fc.boolean(),
});

type Options = typeof options extends fc.Arbitrary<infer Kind> ? Kind : never;
type Proposed = typeof proposed extends fc.Arbitrary<infer Kind> ? Kind : never;
type Request = typeof request extends fc.Arbitrary<infer Kind> ? Kind : never;

const uuid = (id: string): shared.UUID => new shared.UUID().setString(id);

const optionsFrom = ({ stream, expected: wanted, deadline }: Options): BatchAppendReq.Options => {
  const made = new BatchAppendReq.Options().setStreamIdentifier(identifierOf(stream));
  if (deadline) {
    const { seconds, nanos } = deadline;
    made.setDeadline(new Timestamp().setSeconds(seconds).setNanos(nanos));
  }
  if (typeof wanted === 'number') return made.setStreamPosition(String(wanted));
  if (wanted === 'any') return made.setAny(empty);
  if (wanted === 'no_stream') return made.setNoStream(empty);
  return wanted === 'stream_exists' ? made.setStreamExists(empty) : made;
};

const proposedFrom = ({ id, about, data, metadata }: Proposed): BatchAppendReq.ProposedMessage => {
  const made = new BatchAppendReq.ProposedMessage().setId(uuid(id));
  Object.entries(about).forEach(([key, value]) => made.getMetadataMap().set(key, value));
  return made.setData(data).setCustomMetadata(metadata);
};

/** The request as the client's generated classes write it. */
const generated = (asked: Request): BatchAppendReq => {
  const made = new BatchAppendReq().setIsFinal(asked.isFinal);
  if (asked.correlation !== undefined) made.setCorrelationId(uuid(asked.correlation));
  if (asked.options) made.setOptions(optionsFrom(asked.options));
  return made.setProposedMessagesList(asked.proposed.map(proposedFrom));
};

const decoded = (message: BatchAppendReq): AppendRequest =>
  decodeAppend(Buffer.from(message.serializeBinary()));

const deadlineAtMsOf = ({ deadline }: Options): number => {
  if (!deadline) return Infinity;
  return deadline.seconds < 0 ? -Infinity : deadline.seconds * 1_000 + deadline.nanos / 1e6;
};

/** What must be read of it, maps as objects. */
const wantedOf = (asked: Request): unknown => ({
  ...asked,
  correlation: undefined,
  options: asked.options && {
    stream: asked.options.stream,
    expected: asked.options.expected,
    deadlineAtMs: deadlineAtMsOf(asked.options),
    identifier: Buffer.from(identifierOf(asked.options.stream).serializeBinary()),
  },
  proposed: asked.proposed.map(({ about, ...rest }) => ({ ...rest, about: { ...about } })),
});

test('reads any append that the generated classes write', () => {
  fc.assert(
    fc.property(request, (asked) => {
      const { proposed: events, correlation, ...rest } = decoded(generated(asked));
      const proposals = events.map(({ about, ...one }) => ({
        ...one,
        about: Object.fromEntries(about),
      }));
      expect({ ...rest, proposed: proposals, correlation: undefined }).toEqual(wantedOf(asked));
      const id = correlation && shared.UUID.deserializeBinary(correlation).getString();
      expect(id).toBe(asked.correlation);
    }),
    { numRuns: 500 },
  );
});

test('takes fields in any order, the last of those that exclude each other, and unknown ones', () => {
  const first = Buffer.from(new BatchAppendReq().setIsFinal(true).serializeBinary());
  const second = generated({
    correlation: 'c',
    options: { stream: 's', expected: 7, deadline: undefined },
    proposed: [],
    isFinal: false,
  });
  second.getOptions()!.setNoStream(empty);
  const unknown = Buffer.from([0x7a, 1, 65, 0x69, 1, 2, 3, 4, 5, 6, 7, 8, 0x6d, 1, 2, 3, 4]);
  const read = decodeAppend(Buffer.concat([first, unknown, Buffer.from(second.serializeBinary())]));
  expect(read).toMatchObject({ isFinal: true, options: { stream: 's', expected: 'no_stream' } });
});

test('refuses what is no message, wherever it is cut', () => {
  const asked = { stream: 's', expected: 7, deadline: undefined };
  const whole = Buffer.from(new BatchAppendReq().setOptions(optionsFrom(asked)).serializeBinary());
  for (let length = 1; length < whole.length; length += 1)
    expect(() => decodeAppend(whole.subarray(0, length))).toThrow(RangeError);
  expect(() => decodeAppend(Buffer.from('no message'))).toThrow(RangeError);
  expect(() => decodeAppend(Buffer.alloc(9))).toThrow(RangeError);
  expect(() => decodeAppend(Buffer.from([0x20, ...Array<number>(9).fill(255), 2]))).toThrow(
    RangeError,
  );
});

const outcome = fc.record({
  type: fc.constant('written' as const),
  revision: fc.oneof(number, fc.constant(-1)),
  position: optional(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })),
});

/** The answer as the generated classes write it. */
const generatedAnswer = (message: BatchAppendReq): BatchAppendResp =>
  new BatchAppendResp()
    .setCorrelationId(message.getCorrelationId())
    .setStreamIdentifier(
      message.getOptions()?.getStreamIdentifier() ?? new shared.StreamIdentifier(),
    );

test('writes any success as the generated classes do', () => {
  fc.assert(
    fc.property(request, outcome, (asked, told) => {
      const message = generated(asked);
      const success = new BatchAppendResp.Success();
      if (told.revision < 0) success.setNoStream(empty);
      else success.setCurrentRevision(String(told.revision));
      if (told.position === undefined) success.setNoPosition(empty);
      else success.setPosition(at(new shared.AllStreamPosition(), told.position));
      const whole = generatedAnswer(message).setSuccess(success);
      expect(
        writtenAnswer(decoded(message), told).equals(Buffer.from(whole.serializeBinary())),
      ).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('tells a refusal what was asked, around an error that the generated classes read', () => {
  fc.assert(
    fc.property(request, number, (asked, revision) => {
      const message = generated(asked);
      const answer = problemAnswer(decoded(message), { type: 'conflict', revision });
      const read = BatchAppendResp.deserializeBinary(answer);
      const error = shared.WrongExpectedVersion.deserializeBinary(
        read.getError()?.getDetails()?.getValue_asU8() ?? new Uint8Array(),
      );
      const wanted = asked.options?.expected ?? 0;
      expect(error.getCurrentStreamRevision()).toBe(String(revision));
      expect(error.getExpectedStreamPosition()).toBe(String(Number(wanted) || 0));
      expect(error.hasExpectedAny()).toBe(wanted === 'any');
      expect(error.hasExpectedNoStream()).toBe(wanted === 'no_stream');
      expect(error.hasExpectedStreamExists()).toBe(wanted === 'stream_exists');
      read.clearError();
      expect(read.toObject()).toEqual(generatedAnswer(message).toObject());
    }),
  );
});
