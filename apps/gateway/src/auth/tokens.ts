import { createLocalJWKSet, createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import type { GatewayConfig } from '../config';
import { RefusedError } from '../refusal';

/** Who calls: the account that a verified token names. */
export type Caller = { readonly accountId: string; readonly expiresAtMs: number };

export type Tokens = {
  /** Refuses with UNAUTHENTICATED; with BUSY when the issuer's keys cannot be had. */
  readonly callerOf: (token: string) => Promise<Caller>;
};

/** Signatures only: a shared secret or `none` is never taken. */
const algorithms = ['EdDSA', 'ES256', 'RS256'];
const clockToleranceSeconds = 5;
const accountId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The keys could not be fetched or are none: no fault of the caller's. */
const isIssuerAway = (error: unknown): boolean =>
  !(error instanceof errors.JOSEError) ||
  error instanceof errors.JWKSTimeout ||
  error instanceof errors.JWKSInvalid ||
  error.code === 'ERR_JOSE_GENERIC';

const callerIn = ({ sub, exp }: JWTPayload): Caller => {
  if (sub === undefined || exp === undefined || !accountId.test(sub))
    throw new RefusedError('UNAUTHENTICATED', { detail: 'the subject is no account id' });
  return { accountId: sub, expiresAtMs: exp * 1_000 };
};

type Needs = Pick<GatewayConfig, 'keys' | 'issuer' | 'audience'> & {
  readonly nowMs: () => number;
  readonly onTrouble: (error: unknown) => void;
};

/** Verifies tokens with the keys of one issuer. Remote keys are cached, and fetched again by need. */
export const tokens = ({ keys, issuer, audience, nowMs, onTrouble }: Needs): Tokens => {
  const found = keys.type === 'url' ? createRemoteJWKSet(keys.url) : createLocalJWKSet(keys.keys);

  const verified = async (token: string): Promise<JWTPayload> => {
    const { payload } = await jwtVerify(token, found, {
      algorithms,
      issuer,
      audience,
      clockTolerance: clockToleranceSeconds,
      requiredClaims: ['sub', 'exp'],
      currentDate: new Date(nowMs()),
    });
    return payload;
  };

  return {
    callerOf: async (token) => {
      try {
        return callerIn(await verified(token));
      } catch (error) {
        if (error instanceof RefusedError) throw error;
        if (!isIssuerAway(error)) throw new RefusedError('UNAUTHENTICATED');
        onTrouble(error);
        throw new RefusedError('BUSY', { detail: "the issuer's keys cannot be had" });
      }
    },
  };
};
