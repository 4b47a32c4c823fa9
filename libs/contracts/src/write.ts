import { type Envelope, headersOf } from './headers';
import type { MessageOn, Topic } from './topic';

/** A message of a topic with what its record says about it. */
export type Written<T extends Topic> =
  MessageOn<T> extends infer Spoken
    ? Spoken extends { readonly type: string; readonly data: object }
      ? Omit<Envelope, 'type'> & {
          readonly type: Spoken['type'];
          readonly data: Spoken['data'];
          readonly key: string;
        }
      : never
    : never;

/** A record as the message bus takes it. */
export type WrittenRecord = {
  readonly topic: string;
  readonly key: string;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
};

/**
 * Makes the record of one message. The types say that the data has the declared shape; it is not
 * checked again here. Coordinates belong to topics that ask for them.
 */
export const write = <T extends Topic>({ name }: T, message: Written<T>): WrittenRecord => {
  const { key, data, ...envelope } = message as Envelope & { key: string; data: object };
  return { topic: name, key, value: JSON.stringify(data), headers: headersOf(envelope) };
};
