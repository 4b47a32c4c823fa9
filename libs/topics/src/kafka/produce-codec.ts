import { batchOverheadBytes, type PackedRecord } from '../bytes';
import { type Backwards, backwards } from './backwards';
import crc32C from 'kafkajs/src/protocol/recordBatch/crc32C/crc32C';

export type ProducedMessage = Pick<PackedRecord, 'key' | 'value' | 'headers' | 'bytes'>;

/** What the client asks to be produced, as far as a plain producer uses it. */
export type Produced = {
  readonly acks: number;
  readonly timeout: number;
  readonly topicData: readonly {
    readonly topic: string;
    readonly partitions: readonly {
      readonly partition: number;
      readonly messages: readonly ProducedMessage[];
    }[];
  }[];
};

const batchHeadBytes = batchOverheadBytes + 8;
const topicHeadBytes = 6;
const requestHeadBytes = 12;
const magic = 2;

/** More than a request of these messages takes. */
const bytesMaxOf = ({ topicData }: Produced): number => {
  let sum = requestHeadBytes;
  for (const { topic, partitions } of topicData) {
    sum += topicHeadBytes + Buffer.byteLength(topic);
    for (const { messages } of partitions)
      sum += messages.reduce((bytes, message) => bytes + message.bytes, batchHeadBytes);
  }
  return sum;
};

const writeRecord = (out: Backwards, { key, value, headers }: ProducedMessage, offset: number) => {
  const end = out.start();
  const names = Object.keys(headers);
  for (let index = names.length - 1; index >= 0; index -= 1) {
    const name = names[index] ?? '';
    out.sizedText(headers[name] ?? '');
    out.sizedText(name);
  }
  out.varint(names.length);
  out.sizedText(value);
  out.sizedText(key);
  out.varint(offset);
  out.varint(0); // written at the time of the batch
  out.int8(0);
  out.varint(end - out.start());
};

/** A batch of a producer that is neither idempotent nor in a transaction. */
const writeBatch = (out: Backwards, messages: readonly ProducedMessage[], nowMs: number) => {
  const end = out.start();
  for (let index = messages.length - 1; index >= 0; index -= 1)
    writeRecord(out, messages[index] as ProducedMessage, index);
  out.int32(messages.length);
  out.int32(0); // sequence
  out.int16(0); // epoch
  out.int64(-1); // producer
  out.int64(nowMs);
  out.int64(nowMs);
  out.int32(messages.length - 1);
  out.int16(0);
  out.int32(crc32C(out.until(end)));
  out.int8(magic);
  out.int32(0);
  out.int32(end - out.start());
  out.int64(0);
  out.int32(end - out.start());
};

/**
 * The body of a produce request, versions 3 to 7, uncompressed: the same bytes as the client writes,
 * without an encoder for each record and header.
 * Source: Apache Kafka documentation, "Protocol" and "Record Batch".
 */
export const encodeProduce = (produced: Produced, nowMs: number): Buffer => {
  const { acks, timeout, topicData } = produced;
  const bytesMax = bytesMaxOf(produced);
  const out = backwards(bytesMax);
  for (const { topic, partitions } of topicData.toReversed()) {
    for (const { partition, messages } of partitions.toReversed()) {
      writeBatch(out, messages, nowMs);
      out.int32(partition);
    }
    out.int32(partitions.length);
    out.int16(out.text(topic));
  }
  out.int32(topicData.length);
  out.int32(timeout);
  out.int16(acks);
  out.int16(-1);
  return out.until(bytesMax);
};
