/** Tells a person what is going on while they wait. */
export type Progress = {
  readonly say: (text: string) => void;
  /** Shows the seconds, and `detail`, until `done` settles. */
  readonly during: <Result>(
    text: string,
    done: Promise<Result>,
    detail?: () => string,
  ) => Promise<Result>;
};

const lookEveryMs = 1_000;
/** Where no line can be drawn over, a line for each second would be too many. */
const plainEveryMs = 10_000;

/** Draws over one line on a terminal; elsewhere it says a line now and then. */
export const progressOn = (stream: NodeJS.WriteStream): Progress => {
  const write = (text: string): void => void stream.write(text);

  const during: Progress['during'] = async (text, done, detail) => {
    const began = performance.now();
    const line = () => {
      const seconds = `${((performance.now() - began) / 1_000).toFixed(0)} s`;
      return `${text}: ${[seconds, ...(detail ? [detail()] : [])].join(', ')}`;
    };
    const show = () => write(stream.isTTY ? `\r\u001b[K${line()}` : `${line()}\n`);
    const timer = setInterval(show, stream.isTTY ? lookEveryMs : plainEveryMs);
    try {
      return await done;
    } finally {
      clearInterval(timer);
      write(`${stream.isTTY ? '\r\u001b[K' : ''}${line()}\n`);
    }
  };

  return { say: (text) => write(`${text}\n`), during };
};
