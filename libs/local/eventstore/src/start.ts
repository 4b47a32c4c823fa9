import { setTimeout as wait } from 'node:timers/promises';
import { Server, ServerCredentials, status } from '@grpc/grpc-js';
import {
  type FaultTable,
  type LocalServer,
  checkAddress,
  faultTable,
} from '@vestibule/local-server';
import { type OpenCalls, callsMax, serveOn } from './calls/methods';
import { Refusal } from './calls/refusal';
import { type Data, openData } from './data';
import { type Gate, bindGate } from './gate';
import { systemEvent } from './log/record';
import { type EventStoreOptions, urlOf } from './options';
import type { Store } from './store/store';

const requestBytesMax = 4 << 20;
const appendBytesDefault = 1 << 20;
const noiseMs = 100;
const stopWithinMs = 500;

/** Faults that last until they are cleared, unless told otherwise. */
const lasting = new Set(['diskFull', 'slowSync']);

const grpcServer = (): Server =>
  new Server({
    'grpc.max_receive_message_length': requestBytesMax,
    'grpc.max_send_message_length': -1,
    'grpc.max_concurrent_streams': callsMax,
  });

type Parts = {
  readonly gate: Gate;
  readonly data: Data;
  readonly grpc: Server;
  readonly open: OpenCalls;
  readonly quieten: () => void;
};

/** Stops accepting, finishes what is in flight, ends the calls, and gives the directory back. */
const closeAll = async ({ gate, data, grpc, open, quieten }: Parts): Promise<void> => {
  quieten();
  gate.stop();
  await data.store.flush();
  const stopping = new Refusal(status.UNAVAILABLE, 'The server is stopping.');
  open.forEach((call) => call.emit('error', stopping)); // behind the answers that wait there
  const ended = new Promise<void>((resolve) => grpc.tryShutdown(() => resolve()));
  await Promise.race([ended, wait(stopWithinMs, undefined, { ref: false })]);
  grpc.forceShutdown();
  await data.close();
};

type Controls = Pick<LocalServer, 'fault' | 'clearFaults' | 'stats' | 'close'>;

const controlsOf = (parts: Parts, faults: FaultTable): Controls => {
  const { store } = parts.data;
  let closed: Promise<void> | undefined;
  return {
    fault: (fault) => {
      faults.add(lasting.has(fault.kind) ? { times: Infinity, ...fault } : fault);
      if (fault.kind === 'endSubscription' && !fault.after) store.wake(); // one that waits, too
    },
    clearFaults: faults.clear,
    stats: () => ({
      events: store.catalog.count,
      streams: store.catalog.streamCount,
      commits: store.commits,
      calls: parts.open.size,
      connections: parts.gate.connections(),
      ...faults.counts(),
    }),
    close: async () => (closed ??= closeAll(parts)),
  };
};

/** A system event from time to time, until the returned function is called. */
const makeNoise = (store: Store): (() => void) => {
  const event = () => void store.append('$local', 'any', [systemEvent('$Noise', '{}')]);
  const timer = setInterval(event, noiseMs);
  return () => clearInterval(timer);
};

/**
 * Starts a server in this process, on loopback only; resolves when it answers.
 * Rejects with StartError (exit code 2 or 3) for a refused address or a directory in use, with
 * DamageError for a log that lost acknowledged events.
 */
export const startEventStore = async (options: EventStoreOptions): Promise<LocalServer> => {
  const { host = '127.0.0.1', port = 2113, maxAppendSize = appendBytesDefault } = options;
  checkAddress(host, process.env['NODE_ENV']);
  const beganAtMs = Date.now();
  const faults = faultTable();
  const gate = await bindGate(host, port);
  const data = await openData(options, faults).catch((error: unknown) => {
    gate.stop();
    throw error;
  });
  const { store, found } = data;
  const recovered = { ...found, ms: Date.now() - beganAtMs };

  const grpc = grpcServer();
  const log = options.log ?? (() => {});
  const service = { store, faults, maxAppendSize, cut: gate.cut, heldAnswers: [], log };
  const open = serveOn(grpc, service);
  gate.open(grpc.createConnectionInjector(ServerCredentials.createInsecure()).injectConnection);
  const quieten = options.noise ? makeNoise(store) : () => {};
  const controls = controlsOf({ gate, data, grpc, open, quieten }, faults);
  return { port: gate.port, url: urlOf(host, gate.port), recovered, ...controls };
};
