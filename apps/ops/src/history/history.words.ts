import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Message } from '@vestibule/decider';
import type { Recorded } from '@vestibule/streams';

const histories = join(__dirname, '../../../../libs/domain/histories');

/** Events as the store gives them back. */
export const recorded = (...events: readonly Message[]): readonly Recorded[] =>
  events.map(({ type, data }, revision) => ({
    id: `event-${revision}`,
    type,
    data,
    metadata: { $correlationId: 'c', $causationId: 'c', commandId: `command-${revision}` },
    stream: 'pair-p',
    revision,
    position: String(revision),
  }));

/** A history that the domain keeps for ever, append by append. */
export const keptAppends = (name: string): readonly (readonly Message[])[] =>
  readFileSync(join(histories, `${name}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Message[]);

export const kept = (name: string): readonly Message[] => keptAppends(name).flat();

const policyVersion = 1;
const about = { atMs: 1_750_000_000_000, policyVersion };
const facts = { actor: { version: 1 }, other: { version: 1 } };
const asked = (commandId: string, [actor, other] = ['ann', 'bob'], command = 'SendMessage') => ({
  command,
  commandId,
  actor,
  other,
  facts,
  kind: 'text',
  automated: false,
});

export const sent = (id: string, used: number | null): Message => ({
  type: 'MessageSent',
  data: {
    ...about,
    asked: asked(id),
    view: 'pending',
    from: 'ann',
    to: 'bob',
    body: { text: `words of ${id}`, attachment: null },
    consents: true,
    used,
    limit: 3,
    waiting: used,
  },
});

export const declined = (by = 'bob', to = 'ann'): Message => ({
  type: 'RequestDeclined',
  data: {
    ...about,
    asked: asked('d', [by, to], 'DeclineRequest'),
    view: 'declined',
    by,
    to,
    how: 'decline',
    bulkId: null,
  },
});

export const suppressed = (id: string): Message => ({
  type: 'MessageSuppressed',
  data: { ...sent(id, 2).data, waiting: null, why: 'DECLINED' },
});

export const refused = (id: string, retryAtMs: number | null = null): Message => ({
  type: 'SendRefused',
  data: {
    ...about,
    asked: asked(id),
    view: 'pending',
    from: 'ann',
    to: 'bob',
    reason: 'REQUEST_LIMIT_REACHED',
    used: 3,
    limit: 3,
    retryAtMs,
  },
});

export const failed: Message = {
  type: 'CommandFailed',
  data: {
    atMs: 1_750_000_000_000,
    commandId: 'f',
    command: 'SendMessage',
    actor: 'ann',
    other: 'bob',
  },
};

export const quarantined: Message = {
  type: 'Quarantined',
  data: { atMs: 1_750_000_000_000, reason: 'it \u001b[2J does not fold' },
};
