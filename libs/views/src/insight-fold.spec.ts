import type { ConversationEvent } from '@vestibule/domain';
import * as fc from 'fast-check';
import { nextRequests, tallyOf, type Request } from './insight-fold';
import { acting, eventsOf, type Act } from './insight.words';

fc.configureGlobal({ seed: 42 }); // every run is the same run

const pair = ['ann', 'bob'] as const;

const requestsAfter = (
  events: readonly ConversationEvent[],
  next = nextRequests,
): readonly Request[] => {
  const newest = new Map<string, Request>();
  for (const event of events)
    for (const request of next('c', newest, event)) newest.set(request.sender, request);
  return [...newest.values()];
};

const ann: Act = { does: 'sends', by: 'ann' };

describe("a sender's request", () => {
  test('seed 43: begins with the first counted message, and is known by how it opens', () => {
    const openers = [
      ann,
      { ...ann, graphemes: 100 },
      { ...ann, graphemes: 400 },
      { ...ann, links: true } as const,
    ].map((act) => requestsAfter(eventsOf(pair, [act]))[0]?.opener);
    expect(openers).toEqual(['short', 'medium', 'long', 'link']);
    expect(requestsAfter(eventsOf(pair, [ann, ann, ann]))).toMatchObject([
      { sender: 'ann', number: 1, madeAtMs: 1_000_000, lastAtMs: 1_120_000, acceptedAtMs: null },
    ]);
  });

  test('seed 45: is accepted once, and the reply has a length', () => {
    const reply = { does: 'sends', by: 'bob', graphemes: 7 } as const;
    const acts: readonly Act[] = [ann, { does: 'AcceptRequest', by: 'bob' }, ann, reply];
    expect(requestsAfter(eventsOf(pair, acts))).toMatchObject([
      { how: 'accepted', acceptedAtMs: 1_060_000, reply: 7, lastFrom: 'bob' },
    ]);
  });
});

const privately = fc.constantFrom<Act>(
  { does: 'DeclineRequest', by: 'bob' },
  { does: 'RestoreRequest', by: 'bob' },
  { does: 'BlockAccount', by: 'bob' },
  { does: 'UnblockAccount', by: 'bob' },
  { does: 'ReportAccount', by: 'bob' },
);
const openly = fc.constantFrom<Act>(
  { does: 'AcceptRequest', by: 'bob' },
  { does: 'sends', by: 'bob' },
);
const script = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ act: fc.constant(ann), isPrivate: fc.constant(false) }) },
    { weight: 4, arbitrary: fc.record({ act: privately, isPrivate: fc.constant(true) }) },
    { weight: 1, arbitrary: fc.record({ act: openly, isPrivate: fc.constant(false) }) },
  ),
  { maxLength: 14 },
);

const publicly = (events: readonly ConversationEvent[]): readonly string[] =>
  events.flatMap(({ type, data }) => {
    if (type === 'MessageSent' || type === 'MessageSuppressed') return ['writes'];
    if (type === 'AccountBlocked' && data.withdraws) return ['withdraws'];
    return type === 'RequestAccepted' && data.shown ? ['accepts'] : [];
  });

/** Two worlds, of which one knows no private act; as far as both have one public script. */
const inTwoWorlds = (next: typeof nextRequests) =>
  fc.property(script, (steps) => {
    const [acts, keepsSilent] = [acting(pair), acting(pair)];
    const [acted, silent]: [ConversationEvent[], ConversationEvent[]] = [[], []];
    for (const [index, { act, isPrivate }] of steps.entries()) {
      const atMs = 1_000_000 + index * 60_000;
      const [one, other] = [acts(act, atMs), isPrivate ? [] : keepsSilent(act, atMs)];
      if (act.by === 'bob' && publicly(one).join() !== publicly(other).join()) break;
      acted.push(...one);
      silent.push(...other);
    }
    const own = (events: readonly ConversationEvent[]) =>
      requestsAfter(events, next).filter(({ sender }) => sender === 'ann');
    return JSON.stringify(own(acted)) === JSON.stringify(own(silent));
  });

describe("I27: whatever the recipient does in private leaves the sender's figures as silence does", () => {
  test('by the true fold', () => fc.assert(inTwoWorlds(nextRequests), { numRuns: 1_000 }));

  test.each<readonly [flaw: string, next: typeof nextRequests]>([
    [
      'leaves suppressed messages out',
      (id, requests, event) =>
        event.type === 'MessageSuppressed' ? [] : nextRequests(id, requests, event),
    ],
    [
      'dates a request by its decline',
      (id, requests, event) => {
        const request = requests.get('ann');
        if (event.type !== 'RequestDeclined' || !request) return nextRequests(id, requests, event);
        return [{ ...request, lastAtMs: event.data.atMs }];
      },
    ],
    [
      'takes a report for the last word',
      (id, requests, event) => {
        const request = requests.get('ann');
        if (event.type !== 'AccountReported' || !request) return nextRequests(id, requests, event);
        return [{ ...request, lastFrom: 'bob' }];
      },
    ],
  ])('and a fold that %s is found', (_, next) =>
    expect(fc.check(inTwoWorlds(next), { numRuns: 1_000 }).failed).toBe(true),
  );
});

test('the funnel counts every event by its day and its reason', () => {
  const acts: readonly Act[] = [ann, { does: 'BlockAccount', by: 'bob' }, ann];
  expect(eventsOf(pair, acts).map(tallyOf)).toEqual([
    { day: '1970-01-01', what: 'MessageSent', why: 'counted' },
    { day: '1970-01-01', what: 'AccountBlocked', why: '' },
    { day: '1970-01-01', what: 'MessageSuppressed', why: 'BLOCKED_BY_RECIPIENT' },
  ]);
});
