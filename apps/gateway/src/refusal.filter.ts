import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { CursorError, StatementError } from '@vestibule/views';
import type { Logger } from '@vestibule/service';
import type { ServerResponse } from 'node:http';
import { RefusedError, refusalBody, refusals } from './refusal';

const challenge = 'Bearer realm="vestibule"';
const busyForSeconds = 2;

/** No table or schema yet: identity or delivery has not made it. Class 08 and 57: no connection. */
const isAway = ({ sqlState }: StatementError): boolean =>
  sqlState === null || sqlState === '42P01' || sqlState === '3F000' || /^(08|57)/.test(sqlState);

const typeOf = (error: unknown): unknown => (error as { readonly type?: unknown } | null)?.type;

/** What the door says to an error; undefined for one of our own, which is logged. */
export const refusalFor = (error: unknown): RefusedError | undefined => {
  if (error instanceof RefusedError) return error;
  if (error instanceof CursorError) return new RefusedError('BAD_CURSOR');
  if (error instanceof StatementError && isAway(error)) return new RefusedError('BUSY');
  if (typeOf(error) === 'entity.too.large') return new RefusedError('TOO_LARGE');
  if (typeOf(error) === 'encoding.unsupported') return new RefusedError('JSON_ONLY');
  if (typeOf(error) === 'request.aborted') return new RefusedError('NOT_JSON');
  // Nest's own: no such route, or a path that cannot be decoded.
  if (error instanceof HttpException && error.getStatus() < 500)
    return new RefusedError('NOT_FOUND');
  return undefined;
};

/** Seconds until another try is of use; undefined where that is not a matter of time. */
export const retryAfter = ({ code, about }: RefusedError, nowMs: number): number | undefined => {
  if (about.retryAtMs !== undefined)
    return Math.max(1, Math.ceil((about.retryAtMs - nowMs) / 1_000));
  return code === 'BUSY' ? busyForSeconds : undefined;
};

type Needs = { readonly log: Logger; readonly nowMs: () => number };

/** The one place where errors become answers: never a stack, never a value. */
@Catch()
export class RefusalFilter implements ExceptionFilter {
  constructor(private readonly needs: Needs) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const known = refusalFor(error);
    if (!known) this.needs.log.error({ err: error }, 'a request failed');
    const response = host.switchToHttp().getResponse<ServerResponse>();
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const refusal = known ?? new RefusedError('FAILED');
    const seconds = retryAfter(refusal, this.needs.nowMs());
    if (seconds !== undefined) response.setHeader('retry-after', String(seconds));
    if (refusal.code === 'UNAUTHENTICATED') response.setHeader('www-authenticate', challenge);
    response.statusCode = refusals[refusal.code].status;
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.end(JSON.stringify(refusalBody(refusal)));
  }
}
