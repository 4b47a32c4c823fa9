import type { Decider } from '@vestibule/decider';
import * as fc from 'fast-check';
import type { NoticeCommand, NoticeEvent, NoticeState, Overtaking, Result } from '../notice';

/** The rules of notices, or rules that are wrong in one place. */
export type Rules = Decider<NoticeState, NoticeCommand, NoticeEvent>;

export type Claimed = Extract<NoticeEvent, { type: 'NoticeClaimed' }>;

const kinds = ['request-received', 'message-received', 'request-accepted'] as const;
const reaches = ['all', 'request', { message: 'm1' }, { upTo: 'm2' }] as const;

const conversation = fc.constantFrom('c1', 'c2');

/** What may happen next. Calls are answered in any order, late, or never; anybody may claim again. */
const step = fc.oneof(
  fc.record({
    does: fc.constant('tell' as const),
    kind: fc.constantFrom(...kinds),
    conversationId: conversation,
    messageId: fc.constantFrom('m1', 'm2', 'm3'),
    ageMs: fc.constantFrom(0, 0, 840_000, 960_000),
  }),
  fc.record({
    does: fc.constant('answer' as const),
    which: fc.nat(20),
    result: fc.constantFrom<Result>('sent', 'failed', 'not-now', 'not-now', 'unknown'),
  }),
  fc.record({ does: fc.constantFrom('again' as const, 'refuse' as const) }),
  fc.record({
    does: fc.constant('overtake' as const),
    conversationId: conversation,
    why: fc.constantFrom('gone' as const, 'read' as const),
    reach: fc.constantFrom<Overtaking['reach']>(...reaches),
  }),
  fc.record({
    does: fc.constant('mute' as const),
    conversationId: conversation,
    forMs: fc.constantFrom(0, 60_000, Number.POSITIVE_INFINITY),
  }),
  fc.record({
    does: fc.constant('prefer' as const),
    which: fc.constantFrom('requests' as const, 'messages' as const, 'acceptances' as const),
    on: fc.boolean(),
  }),
  fc.record({ does: fc.constant('pass' as const), ms: fc.constantFrom(5_000, 60_000, 600_000) }),
);

export const script = fc.array(step, { minLength: 1, maxLength: 40, size: 'max' });
export type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** A command that was given, and what it left, in order. */
export type Moment = {
  readonly atMs: number;
  readonly command: NoticeCommand;
  readonly events: readonly NoticeEvent[];
};

const aboutOf = ({ data }: Claimed) => {
  const { noticeId, kind, channel, conversationId, other, happenedAtMs } = data;
  return { noticeId, kind, channel, conversationId, other, happenedAtMs };
};

export const claimsIn = (events: readonly NoticeEvent[]): readonly Claimed[] =>
  events.filter((event): event is Claimed => event.type === 'NoticeClaimed');

/** Every next claim that any pusher might ask for, however old what it has seen. */
const again = (events: readonly NoticeEvent[], atMs: number): readonly NoticeCommand[] =>
  claimsIn(events).flatMap((claim) => {
    const { attempt, postponed = 0 } = claim.data;
    const tries = [
      { attempt: 2, postponed } as const,
      { attempt, postponed: postponed + 1 },
      { attempt: 2, postponed: postponed + 1 } as const,
    ];
    return tries.map((which): NoticeCommand => {
      const data = { ...aboutOf(claim), ...which, token: 'any', atMs };
      return { type: 'ClaimNotice', data };
    });
  });

type Now = { readonly atMs: number; readonly events: readonly NoticeEvent[]; readonly at: number };

/** Every channel says "not now" to whatever it was asked. */
const refuse = (events: readonly NoticeEvent[], atMs: number): readonly NoticeCommand[] =>
  claimsIn(events).map((claim): NoticeCommand => {
    const { attempt, postponed = 0 } = claim.data;
    const data = { ...aboutOf(claim), attempt, postponed, atMs, result: 'not-now' } as const;
    return { type: 'ReportNotice', data };
  });

const answer = (
  { which, result }: Extract<Step, { does: 'answer' }>,
  { events, atMs }: Now,
): readonly NoticeCommand[] => {
  const claims = claimsIn(events);
  const claim = claims[which % Math.max(1, claims.length)];
  if (!claim) return [];
  const { attempt, postponed = 0 } = claim.data;
  const data = { ...aboutOf(claim), attempt, postponed, atMs, result };
  return [{ type: 'ReportNotice', data }];
};

const tell = (
  { kind, conversationId, messageId, ageMs }: Extract<Step, { does: 'tell' }>,
  { at, atMs }: Now,
): NoticeCommand => {
  const about = { kind, conversationId, other: 'bob', messageId, showable: true, atMs };
  const to = { token: 'mine', channels: ['console', 'webhook'], devices: true, overtaken: null };
  return {
    type: 'TellNews',
    data: { eventId: `e${at}`, ...about, happenedAtMs: atMs - ageMs, ...to },
  };
};

const commandsOf = (next: Step, now: Now): readonly NoticeCommand[] => {
  const { atMs, events, at } = now;
  switch (next.does) {
    case 'tell':
      return [tell(next, now)];
    case 'answer':
      return answer(next, now);
    case 'again':
      return again(events, atMs);
    case 'refuse':
      return [...refuse(events, atMs), ...again(events, atMs)];
    case 'overtake': {
      const { conversationId, why, reach } = next;
      return [{ type: 'NoteOvertaking', data: { conversationId, why, reach, atMs } }];
    }
    case 'mute': {
      const { conversationId, forMs } = next;
      const forever = forMs === Number.POSITIVE_INFINITY;
      const untilMs = forever || forMs === 0 ? null : atMs + forMs;
      return [{ type: 'NoteMute', data: { conversationId, atMs, untilMs, forever } }];
    }
    case 'prefer':
      return [
        {
          type: 'ChangePreferences',
          data: { commandId: `p${at}`, atMs, [next.which]: next.on },
        },
      ];
    case 'pass':
      return [];
  }
};

/** Everything that came of a script, under these rules. */
export const played = (rules: Rules, steps: readonly Step[]): readonly Moment[] => {
  const moments: Moment[] = [];
  let state = rules.initial;
  let atMs = 1_790_000_000_000;
  steps.forEach((next, at) => {
    if (next.does === 'pass') atMs += next.ms;
    atMs += 1;
    const events = moments.flatMap((moment) => moment.events);
    for (const command of commandsOf(next, { atMs, events, at })) {
      const left = rules.decide(command, state);
      state = left.reduce(rules.evolve, state);
      moments.push({ atMs, command, events: left });
    }
  });
  return moments;
};
