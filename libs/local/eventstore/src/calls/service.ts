import { type Metadata, status } from '@grpc/grpc-js';
import type { Fault, FaultTable } from '@vestibule/local-server';
import { setTimeout as wait } from 'node:timers/promises';
import { Refusal } from './refusal';
import type { Store } from '../store/store';

/** What the methods share. */
export type Service = {
  readonly store: Store;
  readonly faults: FaultTable;
  readonly maxAppendSize: number;
  /** Closes the connection of this peer, at once. */
  readonly cut: (peer: string) => void;
  /** Answers that a fault holds back until the next batch call. */
  readonly heldAnswers: Buffer[];
  readonly log: (line: Readonly<Record<string, unknown>>) => void;
};

/** The name a client gave its connection, for the log. */
export const clientOf = (metadata: Metadata): string => metadata.get('connection-name').join(' ');

/** One request: what it is about, how to do it, and how to answer it. */
export type Job<Answer> = {
  readonly about: { readonly method: string; readonly stream?: string };
  readonly peer: string;
  readonly act: () => Promise<Answer>;
  readonly answer: (answer: Answer) => void;
  readonly fail: (refusal: Refusal) => void;
  /** Only a batch call has these: ending gracefully, and keeping an answer for later. */
  readonly end?: () => void;
  readonly hold?: (answer: Answer) => void;
};

const refusalOf = ({ kind, code, metadata }: Fault): Refusal =>
  kind === 'unavailable'
    ? new Refusal(status.UNAVAILABLE, 'switched to unavailable')
    : new Refusal(code ?? status.UNKNOWN, 'a switched error', metadata);

/** Does the wrong thing that `fault` asks for. */
const misbehave = async <Answer>(fault: Fault, job: Job<Answer>, service: Service) => {
  const { act, hold, fail, end } = job;
  const cut = () => service.cut(job.peer);
  switch (fault.kind) {
    case 'drop':
      return cut();
    case 'commitThenDrop':
      return act().then(cut);
    case 'actLate':
      cut();
      await wait(fault.ms ?? 0);
      return void (await act());
    case 'lateAnswer':
      return hold?.(await act());
    case 'commitThenSilence':
      return void (await act());
    case 'endBatchCall':
      return end?.();
    case 'unavailable':
    case 'error':
      return fail(refusalOf(fault));
    default: // silence
  }
};

const anyJob = ['drop', 'silence', 'unavailable', 'error'];
const writeJob = [...anyJob, 'commitThenDrop', 'commitThenSilence', 'actLate'];
const batchJob = [...writeJob, 'lateAnswer', 'endBatchCall'];

/** Which faults can strike what. */
export const strikes = { read: anyJob, write: writeJob, batch: batchJob };

/** Does one request, or what a switched fault makes of it. */
export const perform = async <Answer>(
  service: Service,
  kinds: readonly string[],
  job: Job<Answer>,
): Promise<void> => {
  const fault = service.faults.take(kinds, job.about);
  if (fault) await misbehave(fault, job, service);
  else job.answer(await job.act());
};
