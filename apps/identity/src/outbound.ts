import { identityEvents } from '@vestibule/contracts';
import type { AccountEvent } from '@vestibule/domain';
import { type HostEvent, type RecordedEvent, type Said, say } from '@vestibule/service';

type Event = RecordedEvent<AccountEvent | HostEvent>;

/** Event → contract message. Birth dates and phone keys never leave this service. */
export const outbound = (event: Event): readonly Said[] => {
  const key = event.stream.slice('account-'.length);
  const { type, data } = event;
  switch (type) {
    case 'AccountRegistered': {
      const { atMs, commandId, issuedAtMs, accountId, name, region, setting } = data;
      const told = { atMs, commandId, issuedAtMs, accountId, name, region, setting };
      return [say(identityEvents, type, { key, data: told })];
    }
    case 'PhoneConfirmed': {
      const { atMs, commandId, issuedAtMs, accountId } = data;
      return [say(identityEvents, type, { key, data: { atMs, commandId, issuedAtMs, accountId } })];
    }
    case 'PhoneRemoved':
    case 'AccountDeleted':
      return [say(identityEvents, type, { key, data })];
    case 'SettingsChanged':
      return [say(identityEvents, type, { key, data })];
    case 'Followed':
      return [say(identityEvents, type, { key, data })];
    case 'Unfollowed':
      return [say(identityEvents, type, { key, data })];
    case 'VerificationSet':
      return [say(identityEvents, type, { key, data })];
    case 'StandingSet':
      return [say(identityEvents, type, { key, data })];
    case 'AccountUnchanged':
      return [say(identityEvents, type, { key, data })];
    case 'AccountCommandRefused':
      return [say(identityEvents, type, { key, data })];
    case 'CommandFailed':
      return [say(identityEvents, type, { key, data })];
    case 'Quarantined':
      return [say(identityEvents, type, { key, data })];
    case 'QuarantineLifted':
      return [say(identityEvents, type, { key, data })];
  }
};
