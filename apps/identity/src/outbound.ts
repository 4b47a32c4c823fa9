import { identityEvents } from '@vestibule/contracts';
import type { AccountEvent } from '@vestibule/domain';
import { type HostEvent, type RecordedEvent, type Said, say } from '@vestibule/service';

type Event = RecordedEvent<AccountEvent | HostEvent>;
type Told = Extract<AccountEvent['data'], { readonly commandId: string }>;

/** What an outcome says: which command it answers, and whose account it is. */
const told = ({ atMs, commandId, issuedAtMs, accountId }: Told) => ({
  atMs,
  commandId,
  issuedAtMs,
  accountId,
});

/** Event → contract message. Birth dates and phone keys never leave this service. */
export const outbound = ({ stream, type, data }: Event): readonly Said[] => {
  const key = stream.slice('account-'.length);
  switch (type) {
    case 'AccountRegistered': {
      const { name, region, setting } = data;
      return [say(identityEvents, type, { key, data: { ...told(data), name, region, setting } })];
    }
    case 'PhoneConfirmed':
    case 'PhoneRemoved':
    case 'AccountDeleted':
      return [say(identityEvents, type, { key, data: told(data) })];
    case 'SettingsChanged': {
      const { setting, receipts, takesBusiness } = data;
      const settings = { setting, receipts, takesBusiness };
      return [say(identityEvents, type, { key, data: { ...told(data), ...settings } })];
    }
    case 'Followed': {
      const { other, sinceAtMs, facts } = data;
      return [say(identityEvents, type, { key, data: { ...told(data), other, sinceAtMs, facts } })];
    }
    case 'Unfollowed':
      return [say(identityEvents, type, { key, data: { ...told(data), other: data.other } })];
    case 'VerificationSet': {
      const { business } = data;
      return [say(identityEvents, type, { key, data: { ...told(data), business } })];
    }
    case 'StandingSet': {
      const { standing } = data;
      return [say(identityEvents, type, { key, data: { ...told(data), standing } })];
    }
    case 'BirthDateCorrected': {
      const { band, setting } = data;
      return [say(identityEvents, type, { key, data: { ...told(data), band, setting } })];
    }
    case 'AgeBandReached': {
      const { atMs, accountId, band } = data;
      return [say(identityEvents, type, { key, data: { atMs, accountId, band } })];
    }
    case 'PhoneForgotten':
      return [];
    case 'AccountUnchanged':
      return [say(identityEvents, type, { key, data: { ...told(data), command: data.command } })];
    case 'AccountCommandRefused': {
      const { command, reason } = data;
      return [say(identityEvents, type, { key, data: { ...told(data), command, reason } })];
    }
    case 'CommandFailed':
      return [say(identityEvents, type, { key, data })];
    case 'Quarantined':
      return [say(identityEvents, type, { key, data })];
    case 'QuarantineLifted':
      return [say(identityEvents, type, { key, data })];
  }
};
