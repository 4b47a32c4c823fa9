import { type AccountEvent, account, presets } from '@vestibule/domain';
import type { Recorded, Streams } from '@vestibule/streams';

const allAccounts = async (streams: Streams): Promise<readonly Recorded[]> => {
  const events: Recorded[] = [];
  let caughtUp = (): void => undefined;
  const atTheEnd = new Promise<void>((resolve) => {
    caughtUp = resolve;
  });
  const following = streams.follow({ prefixes: ['account-'], caughtUp }, async (batch) => {
    events.push(...batch);
  });
  await Promise.race([atTheEnd, following.ended]);
  await following.stop();
  return events;
};

/** When each number was freed by a deletion, from the streams of which identity's rows are made. */
export const freedPhonesIn = async (streams: Streams): Promise<ReadonlyMap<string, number>> => {
  const { evolve, initial } = account(presets.seed);
  const states = new Map<string, typeof initial>();
  for (const event of await allAccounts(streams)) {
    const before = states.get(event.stream) ?? initial;
    states.set(event.stream, evolve(before, event as unknown as AccountEvent));
  }
  const freed = [...states.values()]
    .flatMap(({ lastPhoneKey: key, deletedAtMs: atMs }) =>
      key === null || atMs === null ? [] : [{ key, atMs }],
    )
    .toSorted((one, two) => one.atMs - two.atMs);
  return new Map(freed.map(({ key, atMs }) => [key, atMs]));
};
