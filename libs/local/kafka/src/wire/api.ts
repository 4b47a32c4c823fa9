import {
  type Fields,
  type Kind,
  type ReadOf,
  type WriteOf,
  i32,
  list,
  since,
  struct,
  text,
} from './fields';

/** One API: its key, the versions told to clients, and how both messages are laid out. */
export type Api<Asked, Answered> = {
  readonly key: number;
  readonly name: string;
  readonly versions: readonly [number, number];
  readonly request: Kind<Asked, unknown>;
  readonly answer: Kind<unknown, Answered>;
};

export type AskedOf<A> = A extends Api<infer Asked, any> ? Asked : never;
export type AnsweredOf<A> = A extends Api<any, infer Answered> ? Answered : never;

type Title = readonly [key: number, name: string, first: number, last: number];

export const api = <Q extends Fields, A extends Fields>(
  [key, name, first, last]: Title,
  request: Q,
  answer: A,
): Api<ReadOf<Q>, WriteOf<A>> => ({
  key,
  name,
  versions: [first, last],
  request: struct(request) as Kind<ReadOf<Q>, unknown>,
  answer: struct(answer),
});

/** The quota delay that most answers carry from some version on; there are no quotas here. */
export const throttleMs = (first: number) => since(first, i32, 0);

/** A number this node has no use for. */
export const unused = (first: number) => since(first, i32, -1);

type Topic<Partition> = { readonly name: string; readonly partitions: readonly Partition[] };

/** Most messages name topics, and partitions inside. */
export const byTopic = <Read, Write>(
  partition: Kind<Read, Write>,
): Kind<readonly Topic<Read>[], readonly Topic<Write>[]> =>
  list(struct({ name: text, partitions: list(partition) }));
