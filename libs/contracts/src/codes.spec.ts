import { limitNotice, notKeptNotice, publicCodes, recipientNotice, textOf } from './codes';

describe('the limit is told', () => {
  test('to the sender in the exact words', () => {
    const words = 'You can send up to 3 messages until this user accepts your message request.';
    expect(limitNotice(3)).toBe(words);
    expect(textOf('REQUEST_LIMIT_REACHED', { limit: 3 })).toBe(words);
  });

  test('to the recipient in the exact words', () => {
    expect(recipientNotice(3)).toBe('account can send you up to 3 messages before you accept.');
  });

  test('with the number in force, and one message in the singular', () => {
    expect(limitNotice(5)).toMatch('up to 5 messages until');
    expect(limitNotice(1)).toMatch('up to 1 message until');
    expect(recipientNotice(1)).toMatch('up to 1 message before');
  });
});

test('edge 90: what was not kept is told in the exact words', () => {
  expect(notKeptNotice).toBe('Messages sent after you declined were not kept for you.');
});

describe('a public code', () => {
  test('has a text unless the client just shows the view', () => {
    const silent = publicCodes.filter((code) => textOf(code, { limit: 3 }) === null);
    expect(silent).toEqual(['ALREADY_SO', 'ALREADY_OPEN']);
  });

  test('names the age in force', () => {
    expect(textOf('SENDER_UNDER_AGE', { limit: 3 })).toBe(
      'You need to be 16 or older to use messages.',
    );
    expect(textOf('SENDER_UNDER_AGE', { limit: 3, minimumAge: 18 })).toMatch('18 or older');
  });

  test('is one of a closed list with fixed texts', () => {
    const texts = publicCodes.map((code) => [code, textOf(code, { limit: 3 })]);
    expect(Object.fromEntries(texts)).toMatchInlineSnapshot(`
     {
       "ALREADY_OPEN": null,
       "ALREADY_SO": null,
       "CANNOT_UNSEND": "This message can't be unsent.",
       "CONTENT_NOT_ALLOWED": "This message goes against our guidelines.",
       "DAILY_LIMIT_REACHED": "You've reached your limit for new messages. Try again later.",
       "FAILED": "Something went wrong. Please try again.",
       "INVALID_RECIPIENT": "You can't message yourself.",
       "LINKS_NOT_ALLOWED_YET": "You can send links once your request is accepted.",
       "MEDIA_NOT_ALLOWED_YET": "You can send photos and videos once your request is accepted.",
       "MESSAGE_EMPTY": "Write something first.",
       "MESSAGE_TOO_LONG": "This message is too long.",
       "NEWER_MESSAGES": "There are newer messages you haven't seen.",
       "NOTHING_TO_REPORT": "There's nothing to report here.",
       "NOT_ACCEPTING_MESSAGES": "This account isn't accepting messages from you.",
       "NO_CONVERSATION": "There's nothing to answer here.",
       "NO_REQUEST": "There's nothing to answer here.",
       "PHONE_REQUIRED": "Add a phone number to send messages.",
       "REPLY_WINDOW_CLOSED": "You can write again when this person writes to you.",
       "REQUEST_LIMIT_REACHED": "You can send up to 3 messages until this user accepts your message request.",
       "SENDER_RESTRICTED": "Your account can't send messages right now.",
       "SENDER_UNDER_AGE": "You need to be 16 or older to use messages.",
       "SLOW_DOWN": "You're sending too fast. Try again later.",
       "YOUR_SETTING_IS_NO_ONE": "Your message setting is "No one". Change it to send messages.",
       "YOU_BLOCKED_THEM": "You blocked this account. Unblock it first.",
     }
    `);
  });
});
