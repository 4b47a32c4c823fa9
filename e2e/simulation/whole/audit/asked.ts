import { type Evidence, type Lying, type Stored, grouped } from './evidence';

/** Where people's commands are asked, who decides them, and the streams of their outcomes. */
export const asking = [
  { topic: 'dm.commands.v1', group: 'identity', stream: 'pair-' },
  { topic: 'identity.commands.v1', group: 'identity', stream: 'account-' },
  { topic: 'delivery.commands.v1', group: 'delivery', stream: 'inbox-' },
  { topic: 'notifications.commands.v1', group: 'notifications', stream: 'notice-' },
] as const;

const dayMs = 86_400_000;

/** The time of issue stands in the first 48 bits of an id. */
const issuedAtMs = (id: string): number => Number.parseInt(id.replace('-', '').slice(0, 12), 16);

export const isExpired = ({ id, record }: Lying): boolean =>
  record.timestampMs - issuedAtMs(id) > dayMs;

/** What was asked, by the stream and the id: the first copy that came in time counts. */
export const askedIn = (evidence: Evidence, topic: string, prefix: string) => {
  const accepted = evidence.on(topic).filter((one) => one.data !== null && !isExpired(one));
  const firsts = new Map<string, Lying>();
  for (const one of accepted) {
    const name = `${prefix}${one.key}/${one.id}`;
    if (!firsts.has(name)) firsts.set(name, one);
  }
  return firsts;
};

/** The command that an event is the outcome of, if it is one. */
export const outcomeIn = ({ type, data, stream }: Stored): string | undefined => {
  if (type === 'CommandFailed' || !stream.startsWith('pair-')) return data.commandId;
  return data.asked?.commandId;
};

/** Outcomes by stream and command. */
export const outcomesIn = ({ streams }: Evidence) =>
  grouped([...streams.values()].flat(), (event) => {
    const id = outcomeIn(event);
    return id === undefined ? undefined : `${event.stream}/${id}`;
  });
