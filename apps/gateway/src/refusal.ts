import { type PublicCode, textOf } from '@vestibule/contracts';

const publicText = (code: PublicCode): string => textOf(code, { limit: 1 }) ?? code;

/** Every way in which the door says no: a closed list. The code is the contract, the text its English. */
// prettier-ignore
export const refusals = {
  BAD_SCHEMA:        { status: 400, text: 'The request has not the declared shape.' },
  NOT_JSON:          { status: 400, text: 'The body is no JSON object.' },
  NOT_UTF8:          { status: 400, text: 'The body is not UTF-8.' },
  TOO_DEEP:          { status: 400, text: 'The body has too many levels or keys.' },
  BAD_CURSOR:        { status: 400, text: 'This is no page that was ever told.' },
  INVALID_RECIPIENT: { status: 400, text: publicText('INVALID_RECIPIENT') },
  EXPIRED:           { status: 400, text: 'The Idempotency-Key is too old to be asked with.' },
  FUTURE:            { status: 400, text: 'The Idempotency-Key lies ahead of the clock.' },
  UNAUTHENTICATED:   { status: 401, text: 'A valid token is needed.' },
  ACTOR_MISMATCH:    { status: 403, text: 'Nobody acts for another account.' },
  NOT_FOUND:         { status: 404, text: 'There is nothing here.' },
  UNKNOWN_TYPE:      { status: 404, text: 'No command of this name can be asked here.' },
  ID_REUSED:         { status: 409, text: 'This Idempotency-Key belongs to another command.' },
  TOO_LARGE:         { status: 413, text: 'The body is over 32 KiB.' },
  JSON_ONLY:         { status: 415, text: 'The body must be plain application/json.' },
  SLOW_DOWN:         { status: 429, text: publicText('SLOW_DOWN') },
  FAILED:            { status: 500, text: publicText('FAILED') },
  BUSY:              { status: 503, text: 'Busy at the moment. Try again in a few seconds.' },
} as const satisfies Readonly<Record<string, { readonly status: number; readonly text: string }>>;

export type RefusalCode = keyof typeof refusals;

export type RefusalAbout = {
  /** Names places and rules, never content. */
  readonly detail?: string;
  readonly retryAtMs?: number;
  /** The command that was meant, so that it can be asked about or repeated. */
  readonly commandId?: string;
};

/** The door says no; nothing was accepted unless `commandId` tells which command it may have been. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';

  constructor(
    readonly code: RefusalCode,
    readonly about: RefusalAbout = {},
  ) {
    super(about.detail === undefined ? code : `${code}: ${about.detail}`);
  }
}

/** What a caller reads. */
export type RefusalBody = RefusalAbout & { readonly code: RefusalCode; readonly text: string };

/** The body of a refusal. */
export const refusalBody = ({ code, about }: RefusedError): RefusalBody => ({
  code,
  text: refusals[code].text,
  ...about,
});
