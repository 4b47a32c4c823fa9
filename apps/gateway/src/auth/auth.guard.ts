import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import { RefusedError } from '../refusal';
import { type CalledRequest, openMark, queryTokenMark } from './caller';
import type { Tokens } from './tokens';

const bearer = /^Bearer ([\w.~+/-]+=*)$/i;

const tokenIn = ({ headers, query }: CalledRequest, isInQuery: boolean): string => {
  const inHeader = bearer.exec(headers.authorization ?? '')?.[1];
  const asked = query['access_token'];
  const token = inHeader ?? (isInQuery && typeof asked === 'string' ? asked : undefined);
  if (token === undefined) throw new RefusedError('UNAUTHENTICATED');
  return token;
};

/** Nobody passes without a token whose subject is the acting account, but where a route is open. */
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: Tokens,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const marked = (mark: string) =>
      this.reflector.get<boolean>(mark, context.getHandler()) ?? false;
    if (marked(openMark)) return true;
    const request = context.switchToHttp().getRequest<CalledRequest>();
    request.caller = await this.tokens.callerOf(tokenIn(request, marked(queryTokenMark)));
    return true;
  }
}
