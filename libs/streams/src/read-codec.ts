import { type Field, type Span, fieldsIn } from './protobuf';
import type { Position } from './streams';

/** An event as the store holds it; nobody has looked into its data yet. */
export type Stored = {
  readonly id: string;
  readonly stream: string;
  readonly type: string;
  readonly isJson: boolean;
  readonly data: Buffer;
  readonly metadata: Buffer;
  readonly revision: number;
  readonly position: Position;
};

/** One answer to a subscription; `nothing` is of no use to us. */
export type Heard = Stored | 'confirmed' | 'caughtUp' | 'nothing';

type Changeable<Message> = { -readonly [Name in keyof Message]: Message[Name] };

const nothing = Buffer.alloc(0);
const zero: Field = { number: 0, isSized: false, value: 0, from: 0, to: 0 };
/** Numbers of so many bytes are read exactly without more ado. */
const exactBytes = 7;

/** A number of up to 64 bits, as text. */
const exactText = (bytes: Buffer, { value, from, to }: Field): string => {
  if (to - from <= exactBytes) return String(value);
  const digits = bytes.subarray(from, to);
  return digits.reduceRight((sum, byte) => (sum << 7n) | BigInt(byte & 0x7f), 0n).toString();
};

const find = (bytes: Buffer, within: Span, number: number): Field | undefined =>
  fieldsIn(bytes, within).find((field) => field.number === number);

const textIn = (bytes: Buffer, within: Span, number: number): string => {
  const found = find(bytes, within, number);
  return found ? bytes.toString('utf8', found.from, found.to) : '';
};

/** Stores tell an id as text, which is what we ask for, or as its two halves. */
const idIn = (bytes: Buffer, within: Span): string => {
  const text = textIn(bytes, within, 2);
  const halves = text === '' ? find(bytes, within, 1) : undefined;
  if (!halves) return text;
  const hex = [1, 2].map((number) =>
    BigInt(exactText(bytes, find(bytes, halves, number) ?? zero))
      .toString(16)
      .padStart(16, '0'),
  );
  return hex.join('').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
};

/** `commit`, or `commit/prepare` where the two differ. */
export const positionOf = (commit: string, prepare: string): Position =>
  commit === prepare ? commit : `${commit}/${prepare}`;

type Property = Pick<Stored, 'type'> | Pick<Stored, 'isJson'> | undefined;

const propertyIn = (bytes: Buffer, entry: Span): Property => {
  const [key, value] = [textIn(bytes, entry, 1), textIn(bytes, entry, 2)];
  if (key === 'type') return { type: value };
  return key === 'content-type' ? { isJson: value === 'application/json' } : undefined;
};

const storedIn = (bytes: Buffer, within: Span): Stored => {
  const found: Changeable<Omit<Stored, 'position'>> = {
    id: '',
    stream: '',
    type: '',
    isJson: false,
    data: nothing,
    metadata: nothing,
    revision: 0,
  };
  let [commit, prepare] = ['0', '0'];
  for (const field of fieldsIn(bytes, within))
    switch (field.number) {
      case 1:
        found.id = idIn(bytes, field);
        break;
      case 2:
        found.stream = textIn(bytes, field, 3);
        break;
      case 3:
        found.revision = field.value;
        break;
      case 4:
        prepare = exactText(bytes, field);
        break;
      case 5:
        commit = exactText(bytes, field);
        break;
      case 6:
        Object.assign(found, propertyIn(bytes, field));
        break;
      case 7:
        found.metadata = bytes.subarray(field.from, field.to);
        break;
      case 8:
        found.data = bytes.subarray(field.from, field.to);
    }
  return { ...found, position: positionOf(commit, prepare) };
};

/**
 * Reads one answer to a subscription. Throws on bytes that are none.
 * Source: EventStoreDB, `streams.proto`, ReadResp.
 */
export const decodeHeard = (bytes: Buffer): Heard => {
  const [answer] = fieldsIn(bytes, { from: 0, to: bytes.length });
  if (answer?.number === 2) return 'confirmed';
  if (answer?.number === 8) return 'caughtUp';
  const event = answer?.number === 1 ? find(bytes, answer, 1) : undefined;
  return event ? storedIn(bytes, event) : 'nothing';
};
