import { type ServerDuplexStream, status } from '@grpc/grpc-js';
import type { Proposal } from '../log/record';
import type { Outcome } from '../store/store';
import type { Expected } from '../store/verdict';
import { type Asked, type Problem, problemAnswer, wordsFor, writtenAnswer } from './append-answer';
import type { AppendOptions, AppendRequest } from './append-request';
import { Refusal, asRefusal, badRequest } from './refusal';
import { proposalFrom, sizeOf, streamNamed } from './requests';
import { type Service, clientOf, perform, strikes } from './service';

export type BatchStream = ServerDuplexStream<AppendRequest, Buffer>;

/** An append of which perhaps not every part has arrived. */
type Append = {
  readonly asked: Asked;
  readonly stream: string;
  readonly expected: Expected;
  readonly deadlineAtMs: number;
  readonly proposals: Proposal[];
  bytes: number;
  timer?: NodeJS.Timeout;
};

const eventsMax = 10_000;
const waitingBytesMax = 32 << 20;
const unfinishedMax = 64;
const answersMax = 4_000;
const timerMax = 2 ** 31 - 1;

const begin = (correlation: Asked['correlation'], options: AppendOptions): Append => {
  const { stream, expected, deadlineAtMs } = options;
  if (expected === undefined) throw badRequest('The expected revision is missing.');
  return {
    asked: { correlation, options },
    stream: streamNamed(stream),
    expected,
    deadlineAtMs,
    proposals: [],
    bytes: 0,
  };
};

/** Adds what a message brings; tells what is wrong with the whole by now. */
const extend = (append: Append, request: AppendRequest, bytesMax: number): Problem | undefined => {
  for (const message of request.proposed) {
    const proposal = proposalFrom(message);
    append.proposals.push(proposal);
    append.bytes += sizeOf(proposal);
  }
  if (append.bytes > bytesMax) return { type: 'tooLarge', bytesMax };
  if (append.proposals.length > eventsMax)
    return { type: 'malformed', message: `An append holds at most ${eventsMax} events.` };
  return Date.now() >= append.deadlineAtMs ? { type: 'timeout' } : undefined;
};

/** One long-lived call on which a client sends all its appends; answers come in any order. */
export class BatchCall {
  private readonly unfinished = new Map<string, Append>();
  private inWork = 0;
  private halfClosed = false;
  private readonly peer: string;

  constructor(
    private readonly service: Service,
    private readonly call: BatchStream,
  ) {
    this.peer = call.getPeer();
    const unwatch = service.store.watch(() => this.throttle());
    call.on('drain', () => this.throttle());
    call.on('data', (request: AppendRequest) => this.receive(request));
    call.on('end', () => {
      this.halfClosed = true;
      this.endIfDone();
    });
    call.on('cancelled', () => {
      unwatch();
      [...this.unfinished.keys()].forEach((key) => this.forget(key));
    });
    service.heldAnswers.splice(0).forEach((answer) => this.send(answer));
  }

  /** Stops reading while too much waits for the disk, or for the client to read its answers. */
  private throttle(): void {
    const { call, service } = this;
    const full = service.store.waitingBytes > waitingBytesMax || call.writableLength > answersMax;
    if (full === call.isPaused()) return;
    if (full) call.pause();
    else call.resume();
  }

  private receive(request: AppendRequest): void {
    if (this.call.writableEnded) return; // what comes behind the end of the call is not done
    const { correlation, options, isFinal } = request;
    const key = correlation?.toString('latin1') ?? '';
    try {
      const append = options ? begin(correlation, options) : this.unfinished.get(key);
      if (!append) return; // it was refused already, and the client is still sending
      const problem = extend(append, request, this.service.maxAppendSize);
      if (!problem && !isFinal) return this.keep(key, append);
      this.forget(key);
      if (problem) this.refuse(append.asked, problem);
      else void this.finish(append);
    } catch (error) {
      this.forget(key);
      const message = asRefusal(error).details;
      this.refuse({ correlation, options }, { type: 'malformed', message });
    }
    this.throttle();
  }

  private keep(key: string, append: Append): void {
    if (this.unfinished.has(key)) return;
    if (this.unfinished.size >= unfinishedMax)
      throw new Refusal(status.RESOURCE_EXHAUSTED, `At most ${unfinishedMax} unfinished appends.`);
    this.unfinished.set(key, append);
    if (append.deadlineAtMs === Infinity) return;
    const inMs = Math.min(append.deadlineAtMs - Date.now(), timerMax);
    append.timer = setTimeout(() => {
      this.forget(key);
      this.refuse(append.asked, { type: 'timeout' });
    }, inMs).unref();
  }

  private forget(key: string): void {
    clearTimeout(this.unfinished.get(key)?.timer);
    this.unfinished.delete(key);
  }

  private async finish({ asked, stream, expected, proposals }: Append): Promise<void> {
    const { service, call } = this;
    this.inWork += 1;
    await perform<Outcome>(service, strikes.batch, {
      about: { method: 'append', stream },
      peer: this.peer,
      act: () => service.store.append(stream, expected, proposals),
      answer: (outcome) => {
        if (outcome.type === 'written') this.send(writtenAnswer(asked, outcome));
        else this.refuse(asked, outcome);
      },
      fail: (refusal) => void call.emit('error', refusal),
      end: () => call.end(),
      hold: (outcome) => {
        if (outcome.type === 'written') service.heldAnswers.push(writtenAnswer(asked, outcome));
      },
    });
    this.inWork -= 1;
    this.endIfDone();
  }

  private refuse(asked: Asked, problem: Problem): void {
    const client = clientOf(this.call.metadata);
    this.service.log({ refused: 'append', why: wordsFor(problem), client });
    this.send(problemAnswer(asked, problem));
  }

  private send(answer: Buffer): void {
    if (this.call.cancelled || this.call.writableEnded) return;
    this.call.write(answer);
    this.throttle();
  }

  private endIfDone(): void {
    if (this.halfClosed && this.inWork === 0 && !this.call.writableEnded) this.call.end();
  }
}
