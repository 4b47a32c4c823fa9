import { limitNotice } from '@vestibule/contracts';
import {
  conversation,
  type ConversationCommand,
  type ConversationEvent,
  presets,
} from '@vestibule/domain';
import {
  accept,
  after,
  block,
  decline,
  expire,
  given,
  policyWith,
  remove,
  report,
  restore,
  revoke,
  send,
  under,
  unblock,
  unsend,
  voidConsent,
  withdraw,
  type Asking,
} from '../../domain/src/conversation/conversation.words';
import { answerTo } from './answer';
import { codeOf } from './codes';

type Scene = ReturnType<typeof given>;

/** What the actor of a command is answered after some history. */
const answered = (scene: Scene, command: Parameters<Scene['when']>[0]) => {
  const { events } = scene.when(command);
  const answers = events.map(answerTo).filter((answer) => answer !== null);
  expect(answers).toHaveLength(1);
  return answers[0]!;
};

const three = [send('m1'), send('m2'), send('m3')];

describe('an answer', () => {
  test('counts up to the limit, tells of it there, and refuses beyond with the same words', () => {
    expect(answered(given(), send('m1'))).toEqual({
      commandId: 'm1',
      command: 'SendMessage',
      actor: 'ann',
      result: 'sent',
      view: 'pending',
      used: 1,
      limit: 3,
      messageId: 'm1',
    });
    const notice = 'You can send up to 3 messages until this user accepts your message request.';
    expect(answered(after(send('m1'), send('m2')), send('m3'))).toMatchObject({ used: 3, notice });
    expect(answered(after(...three), send('m4'))).toMatchObject({
      result: 'refused',
      code: 'REQUEST_LIMIT_REACHED',
      text: notice,
      used: 3,
      limit: 3,
    });
  });

  test('names the number in force, whatever the policy', () => {
    const once = under({ request: { limit: 1 } });
    expect(answered(once.given(), send('m1')).notice).toBe(limitNotice(1));
    expect(answered(once.after(send('m1')), send('m2')).text).toBe(limitNotice(1));
  });

  test('names the age in force to whom it concerns', () => {
    const young = { actor: { band: 'under16' as const } };
    const text = 'You need to be 16 or older to use messages.';
    expect(answered(given(), send('m1', 'ann', young))).toMatchObject({ text });
    expect(answered(after(send('m1')), accept('bob', young))).toMatchObject({
      result: 'refused',
      code: 'SENDER_UNDER_AGE',
      text,
    });
    const adults = under({ age: { minimumBand: '18plus' } });
    const teen = { actor: { band: '16-17' as const } };
    expect(answered(adults.given(), send('m1', 'ann', teen)).text).toContain('18 or older');
    expect(answered(adults.after(send('m1')), accept('bob', teen)).text).toContain('18 or older');
  });

  test('says when to come back from a full window', () => {
    const volume = { granted: false as const, per: 'PT1H', retryAtMs: 5 };
    expect(answered(given(), send('m1', 'ann', { volume }))).toMatchObject({
      code: 'SLOW_DOWN',
      retryAtMs: 5,
    });
  });

  test.each([
    ['cannot be unsent', after(send('m1')), unsend('bob', 'm1'), 'CANNOT_UNSEND'],
    ['is nothing to report', given(), report('bob'), 'NOTHING_TO_REPORT'],
    ['is no request', given(), accept('bob'), 'NO_REQUEST'],
    ['is no conversation', given(), revoke('bob'), 'NO_CONVERSATION'],
    ['has newer messages', after(...three), accept('bob', { upTo: 'm1' }), 'NEWER_MESSAGES'],
  ])('says what %s', (_, scene, command, code) => {
    const answer = answered(scene, command);
    expect(answer).toMatchObject({ result: 'unchanged', code });
    expect(answer.text).toEqual(expect.any(String));
  });

  test('to an unsend, a report and an operator’s act says no more than done', () => {
    const said = [
      answered(after(send('m1')), unsend('ann', 'm1')),
      answered(after(send('m1')), report('bob', 'block')),
      answered(after(send('m1')), remove('ann', 'm1')),
      answered(after(send('m1')), voidConsent()),
    ];
    expect(said.map(({ result, view }) => [result, view])).toEqual([
      ['done', 'pending'],
      ['done', 'blocked'],
      ['done', 'pending'],
      ['done', 'none'],
    ]);
    for (const answer of said)
      expect(Object.keys(answer)).toEqual(['commandId', 'command', 'actor', 'result', 'view']);
  });

  test('to nobody comes of what happens by itself', () => {
    const { events } = under({ request: { ttlDays: 30 } })
      .after(send('m1'))
      .when(expire('bob', 'm1'));
    expect(events).toHaveLength(1);
    expect(events.map(answerTo)).toEqual([null]);
  });
});

/** Facts for which a reason of rows 14 to 22 applies. */
const recipients: Readonly<Record<string, Asking>> = {
  RECIPIENT_UNKNOWN: { other: { standing: 'unknown' } },
  RECIPIENT_NOT_ACTIVE: { other: { standing: 'suspended' } },
  RECIPIENT_UNDER_AGE: { other: { band: 'under16' } },
  RECIPIENT_TAKES_NONE: { other: { setting: 'no-one' } },
  RECIPIENT_TAKES_NO_BUSINESS: { actor: { business: true }, other: { takesBusiness: false } },
  RECIPIENT_IS_TEEN: { other: { band: '16-17' } },
  RECIPIENT_TAKES_FRIENDS: { other: { setting: 'friends' } },
  RECIPIENT_TAKES_CONTACTED: { other: { setting: 'contacted' } },
  SENDER_DOES_NOT_FOLLOW: { other: { setting: 'standard' } },
};

const bytesOf = (events: readonly ConversationEvent[]): string =>
  events
    .map(answerTo)
    .filter((answer) => answer !== null)
    .map((answer) => JSON.stringify(answer))
    .join('\n');

describe('I23: every refusal for the recipient’s sake', () => {
  test('has the same bytes', () => {
    // One limit for all: whether it is a business the sender knows of itself.
    const one = policyWith({ business: { limit: 3, volumeFactor: 1, window: null } });
    const { decide, initial } = conversation(one);
    const said = Object.entries(recipients).map(([reason, asking]) => {
      const events = decide(send('m1', 'ann', asking), initial);
      expect(events[0]?.data).toMatchObject({ reason });
      return bytesOf(events);
    });
    expect(new Set(said).size).toBe(1);
    expect(said[0]).toContain('NOT_ACCEPTING_MESSAGES');
  });

  test('and so has every reason that is one of that code', () => {
    const codes = Object.keys(recipients).map((reason) => codeOf[reason as keyof typeof codeOf]);
    expect(new Set(codes)).toEqual(new Set(['NOT_ACCEPTING_MESSAGES']));
  });
});

describe('I21: after what the recipient does in private', () => {
  const policy = policyWith({ request: { ttlDays: 30 } });
  const { given: start } = under({ request: { ttlDays: 30 } });
  const acts: Readonly<Record<string, readonly ConversationCommand[]>> = {
    silence: [],
    declined: [decline('bob')],
    expired: [expire('bob', 'm1')],
    blocked: [block('bob')],
    'declined and blocked': [decline('bob'), block('bob')],
    'blocked and unblocked': [block('bob'), unblock('bob')],
    'declined and restored': [decline('bob'), restore('bob')],
    'reported and declined': [report('bob', 'decline')],
    'reported and blocked': [report('bob', 'block')],
  };
  const script = [send('m2'), unsend('ann', 'm2'), send('m3'), send('m4'), withdraw('ann')];

  test.each(Object.entries(acts))('%s: the sender reads the same bytes', (_, done) => {
    const said = (before: readonly ConversationCommand[]) => {
      const { decide, evolve } = conversation(policy);
      let { state } = start().after(send('m1'), ...before);
      return script.map((command) => {
        const events = decide(command, state);
        state = events.reduce(evolve, state);
        return bytesOf(events);
      });
    };
    expect(said(done)).toEqual(said([]));
  });

  test('and the presets that refuse openly tell, as they say', () => {
    const { decide, evolve, initial } = conversation(presets['shop-outreach']);
    const declined = [send('m1'), decline('bob')].reduce(
      (state, command) => decide(command, state).reduce(evolve, state),
      initial,
    );
    expect(bytesOf(decide(send('m2'), declined))).toContain('NOT_ACCEPTING_MESSAGES');
  });
});
