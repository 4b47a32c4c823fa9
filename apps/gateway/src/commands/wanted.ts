import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { CalledRequest } from '../auth/caller';
import { countIn } from '../query';
import { type BodiedRequest, bodyOf } from './body';

/** A command as it was asked for over HTTP. */
export type WantedCommand = {
  readonly type: string;
  readonly actor: string;
  /** The `Idempotency-Key`, if there is one. */
  readonly commandId: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
  readonly waitMs: number;
};

type AskingRequest = CalledRequest &
  BodiedRequest & { readonly params: Readonly<Record<string, string>> };

const waitMs = { min: 0, max: 30_000, fallback: 5_000 };

/** The header; sent twice it has a comma, and so is no id. */
const keyIn = ({ headers }: AskingRequest): string | undefined => {
  const key = headers['idempotency-key'];
  return Array.isArray(key) ? key.join(', ') : key;
};

/** What the request asks for, its body read. */
export const Wanted = createParamDecorator(
  (_: unknown, context: ExecutionContext): WantedCommand => {
    const request = context.switchToHttp().getRequest<AskingRequest>();
    return {
      type: request.params['type'] ?? '',
      actor: request.caller?.accountId ?? '',
      commandId: keyIn(request),
      body: bodyOf(request),
      waitMs: countIn(request.query['waitMs'], 'waitMs', waitMs),
    };
  },
);
