import { audit } from './audit/audit';
import { type Evidence, evidenceOf } from './audit/evidence';
import { playThrough } from './play';
import type { Flaws } from './process';
import { replay } from './replay';

/** Every so many seeds everything is read once more from the beginning. */
const replayEvery = 4;

/** What became of one seed. */
export type Played = {
  /** What is wrong, by invariant; nothing if all is well. */
  readonly problems: readonly string[];
  /** Types of what was recorded, and reasons of letters. */
  readonly met: ReadonlySet<string>;
  readonly events: number;
};

const storedIn = ({ streams }: Evidence) => [...streams.values()].flat();
const saidIn = ({ play, on }: Evidence) => play.bus.topics().flatMap(on);

/** Plays one seed to its rest, and looks at what is left of it. */
export const simulate = async (seed: number, flaws: Flaws = {}): Promise<Played> => {
  const play = await playThrough(seed, flaws);
  const evidence = await evidenceOf(play);
  const types = storedIn(evidence).map(({ type }) => type);
  const reasons = saidIn(evidence).flatMap(
    ({ record }) => record.headers['dlq_reason']?.toString() ?? [],
  );
  const problems = audit(evidence);
  const isReplayed = problems.length === 0 && seed % replayEvery === 1;
  return {
    problems: isReplayed ? await replay(play, evidence) : problems,
    met: new Set([...types, ...reasons]),
    events: types.length,
  };
};

/** Everything that was recorded, said and pushed at a seed. */
export const traceOf = async (seed: number): Promise<string> => {
  const evidence = await evidenceOf(await playThrough(seed, {}));
  const said = saidIn(evidence).map(({ bytes }) => bytes);
  return JSON.stringify([storedIn(evidence), said, evidence.play.calls]);
};
