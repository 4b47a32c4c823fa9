import { audit } from './audit/audit';
import { evidenceOf } from './audit/evidence';
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
  /** Everything that was recorded and said, to tell two worlds apart. */
  readonly trace: string;
  readonly events: number;
};

/** Plays one seed to its rest, and looks at what is left of it. */
export const simulate = async (seed: number, flaws: Flaws = {}): Promise<Played> => {
  const play = await playThrough(seed, flaws);
  const evidence = await evidenceOf(play);
  const stored = [...evidence.streams.values()].flat();
  const said = play.bus.topics().flatMap((topic) => evidence.on(topic));
  const reasons = said.flatMap(({ record }) => record.headers['dlq_reason']?.toString() ?? []);
  const problems = audit(evidence);
  const isReplayed = problems.length === 0 && seed % replayEvery === 1;
  return {
    problems: isReplayed ? await replay(play) : problems,
    met: new Set([...stored.map(({ type }) => type), ...reasons]),
    trace: JSON.stringify([stored, said.map(({ bytes }) => bytes), play.calls]),
    events: stored.length,
  };
};
