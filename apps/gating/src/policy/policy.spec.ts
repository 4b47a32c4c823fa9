import { type MessageOn, type policyCommands, policyEvents } from '@vestibule/contracts';
import { presets } from '@vestibule/domain';
import { type Heard, messagesOn, preparing, rehearsal } from '@vestibule/service';
import { soonest } from './inbound';
import { policy } from './policy';

type Command = Heard<MessageOn<typeof policyCommands>>;

const issuedAtMs = 1_790_000_000_000;
const soonestAtMs = issuedAtMs + 60_100;
const commandId = (n: number): string => `01a0c450-6c00-7000-8000-${String(n).padStart(12, '0')}`;
const { version: _version, preset, effectiveAtMs: _from, ...data } = presets.instagram;

const heard = (n: number, type: string, asked: object): Command =>
  ({
    topic: 'policy.commands.v1',
    type,
    key: 'policy',
    id: commandId(n),
    timestampMs: issuedAtMs + 40,
    data: asked,
  }) as Command;

const life: readonly Command[] = [
  heard(1, 'ProposePolicy', { operator: 'nora', preset, data }),
  heard(2, 'ApprovePolicy', { operator: 'nora', proposalId: commandId(1) }),
  heard(3, 'ApprovePolicy', { operator: 'omar', proposalId: commandId(1) }),
  heard(4, 'RetirePolicy', { operator: 'omar', version: 2 }),
  heard(5, 'PublishWords', { operator: 'nora', listId: 'banned', words: ['spam'], allow: [] }),
];

const said = () => {
  const service = rehearsal(policy, { soonestAtMs });
  return messagesOn(
    policyEvents,
    life.flatMap((command) => service.hear(command)),
  );
};

test('each command is answered by one event on the topic, which names it', () => {
  const answers = said();
  expect(answers.map(({ type }) => type)).toEqual([
    'PolicyProposed',
    'PolicyCommandRefused',
    'PolicyPublished',
    'PolicyRetired',
    'WordsPublished',
  ]);
  expect(answers.map(({ data: answer }) => 'commandId' in answer && answer.commandId)).toEqual(
    life.map(({ id }) => id),
  );
  expect(answers.every(({ key }) => key === 'policy')).toBe(true);
});

test('an event says all that the version is, and by whom', () => {
  expect(said()[2]?.data).toEqual({
    atMs: issuedAtMs + 40,
    commandId: commandId(3),
    issuedAtMs,
    operator: 'omar',
    soonestAtMs,
    proposalId: commandId(1),
    version: 2,
    preset: 'instagram',
    effectiveAtMs: soonestAtMs,
    data,
    publishedBy: 'nora',
    approvedBy: 'omar',
  });
});

test('the lead counts from the clock of the host that decides, however late the command comes', async () => {
  expect(await soonest(life, preparing(issuedAtMs + 5_000))).toEqual({
    soonestAtMs: issuedAtMs + 65_000,
  });
});
