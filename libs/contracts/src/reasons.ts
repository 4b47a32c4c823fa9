/** Why a send is refused, openly. Stable for ever. */
export const refusalReasons = [
  'SENDER_NOT_ACTIVE',
  'SENDER_UNDER_AGE',
  'PHONE_REQUIRED',
  'YOUR_SETTING_IS_NO_ONE',
  'YOU_BLOCKED_THEM',
  'REQUEST_LIMIT_REACHED',
  'REPLY_WINDOW_CLOSED',
  'VOLUME_SHORT',
  'VOLUME_LONG',
  'MESSAGE_EMPTY',
  'MESSAGE_TOO_LONG',
  'MEDIA_NOT_ALLOWED_YET',
  'LINKS_NOT_ALLOWED_YET',
  'RECIPIENT_UNKNOWN',
  'RECIPIENT_NOT_ACTIVE',
  'RECIPIENT_UNDER_AGE',
  'RECIPIENT_TAKES_NONE',
  'RECIPIENT_TAKES_NO_BUSINESS',
  'RECIPIENT_IS_TEEN',
  'RECIPIENT_TAKES_FRIENDS',
  'RECIPIENT_TAKES_CONTACTED',
  'SENDER_DOES_NOT_FOLLOW',
  'CONTENT_NOT_ALLOWED',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** Why a message is kept from its recipient without a word. Stable for ever. */
export const silentReasons = [
  'BLOCKED_BY_RECIPIENT',
  'DECLINED',
  'LAPSED',
  'OVER_THE_CAP',
  'FORM_NOT_FOR_REQUESTS',
  'NOT_ADMITTED',
] as const;
export type SilentReason = (typeof silentReasons)[number];

/** Why a command other than a send changed nothing. Stable for ever. */
export const unchangedReasons = [
  'no_request',
  'no_conversation',
  'already_so',
  'already_open',
  'you_blocked_them',
  'newer_messages',
  'cannot_unsend',
  'nothing_to_report',
  'SENDER_RESTRICTED',
  'SENDER_UNDER_AGE',
  'YOUR_SETTING_IS_NO_ONE',
] as const;
export type UnchangedReason = (typeof unchangedReasons)[number];

/** What a person may report another one for. */
export const reportReasons = [
  'harassment',
  'spam',
  'scam',
  'sexual',
  'violence',
  'under-age',
  'other',
] as const;
export type ReportReason = (typeof reportReasons)[number];

/** Why an account command was refused. Stable for ever. */
export const accountReasons = [
  'ALREADY_REGISTERED',
  'NO_SUCH_ACCOUNT',
  'ACCOUNT_DELETED',
  'INVALID_BIRTH_DATE',
  'PHONE_RECENTLY_USED',
  'CANNOT_FOLLOW_SELF',
  'FOLLOWEE_UNKNOWN',
] as const;
export type AccountReason = (typeof accountReasons)[number];

/** What becomes of a record that cannot be understood or decided: a closed list. */
export const deadLetterReasons = [
  'NOT_UTF8',
  'NOT_JSON',
  'BAD_SCHEMA',
  'TOO_LARGE',
  'TOO_DEEP',
  'UNKNOWN_TYPE',
  'UNKNOWN_VERSION',
  'WRONG_KEY',
  'BAD_SIGNATURE',
  'UNKNOWN_ISSUER',
  'EXPIRED',
  'FUTURE',
  'ID_REUSED',
  'STREAM_CLOSED',
  'NO_HANDLER',
  'INTERNAL',
  'QUARANTINED',
] as const;
export type DeadLetterReason = (typeof deadLetterReasons)[number];

/** What each of them means, for operators. */
export const deadLetterSentences: Readonly<Record<DeadLetterReason, string>> = {
  NOT_UTF8: 'The value is not UTF-8.',
  NOT_JSON: 'The value is no JSON object, or there is none.',
  BAD_SCHEMA: 'The message has not the declared shape, or its id is none.',
  TOO_LARGE: 'The record is over the size limit.',
  TOO_DEEP: 'Too many levels, keys or headers.',
  UNKNOWN_TYPE: 'The topic has no message of this name.',
  UNKNOWN_VERSION: 'The record is not of CloudEvents 1.0.',
  WRONG_KEY: 'The key is not the one that follows from the message.',
  BAD_SIGNATURE: 'The signature does not fit.',
  UNKNOWN_ISSUER: 'The issuer is not known, or may not speak for the actor.',
  EXPIRED: 'The command came more than 24 hours after its time of issue.',
  FUTURE: "The command's time of issue lies more than 5 minutes ahead.",
  ID_REUSED: 'The command id is known with other content.',
  STREAM_CLOSED: 'The stream was closed for ever.',
  NO_HANDLER: 'The service hears the topic, but does nothing with this message.',
  INTERNAL: 'Our own code failed; a copy of the command is kept.',
  QUARANTINED: 'The stream is in quarantine; a copy of the command is kept.',
};
