import {
  type Topic,
  conversationIdOf,
  deliveryCommands,
  dmCommands,
  identityCommands,
  newCommandId,
  notificationsCommands,
  write,
} from '@vestibule/contracts';
import type { OutgoingRecord } from '@vestibule/topics';
import type { World } from './life';

type Pair = { readonly actor: string; readonly other: string };
type Sent = Pair & { readonly id: string };
type Asks = { readonly topic: Topic; readonly type: string; readonly data: object };

const people = [1, 2, 3].map((number) => `00000000-0000-4000-8000-00000000000${number}`);

/** What somebody does about another, and how often. */
// prettier-ignore
const often = {
  SendMessage: 8, AcceptRequest: 3, DeclineRequest: 1, RestoreRequest: 1, RevokeConsent: 1,
  WithdrawRequest: 2, BlockAccount: 1, UnblockAccount: 2, UnsendMessage: 1, ReportAccount: 1,
  Follow: 1, Unfollow: 1, ChangeSettings: 1, ChangePreferences: 1,
  MarkRead: 2, MuteConversation: 2, UnmuteConversation: 1, ClearForMe: 1, DeleteForMe: 1,
};
const acts = Object.entries(often).flatMap(([act, times]) =>
  Array.from({ length: times }, () => act),
);

/** People who do whatever comes to their minds; their clients ask again when they are unsure. */
export const peopleIn = ({ time, chance, bus }: World) => {
  const asked: OutgoingRecord[] = [];
  const sent: Sent[] = [];
  let words = 0;

  const issue = (): string =>
    newCommandId(
      time.nowMs(),
      Uint8Array.from({ length: 10 }, () => chance.below(256)),
    );

  const asks = ({ topic, type, data }: Asks, id = issue()): string => {
    const { actor, other } = data as Partial<Pair>;
    const key = topic.key === 'conversation' ? conversationIdOf(actor ?? '', other ?? '') : actor;
    const about = { id, type, data, key: key ?? '', source: '/people', atMs: time.nowMs() };
    const record = write(topic, about);
    asked.push(record);
    bus.append(record);
    return id;
  };

  const messageOf = (pair: Pair): string => {
    const theirs = sent.filter(({ actor, other }) => actor === pair.actor && other === pair.other);
    return theirs.length > 0 ? chance.pick(theirs.slice(-3)).id : issue();
  };

  const aboutPair = (type: string, pair: Pair): void => {
    const { actor, other } = pair;
    const named = messageOf({ actor: other, other: actor });
    switch (type) {
      case 'SendMessage': {
        const data = { ...pair, kind: 'text', text: `words ${(words += 1)}` };
        return void sent.push({ ...pair, id: asks({ topic: dmCommands, type, data }) });
      }
      case 'UnsendMessage':
        return void asks({
          topic: dmCommands,
          type,
          data: { ...pair, messageId: messageOf(pair) },
        });
      case 'ReportAccount': {
        const also = chance.pick(['decline', 'block']);
        const data = { ...pair, reason: 'spam', messageIds: [], also };
        return void asks({ topic: dmCommands, type, data });
      }
      case 'Follow':
      case 'Unfollow':
        return void asks({ topic: identityCommands, type, data: pair });
      case 'ChangeSettings': {
        const setting = chance.pick(['everyone', 'everyone', 'friends', 'no-one']);
        return void asks({ topic: identityCommands, type, data: { actor, setting } });
      }
      case 'ChangePreferences': {
        const data = { actor, requests: !chance.oneIn(3), messages: !chance.oneIn(3) };
        return void asks({ topic: notificationsCommands, type, data });
      }
      case 'MarkRead':
      case 'ClearForMe':
        return void asks({ topic: deliveryCommands, type, data: { ...pair, upTo: named } });
      case 'DeleteForMe':
        return void asks({ topic: deliveryCommands, type, data: { ...pair, messageId: named } });
      case 'MuteConversation':
        return void asks({ topic: deliveryCommands, type, data: { ...pair, forever: true } });
      case 'UnmuteConversation':
        return void asks({ topic: deliveryCommands, type: 'MuteConversation', data: pair });
      default:
        return void asks({ topic: dmCommands, type, data: pair });
    }
  };

  /** The same once more, or the same id for something else, or what nobody can read. */
  const oddly = (): void => {
    const record = chance.pick(asked.slice(-8));
    const odd = chance.below(8);
    const other = String(record.value).replace('words', 'other words');
    if (odd === 0) bus.append({ ...record, value: '{' });
    else if (odd === 1) bus.append({ ...record, value: other });
    else bus.append(record);
  };

  return {
    /** Everybody has an account, a phone, and takes messages of anyone. */
    arrive: (): void => {
      for (const actor of people) {
        const birthDate = '1990-05-04';
        const made = { actor, name: 'Somebody', birthDate, region: 'NZ' };
        asks({ topic: identityCommands, type: 'RegisterAccount', data: made });
        const phone = { actor, phoneKey: `key-${actor}` };
        asks({ topic: identityCommands, type: 'ConfirmPhone', data: phone });
        const data = { actor, setting: 'everyone' };
        asks({ topic: identityCommands, type: 'ChangeSettings', data });
      }
    },
    /** Somebody does something. */
    act: (): void => {
      if (chance.oneIn(6)) return oddly();
      const actor = chance.pick(people);
      const other = chance.pick(people.filter((one) => one !== actor));
      return aboutPair(chance.pick(acts), { actor, other });
    },
  };
};
