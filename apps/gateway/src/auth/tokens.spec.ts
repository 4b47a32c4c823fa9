import { SignJWT } from 'jose';
import { ann, codeOf, issuer, nowMs } from '../gateway.words';
import { type Tokens, tokens } from './tokens';

describe('tokens of one issuer', () => {
  let theirs: Awaited<ReturnType<typeof issuer>>;
  let taken: Tokens;

  const takenFrom = ({ keys }: Pick<typeof theirs, 'keys'>): Tokens =>
    tokens({
      keys: { type: 'file', keys },
      issuer: 'issuer',
      audience: 'vestibule',
      nowMs: () => nowMs,
      onTrouble: () => {},
    });

  beforeAll(async () => {
    theirs = await issuer();
    taken = takenFrom(theirs);
  });

  test('name the account that calls, and when the token ends', async () => {
    expect(await taken.callerOf(await theirs.token())).toEqual({
      accountId: ann,
      expiresAtMs: nowMs + 60_000,
    });
  });

  test.each(['ES256', 'RS256'])('are taken with %s too', async (algorithm) => {
    const other = await issuer(algorithm);
    expect(await takenFrom(other).callerOf(await other.token())).toMatchObject({ accountId: ann });
  });

  test.each([
    ['an account id in upper case', { sub: ann.toUpperCase() }],
    ['a subject that is no account id', { sub: 'ann' }],
    ['another audience', { aud: 'elsewhere' }],
    ['another issuer', { iss: 'somebody' }],
  ])('are refused with %s', async (_, claims) => {
    const token = await theirs.token(claims);
    expect(await codeOf(async () => taken.callerOf(token))).toBe('UNAUTHENTICATED');
  });

  test('are refused once they have ended, but for a few seconds of clock difference', async () => {
    const lately = await theirs.token({}, nowMs - 3_000);
    expect(await taken.callerOf(lately)).toMatchObject({ accountId: ann });
    const ended = await theirs.token({}, nowMs - 10_000);
    expect(await codeOf(async () => taken.callerOf(ended))).toBe('UNAUTHENTICATED');
  });

  test('are refused without an end', async () => {
    const token = await theirs.token({}, 0);
    expect(await codeOf(async () => taken.callerOf(token))).toBe('UNAUTHENTICATED');
  });

  test('are refused when somebody else has signed them', async () => {
    const token = await (await issuer()).token();
    expect(await codeOf(async () => taken.callerOf(token))).toBe('UNAUTHENTICATED');
  });

  test('are refused when the public key was used as a shared secret, or nothing was signed', async () => {
    const claims = { sub: ann, aud: 'vestibule', iss: 'issuer', exp: nowMs / 1_000 + 60 };
    const secret = Buffer.from(JSON.stringify(theirs.keys.keys[0]));
    const shared = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(secret);
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const unsigned = `${part({ alg: 'none' })}.${part(claims)}.`;
    expect(await codeOf(async () => taken.callerOf(shared))).toBe('UNAUTHENTICATED');
    expect(await codeOf(async () => taken.callerOf(unsigned))).toBe('UNAUTHENTICATED');
  });
});
