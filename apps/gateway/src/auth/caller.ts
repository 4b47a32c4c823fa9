import { type ExecutionContext, createParamDecorator, SetMetadata } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import type { Caller } from './tokens';

export type CalledRequest = IncomingMessage & {
  readonly query: Readonly<Record<string, unknown>>;
  caller?: Caller;
};

export const openMark = 'vestibule:open';
export const queryTokenMark = 'vestibule:query-token';

/** Needs no token. */
export const Open = () => SetMetadata(openMark, true);

/** Takes `?access_token=` too, for clients that cannot set a header. */
export const TokenInQuery = () => SetMetadata(queryTokenMark, true);

/** The verified caller; the guard has put it there. */
export const Called = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { caller } = context.switchToHttp().getRequest<CalledRequest>();
  if (!caller) throw new Error('A route without a guard asked who calls.');
  return caller;
});
