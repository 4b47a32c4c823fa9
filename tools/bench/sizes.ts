/** How much of everything one run does. */
export type Sizes = {
  readonly accounts: number;
  /** Records through the bare Kafka client. */
  readonly records: number;
  /** Appends through the bare store client. */
  readonly appends: number;
  /** Commands before anything is measured: a service lives for weeks, its compiler needs seconds. */
  readonly warmUp: number;
  /** Commands to the textbook service, of those; it has the first third of them to warm up. */
  readonly naive: number;
  /** Most commands through the pipeline, four to a pair. */
  readonly commands: number;
  /** Fewer, if at the rate of the warm-up they would take longer than this. */
  readonly pipelineMs: number;
  /** The modest rate at which latency is looked at. */
  readonly pacedPerSecond: number;
  readonly pacedSeconds: number;
  /** The pipeline is done when its topics have not grown for so long. */
  readonly quietMs: number;
  /** How long a part may take before what it has done by then is reported. */
  readonly patienceMs: number;
};

export const full: Sizes = {
  accounts: 1_000,
  records: 40_000,
  appends: 10_000,
  warmUp: 10_000,
  naive: 1_500,
  commands: 20_000,
  pipelineMs: 10_000,
  pacedPerSecond: 200,
  pacedSeconds: 5,
  quietMs: 1_500,
  patienceMs: 30_000,
};

/** Enough to see that every part works; its figures say nothing about speed. */
export const quick: Sizes = {
  accounts: 20,
  records: 500,
  appends: 200,
  warmUp: 20,
  naive: 20,
  commands: 40,
  pipelineMs: 12_000,
  pacedPerSecond: 40,
  pacedSeconds: 0.5,
  quietMs: 300,
  patienceMs: 30_000,
};
