import { days } from './days';
import { hostEvents } from './host-events';
import {
  AccountReported,
  ConsentImported,
  ConsentVoided,
  MessageRemoved,
  MessageUnsent,
} from './gating-acts';
import { MessageSent, MessageSuppressed, SendRefused } from './gating-sends';
import {
  ConsentRevoked,
  RequestAccepted,
  RequestDeclined,
  RequestExpired,
  RequestRestored,
  RequestRetried,
  RequestWithdrawn,
  WelcomeShown,
} from './gating-requests';
import { AccountBlocked, AccountUnblocked, NothingChanged } from './gating-blocks';
import { topic } from './topic';

/**
 * Everything decided about pairs, with true reasons and with all that it was judged by: a store
 * that was lost can be filled from it again. Restricted: never shown to people.
 */
export const gatingEvents = topic({
  name: 'gating.events.v1',
  key: 'conversation',
  writers: ['gating'],
  readers: ['delivery', 'safety'],
  audience: 'restricted',
  partitions: 12,
  retentionMs: days(30),
  logAppendTime: false,
  strict: false,
  coordinates: true,
  messages: {
    MessageSent,
    MessageSuppressed,
    SendRefused,
    RequestAccepted,
    WelcomeShown,
    RequestDeclined,
    RequestRestored,
    RequestWithdrawn,
    RequestExpired,
    RequestRetried,
    ConsentRevoked,
    AccountBlocked,
    AccountUnblocked,
    MessageUnsent,
    MessageRemoved,
    AccountReported,
    ConsentVoided,
    ConsentImported,
    NothingChanged,
    ...hostEvents,
  },
});
