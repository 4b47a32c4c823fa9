import { policyEvents } from '@vestibule/contracts';
import type { PolicyEvent } from '@vestibule/domain';
import { type HostEvent, type RecordedEvent, type Said, say } from '@vestibule/service';

type Event = RecordedEvent<PolicyEvent | HostEvent>;

const key = 'policy';

/** What every event says about the command that it answers. */
const told = (data: PolicyEvent['data']) => {
  const { atMs, commandId, issuedAtMs, operator, soonestAtMs } = data;
  return { atMs, commandId, issuedAtMs, operator, soonestAtMs };
};

/** Event → contract message. */
export const outbound = ({ type, data }: Event): readonly Said[] => {
  switch (type) {
    case 'PolicyProposed': {
      const { preset, data: policy, effectiveAtMs } = data;
      const proposed = { preset, data: policy, effectiveAtMs };
      return [say(policyEvents, type, { key, data: { ...told(data), ...proposed } })];
    }
    case 'PolicyPublished': {
      const { proposalId, version, preset, effectiveAtMs, data: policy } = data;
      const { publishedBy, approvedBy } = data;
      const published = { proposalId, version, preset, effectiveAtMs, data: policy };
      const by = { publishedBy, approvedBy };
      return [say(policyEvents, type, { key, data: { ...told(data), ...published, ...by } })];
    }
    case 'PolicyRetired': {
      const { version, effectiveAtMs } = data;
      return [say(policyEvents, type, { key, data: { ...told(data), version, effectiveAtMs } })];
    }
    case 'WordsPublished': {
      const { listId, version, words, allow, effectiveAtMs } = data;
      const list = { listId, version, words, allow, effectiveAtMs };
      return [say(policyEvents, type, { key, data: { ...told(data), ...list } })];
    }
    case 'PolicyCommandRefused': {
      const { command, reason, field } = data;
      return [say(policyEvents, type, { key, data: { ...told(data), command, reason, field } })];
    }
    case 'CommandFailed':
      return [say(policyEvents, type, { key, data })];
    case 'Quarantined':
      return [say(policyEvents, type, { key, data })];
    case 'QuarantineLifted':
      return [say(policyEvents, type, { key, data })];
  }
};
