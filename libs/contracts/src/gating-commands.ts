import { PairFacts } from './accounts';
import { days } from './days';
import {
  AcceptRequest,
  BlockAccount,
  DeclineRequest,
  ImportConsent,
  RemoveMessage,
  ReportAccount,
  RestoreRequest,
  RevokeConsent,
  SendMessage,
  UnblockAccount,
  UnsendMessage,
  VoidConsent,
  WithdrawRequest,
} from './dm-commands';
import { IsAtMs, IsPart } from './fields';
import { topic } from './topic';

/** What identity adds to a command before it is judged. */
export type Attached = {
  readonly facts: PairFacts;
  /** When the broker took the command on the first topic: "now" for every rule. */
  readonly ingestedAtMs: number;
};

type Bare = new () => object;

/** The shape of a command with the facts attached: the one generated shape. */
const withFacts = <Command extends object>(
  command: new () => Command,
): new () => Command & Attached => {
  class WithFacts extends (command as Bare) {
    @IsPart(() => PairFacts) readonly facts!: PairFacts;
    @IsAtMs() readonly ingestedAtMs!: number;
  }
  // The schema generator groups by class name, so the two must not bear the same.
  Object.defineProperty(WithFacts, 'name', { value: `${command.name}WithFacts` });
  return WithFacts as unknown as new () => Command & Attached;
};

/** The commands of a pair as gating hears them. Volume and content are added by gating itself. */
export const gatingCommands = topic({
  name: 'gating.commands.v1',
  key: 'conversation',
  writers: ['identity'],
  readers: ['gating'],
  audience: 'restricted',
  partitions: 12,
  retentionMs: days(7),
  logAppendTime: false,
  strict: true,
  coordinates: false,
  messages: {
    SendMessage: withFacts(SendMessage),
    AcceptRequest: withFacts(AcceptRequest),
    DeclineRequest: withFacts(DeclineRequest),
    RestoreRequest: withFacts(RestoreRequest),
    WithdrawRequest: withFacts(WithdrawRequest),
    RevokeConsent: withFacts(RevokeConsent),
    BlockAccount: withFacts(BlockAccount),
    UnblockAccount: withFacts(UnblockAccount),
    UnsendMessage: withFacts(UnsendMessage),
    ReportAccount: withFacts(ReportAccount),
    RemoveMessage: withFacts(RemoveMessage),
    VoidConsent: withFacts(VoidConsent),
    ImportConsent: withFacts(ImportConsent),
  },
});
