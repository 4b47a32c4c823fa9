import { convertGrpcRecord } from '@eventstore/db-client/dist/utils/convertGrpcEvent';
import * as shared from '@eventstore/db-client/generated/shared_pb';
import { ReadResp } from '@eventstore/db-client/generated/streams_pb';
import * as fc from 'fast-check';
import { decodeHeard } from './read-codec';
import { recordedFrom, recordedOf } from './recorded';

const { RecordedEvent: Message } = ReadResp.ReadEvent;
type Message = InstanceType<typeof Message>;

const text = fc.string({ unit: 'grapheme', maxLength: 200 });
const uint64 = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  fc.constantFrom(0n, 127n, 128n, 2n ** 49n - 1n, 2n ** 49n, 2n ** 53n, 2n ** 56n),
);
const content = fc.oneof(
  fc.dictionary(text, fc.jsonValue(), { maxKeys: 3 }).map((data) => JSON.stringify(data)),
  fc.constantFrom('', '{', '[]', '"text"', '7', 'null'),
);
const stored = fc.record({
  id: fc.uuid({ version: [1, 4, 5] }), // the client refuses the newer ones in halves
  inHalves: fc.boolean(),
  stream: fc.oneof(text, fc.constantFrom('$$stream')),
  type: text,
  contentType: fc.constantFrom('application/json', 'application/octet-stream'),
  revision: fc.nat(),
  commit: uint64,
  prepare: fc.option(uint64, { nil: undefined }),
  data: content,
  metadata: content,
});
type Example = typeof stored extends fc.Arbitrary<infer Kind> ? Kind : never;

const idOf = ({ id, inHalves }: Example): shared.UUID => {
  if (!inHalves) return new shared.UUID().setString(id);
  const hex = id.replaceAll('-', '');
  const [most, least] = [hex.slice(0, 16), hex.slice(16)].map((half) =>
    String(BigInt.asIntN(64, BigInt(`0x${half}`))),
  ) as [string, string];
  const halves = new shared.UUID.Structured();
  halves.setMostSignificantBits(most).setLeastSignificantBits(least);
  return new shared.UUID().setStructured(halves);
};

const messageOf = (example: Example): Message => {
  const { stream, type, contentType, revision, commit, prepare = commit } = example;
  const message = new Message().setId(idOf(example)).setStreamRevision(String(revision));
  const name = Buffer.from(stream).toString('base64');
  message.setStreamIdentifier(new shared.StreamIdentifier().setStreamName(name));
  message.setCommitPosition(String(commit)).setPreparePosition(String(prepare));
  message.getMetadataMap().set('created', '17641152000000000');
  message.getMetadataMap().set('type', type).set('content-type', contentType);
  message.setCustomMetadata(Buffer.from(example.metadata).toString('base64'));
  return message.setData(Buffer.from(example.data).toString('base64'));
};

const heard = (answer: ReadResp) => decodeHeard(Buffer.from(answer.serializeBinary()));

/** What came of a reading: the event, or why it cannot be read. */
const tried = (read: () => unknown): unknown => {
  try {
    return read();
  } catch (error) {
    return String(error);
  }
};

test('reads any event as the client does', () => {
  fc.assert(
    fc.property(stored, (example) => {
      const message = messageOf(example);
      const answer = new ReadResp().setEvent(new ReadResp.ReadEvent().setEvent(message));
      const received = ReadResp.deserializeBinary(answer.serializeBinary()).getEvent()?.getEvent();
      const ours = tried(() => recordedOf(heard(answer) as Parameters<typeof recordedOf>[0]));
      expect(ours).toEqual(tried(() => recordedFrom(convertGrpcRecord(received as Message))));
    }),
    { numRuns: 1_000 },
  );
});

test('tells apart what else is heard', () => {
  const confirmation = new ReadResp.SubscriptionConfirmation().setSubscriptionId('id');
  const checkpoint = new ReadResp.Checkpoint().setCommitPosition('7').setPreparePosition('7');
  expect(heard(new ReadResp().setConfirmation(confirmation))).toBe('confirmed');
  expect(heard(new ReadResp().setCaughtUp(new ReadResp.CaughtUp()))).toBe('caughtUp');
  expect(heard(new ReadResp().setFellBehind(new ReadResp.FellBehind()))).toBe('nothing');
  expect(heard(new ReadResp().setCheckpoint(checkpoint))).toBe('nothing');
  expect(heard(new ReadResp().setEvent(new ReadResp.ReadEvent()))).toBe('nothing');
});

test('refuses bytes that are no message', () => {
  expect(() => decodeHeard(Buffer.from('no message'))).toThrow(RangeError);
  expect(() => decodeHeard(Buffer.from([0x0a, 3, 0x0a, 0x7f, 1]))).toThrow(RangeError);
});
