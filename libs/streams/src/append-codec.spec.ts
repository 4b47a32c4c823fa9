import * as shared from '@eventstore/db-client/generated/shared_pb';
import { Status } from '@eventstore/db-client/generated/status_pb';
import { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import { Any } from 'google-protobuf/google/protobuf/any_pb';
import { Timestamp } from 'google-protobuf/google/protobuf/timestamp_pb';
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { type Asked, decodeAnswer, encodeAppend } from './append-codec';
import type { Written } from './serialise';
import { numbers } from './streams.words';

const prefix = '0d5b4c1e-6f0a-4c55-9b1d-';
const idOf = (number: number): string => prefix + number.toString(16).padStart(12, '0');
const uuid = (id: string) => new shared.UUID().setString(id);
const base64 = (text: string): string => Buffer.from(text).toString('base64');

const proposed = ({ id, type, data, metadata }: Written) => {
  const message = new BatchAppendReq.ProposedMessage().setId(uuid(id));
  message.getMetadataMap().set('type', type).set('content-type', 'application/json');
  return message.setData(base64(data)).setCustomMetadata(base64(metadata));
};

/** The same append as the client's generated code writes it. */
const generated = ({ number, stream, expected, events, deadlineAtMs }: Asked): Buffer => {
  const identifier = new shared.StreamIdentifier().setStreamName(base64(stream));
  const options = new BatchAppendReq.Options().setStreamIdentifier(identifier);
  if (expected < 0) options.setNoStream(new shared.Empty());
  else options.setStreamPosition(String(expected));
  options.setDeadline(Timestamp.fromDate(new Date(deadlineAtMs)));
  const request = new BatchAppendReq().setCorrelationId(uuid(idOf(number))).setOptions(options);
  request.setProposedMessagesList(events.map(proposed)).setIsFinal(true);
  return Buffer.from(request.serializeBinary());
};

const text = (max: number): string =>
  randomBytes(randomInt(max)).toString(randomInt(2) ? 'latin1' : 'utf8') +
  '🕯️'.repeat(randomInt(3));

const written = (): Written => {
  const data = JSON.stringify({ what: text(randomInt(2) ? 90 : 40_000) });
  return { id: randomUUID(), type: text(30), data, metadata: JSON.stringify({ why: text(200) }) };
};

const asked = (): Asked => ({
  number: randomInt(2 ** 47),
  stream: `s${text(50)}`,
  expected: [-1, 0, 127, 128, randomInt(2 ** 47), Number.MAX_SAFE_INTEGER][randomInt(6)] ?? 0,
  events: numbers(1 + randomInt(5)).map(written),
  deadlineAtMs: randomInt(2) ? Date.now() : Math.floor(Date.now() / 1_000) * 1_000,
});

test('writes any append as the generated code does', () => {
  for (const one of numbers(300).map(asked))
    expect(encodeAppend(prefix, one).equals(generated(one))).toBe(true);
});

test('writes five hundred small events', () => {
  const small = { type: 'Small', data: '{}', metadata: '{}' };
  const one = { ...asked(), events: numbers(500).map(() => ({ ...small, id: randomUUID() })) };
  expect(encodeAppend(prefix, one).equals(generated(one))).toBe(true);
});

const answer = () => new BatchAppendResp().setCorrelationId(uuid(idOf(77)));
const read = (response: BatchAppendResp) => decodeAnswer(Buffer.from(response.serializeBinary()));

const success = (revision: number) => {
  const position = new shared.AllStreamPosition()
    .setCommitPosition('18446744073709551615')
    .setPreparePosition('9007199254740993');
  return new BatchAppendResp.Success().setCurrentRevision(String(revision)).setPosition(position);
};

const failure = (name: string, message: { readonly serializeBinary: () => Uint8Array }) => {
  const details = new Any();
  details.pack(message.serializeBinary(), `event_store.client.${name}`);
  return answer().setError(new Status().setMessage('no').setDetails(details));
};

test.each([0, 127, 128, 2 ** 31, 2 ** 48])('reads the revision %d', (revision) => {
  const said = { type: 'appended', revision };
  expect(read(answer().setSuccess(success(revision)))).toEqual({ number: 77, said });
});

test('reads ids in halves as well', () => {
  const least = BigInt.asIntN(64, BigInt('0x9b1d00000000004d')).toString();
  const structured = new shared.UUID.Structured()
    .setMostSignificantBits('-1')
    .setLeastSignificantBits(least);
  const response = new BatchAppendResp().setCorrelationId(
    new shared.UUID().setStructured(structured),
  );
  expect(read(response.setSuccess(success(5))).number).toBe(77);
});

test('reads what a failure proves', () => {
  const wrong = () => new shared.WrongExpectedVersion().setExpectedStreamPosition('9');
  const conflict = (error: shared.WrongExpectedVersion) =>
    read(failure('WrongExpectedVersion', error)).said;
  expect(conflict(wrong().setCurrentStreamRevision('0'))).toEqual({
    type: 'conflict',
    revision: 0,
  });
  expect(conflict(wrong().setCurrentStreamRevision('41'))).toEqual({
    type: 'conflict',
    revision: 41,
  });
  expect(conflict(wrong().setCurrentNoStream(new shared.Empty()))).toEqual({
    type: 'conflict',
    revision: -1,
  });
  expect(read(failure('StreamDeleted', new shared.StreamDeleted())).said.type).toBe('closed');
  const tooLarge = new shared.MaximumAppendSizeExceeded().setMaxappendsize(1);
  expect(read(failure('MaximumAppendSizeExceeded', tooLarge)).said.type).toBe('tooLarge');
});

test('takes any other failure for unknown', () => {
  const timeout = failure('Timeout', new shared.Timeout());
  const untold = answer().setError(new Status().setMessage('no'));
  for (const response of [timeout, untold])
    expect(read(response)).toMatchObject({ number: 77, said: { type: 'unknown' } });
  expect(String(Reflect.get(read(timeout).said, 'cause'))).toMatch(/Timeout no/);
});

test('refuses bytes that are no message', () => {
  expect(() => decodeAnswer(Buffer.from('no message'))).toThrow(RangeError);
  expect(() => decodeAnswer(Buffer.from([0x12, 0x7f, 0x01]))).toThrow(RangeError);
});
