import type { ConversationEvent } from '@vestibule/domain';
import * as fc from 'fast-check';
import { nextRequests, tallyOf, type Request } from './insight-fold';
import { eventsOf, type Act } from './insight.words';

fc.configureGlobal({ seed: 42 }); // every run is the same run

const pair = ['ann', 'bob'] as const;

const requestsAfter = (events: readonly ConversationEvent[]): readonly Request[] => {
  const newest = new Map<string, Request>();
  for (const event of events)
    for (const request of nextRequests('c', newest, event)) newest.set(request.sender, request);
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
const script = fc.array(
  fc.oneof(
    fc.record({ act: fc.constant(ann), silent: fc.constant(false) }),
    fc.record({ act: privately, silent: fc.constant(true) }),
  ),
  { maxLength: 14 },
);

test("I27: whatever the recipient does in private leaves the sender's figures as silence does", () => {
  fc.assert(
    fc.property(script, (steps) => {
      const acted = requestsAfter(
        eventsOf(
          pair,
          steps.map(({ act }) => act),
        ),
      );
      const silence = steps.map(({ act, silent }) => (silent ? null : act));
      const own = (requests: readonly Request[]) =>
        requests.filter(({ sender }) => sender === 'ann');
      expect(own(acted)).toEqual(own(requestsAfter(eventsOf(pair, silence))));
    }),
    { numRuns: 300 },
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
