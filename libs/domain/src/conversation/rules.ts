import { dayMs, hourMs, periodMs } from '../policy/period';
import {
  doesNotFollow,
  isAdmitted,
  isTeen,
  isUnderAge,
  takesContacted,
  takesFriends,
} from './admission';
import type { RefusalReason, SilentReason } from './conversation';
import type { Send } from './terms';

export type Rule<Reason> = { readonly reason: Reason; readonly when: (send: Send) => boolean };

const windowClosed = ({ facts, mine, data, policy: { business } }: Send): boolean => {
  if (!facts.actor.business || business.window === null) return false;
  if (mine.heard === null || mine.heard.since >= business.window.messages) return true;
  return data.ingestedAtMs - mine.heard.atMs > business.window.hours * hourMs;
};

/** The window that is full, when the send would count. */
const fullWindow = ({ facts: { volume }, free }: Send): string | null =>
  free || volume === null || volume.granted ? null : volume.per;

const isShort = (per: string | null): boolean => per !== null && periodMs(per) < dayMs;

const isEmpty = ({ facts: { content } }: Send): boolean =>
  content === null || (content.graphemes === 0 && !content.attached);

const isTooLong = ({ facts: { content }, policy: { form } }: Send): boolean =>
  content !== null && (content.graphemes > form.graphemes || content.bytes > form.bytes);

const isForeignKind = ({ data, policy }: Send): boolean =>
  !policy.request.allow.includes(data.kind);

const hasForeignLinks = ({ facts, policy }: Send): boolean =>
  facts.content !== null && facts.content.links && policy.request.links === 'refuse';

/** The policy in force says what a matched list does; a list it does not name keeps its word. */
const usesRefusedWords = ({ facts: { content }, free, policy }: Send): boolean =>
  (content?.lists ?? []).some(({ id, action }) => {
    const list = policy.content.lists.find((named) => named.id === id);
    if (list === undefined) return action === 'refuse';
    return list.action === 'refuse' && (list.when === 'always' || !free);
  });

/** The first row that applies gives the reason: the order is the specification. */
// prettier-ignore
export const sendRules: readonly Rule<RefusalReason>[] = [
  { reason: 'SENDER_NOT_ACTIVE',      when: ({ facts }) => facts.actor.standing !== 'active' },
  { reason: 'SENDER_UNDER_AGE',       when: ({ facts, policy }) => isUnderAge(facts.actor, policy) },
  { reason: 'PHONE_REQUIRED',         when: ({ facts, policy }) => policy.phoneRequired && !facts.actor.phone },
  { reason: 'YOUR_SETTING_IS_NO_ONE', when: ({ facts }) => facts.actor.setting === 'no-one' },
  { reason: 'YOU_BLOCKED_THEM',       when: ({ mine }) => mine.blocks },
  { reason: 'REQUEST_LIMIT_REACHED',  when: ({ free, used, limit }) => !free && used >= limit },
  { reason: 'REPLY_WINDOW_CLOSED',    when: windowClosed },
  { reason: 'VOLUME_SHORT',           when: (send) => isShort(fullWindow(send)) },
  { reason: 'VOLUME_LONG',            when: (send) => fullWindow(send) !== null },
  { reason: 'MESSAGE_EMPTY',          when: isEmpty },
  { reason: 'MESSAGE_TOO_LONG',       when: isTooLong },
  { reason: 'MEDIA_NOT_ALLOWED_YET',  when: (send) => !send.free && isForeignKind(send) },
  { reason: 'LINKS_NOT_ALLOWED_YET',  when: (send) => !send.free && hasForeignLinks(send) },
  { reason: 'RECIPIENT_UNKNOWN',      when: ({ facts }) => facts.other.standing === 'unknown' || facts.other.standing === 'deleted' },
  { reason: 'RECIPIENT_NOT_ACTIVE',   when: ({ facts }) => facts.other.standing !== 'active' },
  { reason: 'RECIPIENT_UNDER_AGE',    when: ({ facts, policy }) => isUnderAge(facts.other, policy) },
  { reason: 'RECIPIENT_TAKES_NONE',   when: ({ facts }) => facts.other.setting === 'no-one' },
  { reason: 'RECIPIENT_TAKES_NO_BUSINESS', when: ({ facts }) => facts.actor.business && !facts.other.takesBusiness },
  { reason: 'RECIPIENT_IS_TEEN',      when: (send) => !send.mine.welcome && isTeen(send) },
  { reason: 'RECIPIENT_TAKES_FRIENDS', when: (send) => !send.mine.welcome && takesFriends(send) },
  { reason: 'RECIPIENT_TAKES_CONTACTED', when: (send) => !send.mine.welcome && takesContacted(send) },
  { reason: 'SENDER_DOES_NOT_FOLLOW', when: (send) => !send.mine.welcome && doesNotFollow(send) },
  { reason: 'CONTENT_NOT_ALLOWED',    when: usesRefusedWords },
];

/** Gate G, the recipient's own affair: what applies here is answered like a delivered message. */
// prettier-ignore
export const silentRules: readonly Rule<SilentReason>[] = [
  { reason: 'BLOCKED_BY_RECIPIENT',   when: ({ theirs }) => theirs.blocks },
  { reason: 'DECLINED',               when: ({ stance }) => stance === 'refuses' },
  { reason: 'LAPSED',                 when: ({ yes, stance }) => !yes && stance === 'lapsed' },
  { reason: 'OVER_THE_CAP',           when: ({ yes, held, limit }) => !yes && held >= limit },
  { reason: 'FORM_NOT_FOR_REQUESTS',  when: (send) => !send.yes && (isForeignKind(send) || hasForeignLinks(send)) },
  { reason: 'NOT_ADMITTED',           when: (send) => !send.yes && !isAdmitted(send) },
];
