import { entriesIn, phaseOf } from '@vestibule/domain';
import * as fc from 'fast-check';
import { type Delivery, type Noted, type Played, otherOf, play } from './play';
import { type Name, script } from './script';

/** What must hold for every script, whatever delivery it is played by. */
export type Property = (service: Delivery) => fc.IProperty<[Parameters<typeof play>[1]]>;

const forAll =
  (holds: (played: readonly Played[]) => void): Property =>
  (service) =>
    fc.property(script, (steps) => {
      holds(play(service, steps));
    });

const eventsOf = (played: readonly Played[], person: Name) =>
  played.flatMap(({ noted }) => noted.filter((one) => one.person === person));

const people: readonly Name[] = ['ann', 'bob'];

/** I7: nothing of the recipient names it: not the stream, not what is said, not the state. */
export const suppressedUnseen = forAll((played) => {
  for (const { pair } of played)
    for (const { type, data } of pair) {
      if (type !== 'MessageSuppressed') continue;
      const person = data.to as Name;
      const seen = JSON.stringify([
        eventsOf(played, person),
        played.flatMap(({ said }) => said.filter((one) => 'key' in one && one.key === person)),
        played.map(({ inboxes }) => inboxes[person]),
      ]);
      expect(seen).not.toContain(`"${data.asked.commandId}"`);
    }
});

const isShown = ({ event: { type, data } }: Noted): boolean =>
  (type === 'MessagePlaced' || type === 'RequestMoved') && data.folder === 'inbox';

/** I10: what comes into the inbox has the person's yes, and what was released lay there once. */
export const acceptedFirst = forAll((played) => {
  for (const { noted, after } of played)
    for (const { person } of noted.filter(isShown))
      expect(after.sides[person]?.stance).toBe('accepts');
  for (const person of people) {
    let lies = false;
    for (const { event } of eventsOf(played, person)) {
      if (event.type === 'MessagePlaced')
        lies ||= event.data.folder === 'requests' || event.data.folder === 'hidden';
      if (event.type !== 'RequestMoved' || event.data.folder !== 'inbox') continue;
      expect(lies).toBe(true);
      lies = false;
    }
  }
});

const wereAllowed = ({ accounts, policy, after, step }: Played): boolean =>
  phaseOf(after).phase === 'OPEN' &&
  step.does === 'MarkRead' &&
  people.every((name) => accounts[name].receipts) &&
  people.every((name) => !policy.receipts.regionsOff.includes(accounts[name].region));

/** Who reads up to what the other wrote and still has in sight. */
const readers = ({ noted, inboxes }: Played): readonly Name[] =>
  noted.flatMap(({ person, event }) => {
    if (event.type !== 'MessageRead') return [];
    const { upTo } = event.data;
    const has = entriesIn(inboxes[otherOf(person)].conversations).some(([, { messages }]) =>
      messages.some(({ messageId }) => messageId === upTo),
    );
    return has ? [person] : [];
  });

/** I26: and where all of it holds, a read of something new is shown. */
export const receiptsInOpen = forAll((played) => {
  for (const one of played) {
    const receipts = one.noted.filter(({ event }) => event.type === 'ReceiptShown');
    const due = wereAllowed(one) ? readers(one).map(otherOf) : [];
    expect(receipts.map(({ person }) => person)).toEqual(due);
  }
});

/** Edge 42: once hidden, a request stays so until it is answered with a yes or a new one begins. */
export const worstDecides = forAll((played) => {
  for (const person of people) {
    let hidden = false;
    for (const { event } of eventsOf(played, person)) {
      if (event.type === 'MessagePlaced' && event.data.folder !== 'sent') {
        const { folder, first } = event.data;
        if (folder === 'requests') expect(hidden && !first).toBe(false);
        hidden = folder === 'hidden';
      }
      if (event.type !== 'RequestMoved') continue;
      if (event.data.folder === 'requests') expect(hidden).toBe(false);
      if (event.data.folder === 'inbox') hidden = false;
    }
  }
});

/** What both inboxes remember of yes and no is what the pair knows. */
export const openOnBothSides = forAll((played) => {
  for (const { after, inboxes } of played) {
    const words = people.map((name) =>
      entriesIn(inboxes[name].conversations).some(
        ([, { word, blocked }]) => word === 'yes' && !blocked,
      ),
    );
    expect(words.every(Boolean)).toBe(phaseOf(after).phase === 'OPEN');
  }
});
