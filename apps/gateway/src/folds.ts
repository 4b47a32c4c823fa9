import { bounded, isHostEvent } from '@vestibule/service';
import {
  type Recorded,
  StreamClosedError,
  type Streams,
  UnreadableEventError,
} from '@vestibule/streams';
import { RefusedError } from './refusal';

type Folding<State, Event> = {
  readonly initial: State;
  readonly evolve: (state: State, event: Event) => State;
};

/** What one stream of a name holds now. Refuses with BUSY while the store does not answer. */
export type Folds<State> = (stream: string) => Promise<State>;

const streamsMax = 2_000;

/** Reads a stream from a revision on; refuses with BUSY while the store does not answer. */
export const readStream = async (
  streams: Pick<Streams, 'read'>,
  stream: string,
  from = 0,
): Promise<readonly Recorded[]> => {
  try {
    return await streams.read(stream, from);
  } catch (error) {
    if (error instanceof StreamClosedError || error instanceof UnreadableEventError) throw error;
    throw new RefusedError('BUSY', { detail: 'the store does not answer' });
  }
};

/**
 * Folds streams as their owners do, for whoever wants to know and never to decide. What was read
 * is kept for a while with its exact revision, so that only what came after it is read again.
 */
export const folds = <State extends object, Event>(
  streams: Pick<Streams, 'read'>,
  { initial, evolve }: Folding<State, Event>,
): Folds<State> => {
  const kept = bounded<{ readonly state: State; readonly revision: number }>(streamsMax);

  return async (stream) => {
    const { state, revision } = kept.get(stream) ?? { state: initial, revision: -1 };
    const events = await readStream(streams, stream, revision + 1);
    const told = events.filter(({ type }) => !isHostEvent(type)) as readonly unknown[];
    const next = (told as readonly Event[]).reduce(evolve, state);
    const last = events.at(-1);
    if (last) kept.set(stream, { state: next, revision: last.revision });
    return next;
  };
};
