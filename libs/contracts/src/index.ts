export {
  AccountFacts,
  type Band,
  bands,
  FollowFacts,
  Follows,
  PairFacts,
  type SettableStanding,
  type Setting,
  settableStandings,
  settings,
  type Standing,
  standings,
} from './accounts';
export { asyncapi, type Sample, type Samples } from './asyncapi';
export { limits, type ReadableRecord } from './bytes';
export { catalogue } from './catalogue';
export {
  type CodeNumbers,
  limitNotice,
  notKeptNotice,
  type PublicCode,
  publicCodes,
  recipientNotice,
  textOf,
} from './codes';
export { type InboxReason, inboxReasons } from './delivery-acts';
export {
  ClearForMe,
  DeleteForMe,
  type DeliveryCommandName,
  deliveryCommandNames,
  deliveryCommands,
  MarkRead,
  MuteConversation,
} from './delivery-commands';
export {
  Body,
  ContentVerdict,
  Facts,
  type View,
  views,
  VolumeLeft,
  type VolumeUnit,
  volumeUnits,
} from './decisions';
export { deliveryEvents } from './delivery-events';
export {
  AcceptRequest,
  BlockAccount,
  DeclineRequest,
  type DmCommandName,
  dmCommandNames,
  dmCommands,
  ImportConsent,
  type MessageKind,
  messageKinds,
  type PersonCommandName,
  personCommandNames,
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
export { CommandDecided, dmOutcomes, RemainingVolume, type Result, results } from './dm-outcomes';
export type { ReadEnvelope } from './envelope';
export { type Attached, gatingCommands } from './gating-commands';
export { gatingEvents } from './gating-events';
export { type Coordinates, type Envelope, headerNames, headersOf, specversion } from './headers';
export { CommandFailed, hostEvents, Quarantined, QuarantineLifted, Unspoken } from './host-events';
export {
  type AccountCommandName,
  accountCommandNames,
  ChangeSettings,
  ConfirmPhone,
  DeleteAccount,
  Follow,
  identityCommands,
  RegisterAccount,
  RemovePhone,
  SetStanding,
  SetVerification,
  Unfollow,
} from './identity-commands';
export { identityEvents } from './identity-events';
export {
  bulkCommandId,
  commandIdAtMs,
  conversationIdOf,
  conversationNamespace,
  isCommandId,
  newCommandId,
} from './ids';
export {
  AddDevice,
  ChangePreferences,
  type NoticeCommandName,
  noticeCommandNames,
  notificationsCommands,
  RemoveDevice,
} from './notifications-commands';
export { notificationsEvents } from './notifications-events';
export {
  ApprovePolicy,
  type PolicyCommandName,
  policyCommandNames,
  policyCommands,
  ProposePolicy,
  PublishWords,
  RetirePolicy,
} from './policy-commands';
export { PolicyData } from './policy-data';
export {
  PolicyCommandRefused,
  policyEvents,
  PolicyProposed,
  PolicyPublished,
  PolicyRetired,
  WordsPublished,
} from './policy-events';
export { type PolicyReason, policyReasons, policyReasonSentences } from './policy-reasons';
export { futureSlackMs, isUnreadable, maxAgeMs, reader, type Understood } from './read';
export {
  type AccountReason,
  accountReasons,
  type DeadLetterReason,
  deadLetterReasons,
  deadLetterSentences,
  type RefusalReason,
  refusalReasons,
  type ReportReason,
  reportReasons,
  type SilentReason,
  silentReasons,
  type UnchangedReason,
  unchangedReasons,
} from './reasons';
export { type Schema, schemaOf } from './schema';
export type { Unreadable } from './screen';
export { sentences } from './sentences';
export { messageSchema } from './shapes';
export { type MessageOn, type Shape, type Topic, topic, type TopicSettings } from './topic';
export {
  allTopics,
  deadLetterTopic,
  type Group,
  groups,
  type KnownTopic,
  topicsFor,
} from './topics';
export { isoText } from './time';
export { write, type Written, type WrittenRecord } from './write';
