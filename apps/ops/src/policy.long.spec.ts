import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jsonLines, openStack, type Ran, temporaryFolder, vestibule } from './ops.words';

let stack: Awaited<ReturnType<typeof openStack>>;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;

jest.setTimeout(120_000);

beforeAll(async () => {
  stack = await openStack(['gating']);
  folder = await temporaryFolder();
});
afterAll(async () => {
  await stack.close();
  await folder.remove();
});

const run = async (...words: readonly string[]): Promise<Ran> =>
  vestibule([...words, '--stack', stack.stackFile]);

let proposalId = '';

describe('policy', () => {
  test('is the built-in one while nothing is published', async () => {
    const { code, out } = await run('policy', 'ls');
    expect(code).toBe(0);
    expect(out).toMatch(/ 1 +in force +seed +- +- +- +-$/mu);
  });

  test('propose shows what it would change, and asks nothing in a dry run', async () => {
    const words = ['propose', '--preset', 'instagram', '--set', 'request.limit=5', '--dry-run'];
    const { code, out, err } = await run('policy', ...words);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^field +version 1 +proposed$/mu);
    expect(out).toMatch(/^request\.limit +3 +5$/mu);
    expect(out).toMatch(/^placement\.hideAccountsYoungerThanDays +0 +7$/mu);
    expect(await stack.streams.read('policy')).toEqual([]);
  });

  test.each([
    [['--set', 'request.limit=5'], 2, '--operator <name> is missing'],
    [['--set', 'request.limt=5', '--operator', 'nora'], 2, 'there are age.minimumBand, '],
    [['--set', 'request.limit=many', '--operator', 'nora'], 2, '/data/request/limit must be'],
    [['--set', 'request.limit=0', '--operator', 'nora'], 1, 'BELOW_ONE (request.limit): '],
    [['--set', 'request.limit=3', '--operator', 'nora'], 2, 'what version 1 says already'],
    [['--preset', 'nonsense', '--operator', 'nora'], 2, 'there are: seed, tiktok-2025'],
    [['--preset', 'open', '--from', 'soon', '--operator', 'nora'], 2, '2026-12-01T00:00Z'],
    [['--preset', 'open', '--from', '2026-01-01', '--operator', 'nora'], 1, 'EFFECTIVE_TOO_SOON'],
  ] as const)('propose %j is told what is wrong', async (words, exit, told) => {
    const { code, err } = await run('policy', 'propose', ...words);
    expect(code).toBe(exit);
    expect(err).toContain(told);
  });

  test('propose tells the id and what to do next', async () => {
    const words = ['--set', 'request.limit=5', '--set', 'request.links=refuse'];
    const ran = await run('policy', 'propose', ...words, '--operator', 'nora', '--json');
    expect(ran).toMatchObject({ code: 0, err: '' });
    const [document] = jsonLines(ran);
    expect(document).toMatchObject({
      changes: [
        { field: 'request.limit', before: '3', after: '5' },
        { field: 'request.links', before: '"inert"', after: '"refuse"' },
      ],
    });
    proposalId = String(document?.['proposalId']);
    const { out } = await run('policy', 'ls');
    expect(out).toContain(`${proposalId}  seed`);
  });

  test('approve takes the word of another operator only', async () => {
    const own = await run('policy', 'approve', proposalId, '--operator', 'nora');
    expect(own).toMatchObject({ code: 1, out: '' });
    expect(own.err).toContain('SAME_OPERATOR');
    expect(own.err).toContain('vestibule policy approve');
    const { code, out } = await run('policy', 'approve', proposalId, '--operator', 'omar');
    expect(code).toBe(0);
    expect(out).toMatch(/^version 2 is in force from \d{4}-.*Z on$/mu);
  });

  test('show tells it in full, or how it differs', async () => {
    const full = await run('policy', 'show', '2');
    expect(full.out).toMatch(/^request\.limit +5$/mu);
    const { out } = await run('policy', 'show', '2', '--against', 'seed');
    expect(out.trim().split('\n')).toHaveLength(3);
    expect(await run('policy', 'show', '7')).toMatchObject({
      code: 1,
      err: expect.stringContaining('vestibule policy ls'),
    });
  });

  test('retire tells what counts then', async () => {
    const { code, out } = await run('policy', 'retire', '2', '--operator', 'zoe');
    expect(code).toBe(0);
    expect(out).toMatch(/^version 2 counts no longer from .*; version 1 does then$/mu);
    const [known] = jsonLines(await run('policy', 'ls', '--json'));
    expect(known).toMatchObject({
      versions: [{ version: 1 }, { version: 2, publishedBy: 'nora', approvedBy: 'omar' }],
      waiting: [],
    });
  });
});

describe('words', () => {
  test('publish takes a file, and ls tells how long it is but never what it says', async () => {
    const file = join(folder.path, 'banned.txt');
    await writeFile(file, '# phrases\nfree crypto\n\nfree crypto\nbuy followers\n');
    const { code, out } = await run('words', 'publish', 'banned', file, '--operator', 'nora');
    expect(code).toBe(0);
    expect(out).toMatch(/^publication 1: banned has 2 words and 0 allowed ones from .*Z on$/mu);
    const listed = await run('words', 'ls');
    expect(listed.out).toMatch(/ 1 +banned +2 +0 +\d{4}-.* nora$/mu);
    expect(listed.out).not.toContain('crypto');
  });

  test('publish tells which file cannot be read', async () => {
    const words = ['publish', 'banned', 'no-such.txt', '--operator', 'nora'];
    const { code, err } = await run('words', ...words);
    expect(code).toBe(2);
    expect(err).toContain('no-such.txt cannot be read');
  });
});
