import type { OutgoingRecord } from '@vestibule/topics';
import {
  anywhere,
  believing,
  buffered,
  early,
  forgetting,
  fromTheEnd,
  sending,
  skipping,
  stumbling,
  twice,
} from './flawed-ports';
import {
  asIfOpen,
  asIfSent,
  believingClaims,
  deaf,
  everyFirst,
  freshAnswers,
  unasked,
  unclaimed,
  unlessType,
} from './flawed-services';
import type { Flaws } from './process';

const isLetter = ({ topic }: OutgoingRecord): boolean => topic.endsWith('.dlq');

type Flawed = Flaws & {
  readonly flaw: string;
  /** The invariant that finds it. */
  readonly found: string;
  /** Where to begin, if it takes many seeds. */
  readonly from?: number;
};

/** Ways to run the services that are wrong in one place each, and what has to be found of them. */
// prettier-ignore
export const flaws: readonly Flawed[] = [
  { flaw: 'a batch counts as settled before it is recorded', from: 7, found: 'I30', of: 'gating', each: early },
  { flaw: 'the ids of commands are forgotten', from: 3, found: 'I30', of: 'gating', streams: forgetting() },
  { flaw: 'a zombie appends at any revision', found: 'I30', of: 'gating', streams: anywhere },
  { flaw: 'a conflict is taken for an append', found: 'I30', of: 'gating', streams: believing },
  { flaw: 'an answer has another id each time it is said', found: 'I31', of: 'gating', service: freshAnswers },
  { flaw: 'something is decided that nobody asked', found: 'I32', of: 'gating', service: unasked },
  { flaw: 'commands are passed on in another order', found: 'I33', of: 'identity', topics: sending((records) => records.toReversed()) },
  { flaw: 'the store repeats what it has written', found: 'I40', of: 'gating', streams: twice },
  { flaw: 'a place is kept before its records are acknowledged', found: 'I41', of: 'gating', topics: buffered },
  { flaw: 'a relay begins where the log ends', found: 'I41', of: 'delivery', streams: fromTheEnd },
  { flaw: 'dead letters are thrown away', found: 'I43', of: 'identity', topics: sending((records) => records.filter((one) => !isLetter(one))) },
  { flaw: 'what comes again is skipped by its place alone', from: 4, found: 'I43', of: 'identity', each: skipping },
  { flaw: 'what cannot be read holds up the rest', found: 'I57', of: 'delivery', each: stumbling },
  { flaw: 'what was told is remembered for some minutes', from: 5, found: 'I44', of: 'notifications', streams: forgetting(600_000) },
  { flaw: 'what was placed is forgotten', from: 9, found: 'delivery', of: 'delivery', streams: forgetting() },
  { flaw: 'what is suppressed is placed with its recipient', found: 'I7', of: 'delivery', service: asIfSent },
  { flaw: 'a request is placed as if the chat were open', found: 'I10', of: 'delivery', service: asIfOpen },
  { flaw: 'a push goes out without a claim', found: 'I50', of: 'notifications', service: unclaimed },
  { flaw: 'every claim is taken for its own', from: 3, found: 'I50', of: 'notifications', service: believingClaims },
  { flaw: 'mutes are not heard', found: 'I51', of: 'notifications', service: unlessType('NoteMute') },
  { flaw: 'what is gone is told again', found: 'I51', of: 'notifications', service: unlessType('NoteOvertaking') },
  { flaw: 'news is heard only where it is a message', from: 7, found: 'notices', of: 'notifications', service: deaf },
  { flaw: 'every message of a request is news', from: 4, found: 'I52', of: 'notifications', service: everyFirst },
];
