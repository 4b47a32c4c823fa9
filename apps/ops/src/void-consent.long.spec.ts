import { randomBytes } from 'node:crypto';
import { conversationIdOf, identityCommands, newCommandId, write } from '@vestibule/contracts';
import { jsonLines, openStack, until, vestibule } from './ops.words';

let stack: Awaited<ReturnType<typeof openStack>>;
let [kim, ann] = ['', ''];

jest.setTimeout(120_000);

beforeAll(async () => {
  stack = await openStack();
  [kim, ann] = [await stack.makePerson(), await stack.makePerson()];
});
afterAll(async () => stack.close());

const run = async (...words: readonly string[]) =>
  vestibule(['account', 'void-consent', ...words, '--stack', stack.stackFile]);

const typesIn = async (stream: string) =>
  (await stack.streams.read(stream)).map(({ type }) => type);

const correct = async (actor: string, birthDate: string): Promise<void> => {
  const nowMs = Date.now();
  const id = newCommandId(nowMs, randomBytes(10));
  const data = { actor, birthDate };
  const about = { type: 'CorrectBirthDate' as const, data, key: actor, id };
  const record = write(identityCommands, { ...about, source: '/ops-test', atMs: nowMs });
  await stack.topics.send([record]);
  await until('the correction', async () => {
    const types = await typesIn(`account-${actor}`);
    return types.includes('BirthDateCorrected') || undefined;
  });
};

test('edge 50: consent is void in every conversation of an account found to be under 16', async () => {
  const pair = `pair-${conversationIdOf(kim, ann)}`;
  await stack.asks([ann, kim], 'SendMessage', { kind: 'text', text: 'hello' });
  await stack.asks([kim, ann], 'AcceptRequest');
  const early = await run(kim, '--operator', 'dana');
  expect([early.code, early.out]).toEqual([2, '']);
  expect(early.err).toContain('is not known to be under 16');

  await correct(kim, `${new Date().getUTCFullYear() - 12}-01-01`);
  const [dry] = await until('the rows', async () => {
    const lines = jsonLines(await run(kim, '--operator', 'dana', '--dry-run', '--json'));
    return lines.length > 0 ? lines : undefined;
  });
  const asked = [{ other: ann, conversationId: conversationIdOf(kim, ann) }];
  expect(dry).toMatchObject({ account: kim, dryRun: true, asked });
  expect(await typesIn(pair)).not.toContain('ConsentVoided');

  const { code, out } = await run(kim, '--operator', 'dana');
  expect([code, out]).toEqual([0, expect.stringContaining('1 conversations: asked')]);
  await until('the end of consent', async () => {
    const types = await typesIn(pair);
    return types.includes('ConsentVoided') || undefined;
  });
  await stack.asks([ann, kim], 'SendMessage', { kind: 'text', text: 'still there?' });
  expect((await stack.streams.read(pair)).at(-1)).toMatchObject({
    type: 'SendRefused',
    data: { reason: 'RECIPIENT_UNDER_AGE' },
  });
});

test('an account that is not there has no conversations to void', async () => {
  const { code, err } = await run('0190aaaa-0000-7000-8000-000000000001', '--operator', 'dana');
  expect(code).toBe(1);
  expect(err).toContain('There is no account');
});
