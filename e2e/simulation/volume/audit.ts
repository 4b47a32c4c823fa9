import type { ConversationEvent, QuotaEvent } from '@vestibule/domain';
import type { Recorded } from '@vestibule/streams';

export type Window = { readonly unit: string; readonly lengthMs: number; readonly max: number };

type Known = ConversationEvent | QuotaEvent;
type Told = Known & Pick<Recorded, 'stream' | 'revision'>;
type Held = { account: string; atMs: number; units: readonly string[]; state: string };

const accountIn = (stream: string): string => stream.slice('quota-'.length);
const nameIn = (stream: string, id: string): string => `${stream.slice('pair-'.length)}/${id}`;

/**
 * Goes through all that was recorded, in the order of the log, with its own idea of what volume is:
 * it shares no code with the rules. `problems` tells the first of each kind.
 */
export const audit = (windows: readonly Window[]) => {
  const held = new Map<string, Held>();
  const counted = new Map<string, readonly string[]>();
  const refunded = new Set<string>();
  const problems = new Set<string>();

  /** I13, at the only moments at which a window can become fuller. */
  const checkWindows = (account: string, nowMs: number): void => {
    for (const { unit, lengthMs, max } of windows) {
      const charged = [...held.values()].filter(
        (one) => one.account === account && one.units.includes(unit) && one.atMs > nowMs - lengthMs,
      );
      if (charged.length > max) problems.add(`I13: a window holds more ${unit} than it may`);
    }
  };

  const closes = (name: string, units: readonly string[] | null, state: string): void => {
    const one = held.get(name);
    if (!one) return void problems.add('I14: something was closed that nobody reserved');
    one.units = refunded.has(name) ? [] : (units ?? []);
    one.state = state;
  };

  const quotaEvent = ({ type, data, stream }: Extract<Told, QuotaEvent>): void => {
    switch (type) {
      case 'QuotaReserved': {
        const name = `${data.conversationId}/${data.reservationId}`;
        const account = accountIn(stream);
        held.set(name, { account, atMs: data.atMs, units: data.units, state: 'open' });
        return checkWindows(account, data.atMs);
      }
      case 'QuotaConfirmed':
        for (const { conversationId, reservationId, units } of data.sends)
          closes(`${conversationId}/${reservationId}`, units, 'confirmed');
        return;
      case 'QuotaReleased':
        for (const { conversationId, reservationId } of data.sends)
          closes(`${conversationId}/${reservationId}`, null, 'released');
        return;
      case 'QuotaRefunded':
        for (const id of data.ids) {
          const one = held.get(`${data.conversationId}/${id}`);
          if (one) one.units = [];
        }
    }
  };

  const sent = (name: string, used: number | null): void => {
    if (counted.has(name)) problems.add('I30: a send has two outcomes');
    if (used === null) return;
    const units = used === 1 ? ['request-message', 'new-recipient'] : ['request-message'];
    counted.set(name, units);
    const one = held.get(name);
    const holds = one?.state !== 'released' && units.every((unit) => one?.units.includes(unit));
    if (!one || !holds) problems.add('I14: a send counted without a reservation before it');
  };

  const hear = (event: Told): void => {
    const { type, data, stream } = event;
    if (stream.startsWith('quota-')) return quotaEvent(event as Extract<Told, QuotaEvent>);
    if (type === 'MessageSent' || type === 'MessageSuppressed')
      return sent(nameIn(stream, data.asked.commandId), data.used);
    if (type === 'RequestAccepted' || type === 'WelcomeShown')
      for (const id of data.refunds) refunded.add(nameIn(stream, id));
  };

  /** I14, once all is quiet. */
  const atRest = (): readonly string[] => {
    for (const [name, { units, state }] of held) {
      const expected = refunded.has(name) ? [] : (counted.get(name) ?? []);
      if (state === 'open') problems.add('I14: a reservation is open at rest');
      else if (units.toSorted().join() !== expected.toSorted().join())
        problems.add(`I14: charged is not what counted, less what was given back`);
    }
    return [...problems];
  };

  return { hear: (event: Recorded) => hear(event as unknown as Told), atRest };
};
