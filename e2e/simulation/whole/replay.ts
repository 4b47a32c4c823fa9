import { type Streams, memoryStreams } from '@vestibule/streams';
import { type Play, quiet } from './play';
import { names } from './process';

const secondMs = 1_000;

const isPlace = (stream: string): boolean => stream.startsWith('checkpoint-');

/** The same store, with nobody's place in it. */
const withoutPlaces = ({ streams, time }: Play): Streams => {
  const places = memoryStreams({ turn: async () => time.wait(1) });
  return {
    ...streams,
    last: async (stream) => (isPlace(stream) ? places : streams).last(stream),
    append: async (stream, ...rest) => (isPlace(stream) ? places : streams).append(stream, ...rest),
  };
};

/**
 * I44: fresh processes read every topic and the whole store from the beginning, after all has come
 * to rest. Whatever is said again, nothing is recorded and nobody is called.
 */
export const replay = async (play: Play): Promise<readonly string[]> => {
  const { bus, calls, living, begin, events, time } = play;
  for (const { life } of living()) life.endAfter(0);
  const [recorded, called] = [events(), calls.length];
  const store = withoutPlaces(play);
  bus.rewind();
  for (const name of names) begin(name, store);
  await quiet(play, 3 * secondMs);
  time.jump(70 * secondMs);
  await quiet(play, 3 * secondMs);
  return [
    ...(events() > recorded ? ['I44: a replay recorded something'] : []),
    ...(calls.length > called ? ['I44: a replay called a provider'] : []),
  ];
};
