import { type Evidence, type Stored, grouped } from './evidence';

const pairs = ({ streams }: Evidence) => [...streams].filter(([name]) => name.startsWith('pair-'));

const placeName = (person: string | undefined, conversationId: string, revision: number): string =>
  `${person} ${conversationId}@${revision}`;

/** Where each message ought to lie: by person and the pair's event, whether it is the own copy. */
const dueIn = (evidence: Evidence): ReadonlyMap<string, boolean> => {
  const due = new Map<string, boolean>();
  for (const [name, events] of pairs(evidence))
    for (const { type, data, revision } of events) {
      const conversationId = name.slice('pair-'.length);
      if (type === 'MessageSent' || type === 'MessageSuppressed')
        due.set(placeName(data.from, conversationId, revision), true);
      if (type === 'MessageSent') due.set(placeName(data.to, conversationId, revision), false);
    }
  return due;
};

const personOf = (stream: string): string => stream.slice(stream.indexOf('-') + 1);

const causeOf = ({ stream, data }: Stored): string =>
  placeName(personOf(stream), data.conversationId ?? '', data.pairRevision ?? -1);

const inboxEvents = ({ streams }: Evidence): readonly Stored[] =>
  [...streams].flatMap(([name, events]) => (name.startsWith('inbox-') ? events : []));

/** Everything sent lies once before its sender and its recipient; what was kept back, before one. */
const placedOnce = (evidence: Evidence): readonly string[] => {
  const due = dueIn(evidence);
  const placed = grouped(
    inboxEvents(evidence).filter(({ type }) => type === 'MessagePlaced'),
    causeOf,
  );
  const missing = [...due].flatMap(([name, isOwn]) => {
    const copies = placed.get(name) ?? [];
    const isRight = copies.length === 1 && (copies[0]?.data.folder === 'sent') === isOwn;
    return isRight ? [] : [`delivery: a message was placed ${copies.length} times`];
  });
  const isMore = [...placed.keys()].some((name) => !due.has(name));
  return isMore ? [...missing, 'I7: something was placed that was not sent'] : missing;
};

/** What comes of a pair comes into each inbox in the order of the pair. */
const inOrder = (evidence: Evidence): readonly string[] => {
  const caused = inboxEvents(evidence).filter(({ data }) => data.pairRevision !== undefined);
  const each = grouped(caused, ({ stream, data }) => `${stream} ${data.conversationId}`);
  const isMixed = [...each.values()].some((events) =>
    events.some(
      ({ data }, index) => (data.pairRevision ?? 0) < (events[index - 1]?.data.pairRevision ?? 0),
    ),
  );
  return isMixed ? ['delivery: an inbox is not in the order of the pair'] : [];
};

/** I7: nothing that one has or is told names what was kept back. */
const neverNamed = (evidence: Evidence): readonly string[] => {
  const kept = pairs(evidence).flatMap(([, events]) =>
    events.filter(({ type }) => type === 'MessageSuppressed'),
  );
  const seenBy = (person: string): string =>
    JSON.stringify([
      evidence.stream(`inbox-${person}`),
      evidence.stream(`notice-${person}`),
      ...['delivery.events.v1', 'notifications.events.v1'].map((topic) =>
        evidence.on(topic).flatMap(({ key, text }) => (key === person ? [text] : [])),
      ),
      evidence.play.calls.filter((call) => call.person === person),
    ]);
  const seen = new Map(kept.map(({ data: { to = '' } }) => [to, seenBy(to)]));
  const isNamed = kept.some(({ data: { to = '', asked } }) =>
    seen.get(to)?.includes(asked?.commandId ?? 'nothing'),
  );
  return isNamed ? ['I7: what was suppressed is in an output for its recipient'] : [];
};

/** The yes of a person, by the person's own acts in a pair. */
const yesAfter = (events: readonly Stored[], person: string, revision: number): boolean =>
  events.slice(0, revision + 1).reduce((yes, { type, data }) => {
    const { asked, from, by, consents, stance } = data;
    switch (type) {
      case 'MessageSent':
      case 'MessageSuppressed':
        return yes || (from === person && consents === true && asked !== null);
      case 'RequestAccepted':
        return yes || by === person;
      case 'AccountBlocked':
        return by === person ? stance === 'accepts' : yes;
      case 'RequestDeclined':
      case 'ConsentRevoked':
      case 'RequestWithdrawn':
        return by === person ? false : yes;
      default:
        return yes;
    }
  }, false);

/** I10: what lies in an inbox, or comes there, does so behind a yes of its person. */
const acceptedFirst = (evidence: Evidence): readonly string[] => {
  const shown = inboxEvents(evidence).filter(
    ({ type, data }) =>
      (type === 'MessagePlaced' || type === 'RequestMoved') && data.folder === 'inbox',
  );
  const isForced = shown.some(({ stream, data: { conversationId = '', pairRevision = 0 } }) => {
    const pair = evidence.stream(`pair-${conversationId}`);
    return !yesAfter(pair, personOf(stream), pairRevision);
  });
  return isForced ? ['I10: something is in an inbox without a yes before it'] : [];
};

/** I7, I10, and that inboxes are what the pairs say. */
export const inboxProblems = (evidence: Evidence): readonly string[] => [
  ...placedOnce(evidence),
  ...inOrder(evidence),
  ...neverNamed(evidence),
  ...acceptedFirst(evidence),
];
