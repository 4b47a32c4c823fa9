import type { PublicCode } from '@vestibule/contracts';
import type { RefusalReason, SilentReason, UnchangedReason } from '@vestibule/domain';

/** From inner reasons to what a sender may know: a new reason without a row does not compile. */
// prettier-ignore
export const codeOf: Readonly<Record<RefusalReason | SilentReason, PublicCode>> = {
  SENDER_NOT_ACTIVE:           'SENDER_RESTRICTED',
  SENDER_UNDER_AGE:            'SENDER_UNDER_AGE',
  PHONE_REQUIRED:              'PHONE_REQUIRED',
  YOUR_SETTING_IS_NO_ONE:      'YOUR_SETTING_IS_NO_ONE',
  YOU_BLOCKED_THEM:            'YOU_BLOCKED_THEM',
  REQUEST_LIMIT_REACHED:       'REQUEST_LIMIT_REACHED',
  REPLY_WINDOW_CLOSED:         'REPLY_WINDOW_CLOSED',
  VOLUME_SHORT:                'SLOW_DOWN',
  VOLUME_LONG:                 'DAILY_LIMIT_REACHED',
  MESSAGE_EMPTY:               'MESSAGE_EMPTY',
  MESSAGE_TOO_LONG:            'MESSAGE_TOO_LONG',
  MEDIA_NOT_ALLOWED_YET:       'MEDIA_NOT_ALLOWED_YET',
  LINKS_NOT_ALLOWED_YET:       'LINKS_NOT_ALLOWED_YET',
  RECIPIENT_UNKNOWN:           'NOT_ACCEPTING_MESSAGES',
  RECIPIENT_NOT_ACTIVE:        'NOT_ACCEPTING_MESSAGES',
  RECIPIENT_UNDER_AGE:         'NOT_ACCEPTING_MESSAGES',
  RECIPIENT_TAKES_NONE:        'NOT_ACCEPTING_MESSAGES',
  RECIPIENT_TAKES_NO_BUSINESS: 'NOT_ACCEPTING_MESSAGES',
  RECIPIENT_IS_TEEN:           'NOT_ACCEPTING_MESSAGES',
  RECIPIENT_TAKES_FRIENDS:     'NOT_ACCEPTING_MESSAGES',
  RECIPIENT_TAKES_CONTACTED:   'NOT_ACCEPTING_MESSAGES',
  SENDER_DOES_NOT_FOLLOW:      'NOT_ACCEPTING_MESSAGES',
  CONTENT_NOT_ALLOWED:         'CONTENT_NOT_ALLOWED',
  BLOCKED_BY_RECIPIENT:        'NOT_ACCEPTING_MESSAGES',
  DECLINED:                    'NOT_ACCEPTING_MESSAGES',
  LAPSED:                      'NOT_ACCEPTING_MESSAGES',
  OVER_THE_CAP:                'NOT_ACCEPTING_MESSAGES',
  FORM_NOT_FOR_REQUESTS:       'NOT_ACCEPTING_MESSAGES',
  NOT_ADMITTED:                'NOT_ACCEPTING_MESSAGES',
};

/** The same for commands that changed nothing. */
// prettier-ignore
export const unchangedCodeOf: Readonly<Record<UnchangedReason, PublicCode>> = {
  no_request:             'NO_REQUEST',
  no_conversation:        'NO_CONVERSATION',
  already_so:             'ALREADY_SO',
  already_open:           'ALREADY_OPEN',
  you_blocked_them:       'YOU_BLOCKED_THEM',
  newer_messages:         'NEWER_MESSAGES',
  cannot_unsend:          'CANNOT_UNSEND',
  nothing_to_report:      'NOTHING_TO_REPORT',
  SENDER_RESTRICTED:      'SENDER_RESTRICTED',
  SENDER_UNDER_AGE:       'SENDER_UNDER_AGE',
  YOUR_SETTING_IS_NO_ONE: 'YOUR_SETTING_IS_NO_ONE',
};
