/** What an append expects of its stream: the last revision, or a word. */
export type Expected = number | 'any' | 'no_stream' | 'stream_exists';

/** A stream as its next append finds it, events in flight included. */
export type View = {
  /** The last revision; -1: none. */
  readonly head: number;
  readonly tombstoned: boolean;
  readonly softDeleted: boolean;
  /** Whether it, or its metadata stream, has an event. */
  readonly exists: boolean;
  /** The id at a revision that can still be read. */
  readonly idAt: (revision: number) => string | undefined;
  /** The revision under which an id is remembered for this stream. */
  readonly remembered: (id: string) => number | undefined;
};

/** `repeat`: the events stand there already, the last of them at `revision`. */
export type Verdict =
  | { readonly type: 'write' }
  | { readonly type: 'repeat'; readonly revision: number }
  | { readonly type: 'conflict' }
  | { readonly type: 'tombstoned' };

const write: Verdict = { type: 'write' };
const conflict: Verdict = { type: 'conflict' };

const judgeByMemory = (ids: readonly string[], { remembered }: View): Verdict => {
  const known = ids.map(remembered);
  const last = known.at(-1);
  if (known[0] === undefined) return write;
  return last === undefined || known.includes(undefined)
    ? conflict
    : { type: 'repeat', revision: last };
};

/** Judges one append by the ids of its events, their contents never; never touches the stream. */
export const judge = (expected: Expected, ids: readonly string[], view: View): Verdict => {
  const { head, softDeleted, idAt } = view;
  if (view.tombstoned) return { type: 'tombstoned' };
  if (expected === 'any') return judgeByMemory(ids, view);
  if (expected === 'stream_exists')
    return view.exists && !softDeleted ? judgeByMemory(ids, view) : conflict;

  const before = expected === 'no_stream' ? -1 : expected;
  if (before === head) return write;
  if (before > head) return conflict;
  if (ids.length > 0 && ids.every((id, index) => idAt(before + 1 + index) === id))
    return { type: 'repeat', revision: before + ids.length };
  return expected === 'no_stream' && softDeleted ? write : conflict;
};
