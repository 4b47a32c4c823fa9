import type { Lane, Task } from './lanes';

type Run<Each extends Task> = (lane: Lane<Each>) => Promise<void>;
type Waiting<Each extends Task> = {
  readonly tasks: Each[];
  readonly done: Promise<void>;
  begun: boolean;
};

/**
 * Runs one lane of a stream at a time. What comes for the same stream meanwhile, from other
 * partitions or from inside, waits and then runs as one lane: it would only meet a conflict, and
 * read the whole stream again for it. Whoever brought a task is told of the failure of the lane
 * that held it.
 */
export const inLine = <Each extends Task>(run: Run<Each>): Run<Each> => {
  const last = new Map<string, Waiting<Each>>();

  const begin = (stream: string, tasks: readonly Each[], before?: Promise<void>) => {
    const go = async (): Promise<void> => {
      await Promise.allSettled([before]); // whose failure is told where it was waited for
      waiting.begun = true;
      try {
        await run({ stream, tasks: waiting.tasks });
      } finally {
        if (last.get(stream) === waiting) last.delete(stream);
      }
    };
    const waiting: Waiting<Each> = { tasks: [...tasks], begun: false, done: Promise.resolve() };
    last.set(stream, waiting);
    return Object.assign(waiting, { done: go() }).done;
  };

  return async ({ stream, tasks }) => {
    const ahead = last.get(stream);
    if (!ahead || ahead.begun) return begin(stream, tasks, ahead?.done);
    ahead.tasks.push(...tasks);
    return ahead.done;
  };
};
