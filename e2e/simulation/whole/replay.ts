import { type Streams, memoryStreams } from '@vestibule/streams';
import { type Evidence, evidenceOf } from './audit/evidence';
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

/** Events that were not there before, by the command that they come from in the end. */
const originsOf = (before: Evidence, after: Evidence): readonly string[] =>
  [...after.streams].flatMap(([name, events]) =>
    events
      .slice(before.stream(name).length)
      .map(({ metadata: { $correlationId } }) => $correlationId),
  );

/**
 * I44: fresh processes read every topic and the whole store from the beginning, after all has come
 * to rest. Whatever is said again, nothing is recorded and nobody is called. One thing may be: a
 * follow that gating heard before the request that it could have answered (rulebook.md 11.1).
 */
export const replay = async (play: Play, before: Evidence): Promise<readonly string[]> => {
  const { bus, calls, living, begin, time } = play;
  for (const { life } of living()) life.endAfter(0);
  const called = calls.length;
  const store = withoutPlaces(play);
  bus.rewind();
  for (const name of names) begin(name, store);
  await quiet(play, 3 * secondMs);
  time.jump(70 * secondMs);
  await quiet(play, 3 * secondMs);
  const follows = new Set(
    before
      .on('identity.events.v1')
      .flatMap(({ type, data }) => (type === 'Followed' ? [data?.commandId] : [])),
  );
  const origins = originsOf(before, await evidenceOf(play));
  return [
    ...(origins.every((id) => follows.has(id)) ? [] : ['I44: a replay recorded something']),
    ...(calls.length > called ? ['I44: a replay called a provider'] : []),
  ];
};
