/** What a person may be told: a closed list. The code is the contract, the text its English. */
export const publicCodes = [
  'REQUEST_LIMIT_REACHED',
  'NOT_ACCEPTING_MESSAGES',
  'SENDER_RESTRICTED',
  'SENDER_UNDER_AGE',
  'PHONE_REQUIRED',
  'YOUR_SETTING_IS_NO_ONE',
  'YOU_BLOCKED_THEM',
  'REPLY_WINDOW_CLOSED',
  'SLOW_DOWN',
  'DAILY_LIMIT_REACHED',
  'MESSAGE_EMPTY',
  'MESSAGE_TOO_LONG',
  'MEDIA_NOT_ALLOWED_YET',
  'LINKS_NOT_ALLOWED_YET',
  'CONTENT_NOT_ALLOWED',
  'NO_REQUEST',
  'NO_CONVERSATION',
  'ALREADY_SO',
  'ALREADY_OPEN',
  'NEWER_MESSAGES',
  'CANNOT_UNSEND',
  'NOTHING_TO_REPORT',
  'INVALID_RECIPIENT',
  'FAILED',
] as const;
export type PublicCode = (typeof publicCodes)[number];

/** The numbers in force that stand in some texts; a text without its number is none. */
export type CodeNumbers = {
  /** How many messages may be sent before the other person accepts. */
  readonly limit?: number | undefined;
  /** The youngest age, in years, that may use messages; 16 unless told. */
  readonly minimumAge?: number | undefined;
};

const messages = (limit: number): string => `${limit} ${limit === 1 ? 'message' : 'messages'}`;

/** What the sender is told with the send that reaches the limit, and with every refusal after it. */
export const limitNotice = (limit: number): string =>
  `You can send up to ${messages(limit)} until this user accepts your message request.`;

/** What stands on a request, behind the sender's name. */
export const recipientNotice = (limit: number): string =>
  `account can send you up to ${messages(limit)} before you accept.`;

/** What a recipient, and nobody else, reads where a request was accepted from the declined list. */
export const notKeptNotice = 'Messages sent after you declined were not kept for you.';

const texts: Readonly<Record<PublicCode, string | null>> = {
  REQUEST_LIMIT_REACHED: null,
  NOT_ACCEPTING_MESSAGES: "This account isn't accepting messages from you.",
  SENDER_RESTRICTED: "Your account can't send messages right now.",
  SENDER_UNDER_AGE: null,
  PHONE_REQUIRED: 'Add a phone number to send messages.',
  YOUR_SETTING_IS_NO_ONE: 'Your message setting is "No one". Change it to send messages.',
  YOU_BLOCKED_THEM: 'You blocked this account. Unblock it first.',
  REPLY_WINDOW_CLOSED: 'You can write again when this person writes to you.',
  SLOW_DOWN: "You're sending too fast. Try again later.",
  DAILY_LIMIT_REACHED: "You've reached your limit for new messages. Try again later.",
  MESSAGE_EMPTY: 'Write something first.',
  MESSAGE_TOO_LONG: 'This message is too long.',
  MEDIA_NOT_ALLOWED_YET: 'You can send photos and videos once your request is accepted.',
  LINKS_NOT_ALLOWED_YET: 'You can send links once your request is accepted.',
  CONTENT_NOT_ALLOWED: 'This message goes against our guidelines.',
  NO_REQUEST: "There's nothing to answer here.",
  NO_CONVERSATION: "There's nothing to answer here.",
  ALREADY_SO: null,
  ALREADY_OPEN: null,
  NEWER_MESSAGES: "There are newer messages you haven't seen.",
  CANNOT_UNSEND: "This message can't be unsent.",
  NOTHING_TO_REPORT: "There's nothing to report here.",
  INVALID_RECIPIENT: "You can't message yourself.",
  FAILED: 'Something went wrong. Please try again.',
};

/** The English text of a code; null where the client just shows the view. */
export const textOf = (
  code: PublicCode,
  { limit, minimumAge = 16 }: CodeNumbers = {},
): string | null => {
  if (code === 'REQUEST_LIMIT_REACHED') return limit === undefined ? null : limitNotice(limit);
  if (code === 'SENDER_UNDER_AGE') return `You need to be ${minimumAge} or older to use messages.`;
  return texts[code];
};
