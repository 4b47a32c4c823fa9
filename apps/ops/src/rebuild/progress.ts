import { SingleBar } from 'cli-progress';

/** How far a rebuild is. It is shown on stderr, on a terminal as a bar, elsewhere as lines. */
export type Progress = {
  readonly show: (events: number) => void;
  readonly stop: () => void;
};

const lineEveryMs = 2_000;

/** `expected`: how many events there may be; more may come meanwhile. */
export const progress = (name: string, expected: number): Progress => {
  const bar = new SingleBar({
    stream: process.stderr,
    format: `${name} [{bar}] {value} of {total} events, {duration_formatted}`,
    noTTYOutput: true,
    notTTYSchedule: lineEveryMs,
    emptyOnZero: true,
  });
  bar.start(expected, 0);
  return {
    show: (events) => {
      if (events > bar.getTotal()) bar.setTotal(events);
      bar.update(events);
    },
    stop: () => bar.stop(),
  };
};
