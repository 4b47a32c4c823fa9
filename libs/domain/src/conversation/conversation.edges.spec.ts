import { fold } from '@vestibule/decider';
import { hourMs } from '../policy/period';
import { commandOf } from './asked';
import type { ConversationCommand, ConversationEvent } from './conversation';
import {
  accept,
  accepted,
  after,
  block,
  decline,
  given,
  happens,
  policyWith,
  refused,
  report,
  send,
  sent,
  startMs,
  suppressed,
  unblock,
  unchanged,
  under,
  type Asking,
} from './conversation.words';
import { conversation } from './decide';
import { phaseOf, viewOf } from './view';

/** All that a scene records, step by step. */
const recorded = (...commands: readonly ConversationCommand[]): readonly ConversationEvent[] =>
  commands.flatMap((command, index) => after(...commands.slice(0, index)).when(command).events);

describe('the edge cases of a request', () => {
  test('edge 5: a report of a pending request is no acceptance, and shows nothing', () => {
    const scene = after(send('m1'));
    const reported = scene.after(report('bob'));
    expect(phaseOf(reported.state)).toEqual({ phase: 'REQUEST', from: 'ann' });
    expect(viewOf(reported.state, 'ann')).toBe(viewOf(scene.state, 'ann'));
    reported.when(send('m2')).then(sent('m2', { used: 2, waiting: 2 }));
  });

  test('edge 17: a bought follow may have to age, that of the recipient never', () => {
    const aged = under({ relation: { senderFollowMustAgeDays: 7 } });
    const other = { setting: 'standard' as const };
    aged
      .given()
      .when(send('m1', 'ann', { other, follows: { actorAtMs: startMs - hourMs } }))
      .then(refused('SENDER_DOES_NOT_FOLLOW'));
    aged
      .given()
      .when(send('m1', 'ann', { other, follows: { otherAtMs: startMs } }))
      .then(accepted('bob', 'follow'), sent('m1', { used: null }));
  });

  test('edge 32: a deleted request is a declined one, and says so', () => {
    const command = decline('bob');
    const deleted = { ...command, data: { ...command.data, how: 'delete' } } as typeof command;
    const { events, state } = after(send('m1')).when(deleted);
    expect(events).toMatchObject([{ type: 'RequestDeclined', data: { how: 'delete' } }]);
    expect(phaseOf(state)).toEqual({ phase: 'DECLINED', from: 'ann' });
  });

  test('edge 69: a bulk answer to what was seen leaves a newer message alone', () => {
    const bulkId = 'b1';
    const answering = (upTo: string) => {
      const command = decline('bob', { upTo });
      return { ...command, data: { ...command.data, bulkId } } as typeof command;
    };
    const scene = after(send('m1'), send('m2'));
    scene.when(answering('m1')).then(unchanged('newer_messages'));
    const { events } = scene.when(answering('m2'));
    expect(events).toMatchObject([{ type: 'RequestDeclined', data: { bulkId } }]);
  });
});

describe('the edge cases of order', () => {
  test('edge 27: a message before a block stays, one behind it is suppressed', () => {
    after(send('m1')).when(block('bob')).then(happens('AccountBlocked', 'bob'));
    after(block('bob')).when(send('m1')).then(suppressed('m1', 'BLOCKED_BY_RECIPIENT'));
    const history = recorded(send('m1'), block('bob'), send('m2'));
    expect(history.map(({ type }) => type)).toEqual([
      'MessageSent',
      'AccountBlocked',
      'MessageSuppressed',
    ]);
  });

  test('edge 29: however many blocks there are, none is refused', () => {
    let scene = given();
    for (let times = 0; times < 50; times += 1) {
      scene.when(block('bob')).then(happens('AccountBlocked', 'bob'));
      scene = scene.after(block('bob'));
      scene.when(unblock('bob')).then(happens('AccountUnblocked', 'bob'));
      scene = scene.after(unblock('bob'));
    }
  });

  test('edge 61: the ingest time says whether the window of a business was open', () => {
    const window = { hours: 1, messages: 5 };
    const scene = under({ business: { window, limit: 5 } }).after(send('n1', 'bob'));
    const shop = (atMs: number): Asking => ({ actor: { business: true }, atMs });
    scene
      .when(send('m1', 'ann', shop(startMs + hourMs)))
      .then(accepted('ann', 'reply'), sent('m1'));
    scene.when(send('m1', 'ann', shop(startMs + hourMs + 1))).then(refused('REPLY_WINDOW_CLOSED'));
    scene
      .after(send('n2', 'bob', { atMs: startMs + hourMs }))
      .when(send('m1', 'ann', shop(startMs + 2 * hourMs)))
      .then(accepted('ann', 'reply'), sent('m1'));
  });
});

describe('the edge cases of policy and content', () => {
  test('edge 40: a decision names the policy that it was made by', () => {
    const versions = [1, 2].map((version) => {
      const policy = { ...policyWith({}), version };
      const { decide, initial } = conversation(policy);
      return decide(send('m1'), initial).map(({ data }) => data.policyVersion);
    });
    expect(versions).toEqual([[1], [2]]);
  });

  test('edge 41: a new word list judges new messages, and no old one again', () => {
    const seen = { content: { listsVersion: 1, lists: [] } };
    const [event] = given().when(send('m1', 'ann', seen)).events;
    const { decide, initial } = conversation(policyWith({}));
    const again = event ? commandOf(event) : null;
    expect(again?.data.facts.content?.listsVersion).toBe(1);
    expect(again && decide(again, initial)).toEqual([event]);
    const later = { content: { listsVersion: 2, lists: [{ id: 'severe', action: 'refuse' }] } };
    after(send('m1', 'ann', seen))
      .when(send('m2', 'ann', later))
      .then(refused('CONTENT_NOT_ALLOWED'));
  });

  test('edge 42: a word that only hides passes, and its verdict is stored', () => {
    const { events } = after(send('m1')).when(
      send('m2', 'ann', { content: { lists: [{ id: 'banned', action: 'hide' }] } }),
    );
    expect(events).toMatchObject([
      {
        type: 'MessageSent',
        data: { waiting: 2, asked: { facts: { content: { lists: [{ action: 'hide' }] } } } },
      },
    ]);
  });

  test('a list for requests refuses what counts, and nothing that is free', () => {
    const lists = [{ id: 'soft', action: 'refuse' as const, when: 'request' as const }];
    const policy = under({ content: { lists } });
    const words = { content: { lists: [{ id: 'soft', action: 'refuse' }] } };
    policy
      .given()
      .when(send('m1', 'ann', words))
      .then(refused('CONTENT_NOT_ALLOWED'));
    policy
      .after(send('m1'), accept('bob'))
      .when(send('m2', 'ann', words))
      .then(sent('m2', { used: null }));
  });

  test('edge 57: erased bodies change no fold and no decision', () => {
    const history = recorded(send('m1'), decline('bob'), send('m2'), accept('bob'), send('m3'));
    const erased = history.map((event) =>
      'body' in event.data
        ? { ...event, data: { ...event.data, body: { text: '', attachment: null } } }
        : event,
    ) as readonly ConversationEvent[];
    const { evolve, initial, decide } = conversation(policyWith({}));
    expect(fold(evolve, initial, erased)).toEqual(fold(evolve, initial, history));
    let state = initial;
    for (const event of erased) {
      const command = commandOf(event);
      expect(command && decide(command, state)).toEqual([event]);
      state = evolve(state, event);
    }
  });
});
