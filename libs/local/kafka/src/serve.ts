import type { Fault } from '@vestibule/local-server';
import type { Broker, Caller } from './broker';
import { type Call, type Frame, calls, olderVersions } from './calls/calls';
import { Reader } from './wire/reader';

/** What becomes of a request: a frame to send, nothing at all, or the end of the connection. */
export type Outcome = Frame | 'close';

/** Where a request comes from. */
export type Origin = Pick<Caller, 'host' | 'onClose'>;

const versionsKey = 18;
const always = ['drop', 'commitThenDrop', 'commitThenSilence', 'silence'];

type Question = { readonly asked: unknown; readonly client: string };

/** The switched faults that can happen to a whole request. */
const faultOf = (broker: Broker, { name }: Call, { asked, client }: Question) => {
  const kinds = [...always];
  if (name === 'Produce' || name === 'OffsetCommit') kinds.push('actLate');
  if (name === 'Produce' && !broker.disk.synced) kinds.push('slowSync');
  if (name === 'Fetch') kinds.push('lag');
  const { group, topics } = asked as { group?: string; topics?: readonly { name: string }[] };
  const topic = topics?.length === 1 ? topics[0]?.name : undefined;
  return broker.faults.take(kinds, { api: name, client, group, topic });
};

const withFault = async (
  { kind, ms = 0 }: Fault,
  broker: Broker,
  run: () => Frame | Promise<Frame>,
): Promise<Outcome> => {
  switch (kind) {
    case 'drop':
      return 'close';
    case 'silence':
      return null;
    case 'actLate':
      broker.late(ms, () => void run());
      return 'close';
    case 'commitThenDrop':
      await run();
      return 'close';
    case 'commitThenSilence':
      await run();
      return null;
    default: {
      const frame = await run();
      await broker.clock.wait(ms);
      return frame;
    }
  }
};

/** Answers one request frame; throws where the protocol can only end the connection. */
export const serve = (
  broker: Broker,
  frame: Buffer,
  origin: Origin,
): Outcome | Promise<Outcome> => {
  const from = new Reader(frame);
  const [key, version, correlationId] = [from.i16(), from.i16(), from.i32()];
  const clientId = from.text() ?? '';
  const call = calls.get(key);
  const [first, last] = call?.versions ?? [0, -1];
  if (key === versionsKey && version > last) return olderVersions(correlationId);
  if (!call || version < first || version > last)
    throw new RangeError(`client "${clientId}" asks API ${key} in version ${version}`);

  broker.count(call.name);
  const asked = call.read(from, version);
  const run = (): Frame | Promise<Frame> => {
    const answered = call.answer(broker, asked, { ...origin, version, clientId });
    const framed = (value: unknown) => call.frame(value, version, correlationId);
    return answered instanceof Promise ? answered.then(framed) : framed(answered);
  };
  const fault = faultOf(broker, call, { asked, client: clientId });
  return fault ? withFault(fault, broker, run) : run();
};
