import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { inspect, type Matcher } from '@vestibule/content';
import { messageKinds, newCommandId } from '@vestibule/contracts';
import type { MessageKind } from '@vestibule/domain';
import { system } from '@vestibule/service';
import type { CalledRequest } from '../auth/caller';
import { commandOf } from '../commands/command';
import type { WantedCommand } from '../commands/wanted';
import { countIn, idIn } from '../query';
import { RefusedError } from '../refusal';
import type { Wish } from './preflight';

type Profile = {
  readonly actor: string;
  readonly other: string;
  readonly query: CalledRequest['query'];
};
type ProfileRequest = CalledRequest & { readonly params: Readonly<Record<string, string>> };

const chars = { min: 0, max: 30_000, fallback: 1 };

const kindIn = (asked: unknown): MessageKind => {
  const kind = messageKinds.find((known) => known === (asked ?? 'text'));
  if (kind) return kind;
  throw new RefusedError('BAD_SCHEMA', { detail: `kind is none of ${messageKinds.join(', ')}` });
};

/** A message of which only kind and length are known: plain letters, without links. */
export const thoughtIn = ({ actor, other, query }: Profile): Wish => {
  if (idIn(other, 'other') === actor) throw new RefusedError('INVALID_RECIPIENT');
  const kind = kindIn(query['kind']);
  const length = countIn(query['chars'], 'chars', chars);
  const counted = { graphemes: length, bytes: length, attached: kind !== 'text' };
  const content = { lists: [], links: false, ...counted, listsVersion: 0 };
  return { actor, other, kind, automated: false, content };
};

/** Whose profile the caller looks at, and what they think of writing. */
export const Thought = createParamDecorator((_: unknown, context: ExecutionContext): Wish => {
  const { params, query, caller } = context.switchToHttp().getRequest<ProfileRequest>();
  return thoughtIn({ actor: caller?.accountId ?? '', other: params['other'] ?? '', query });
});

/** A message as it would be sent: what sending refuses for its shape, this refuses alike. */
export const writtenIn = (
  { actor, body }: WantedCommand,
  { nowMs, matcher }: { readonly nowMs: number; readonly matcher: Matcher },
): Wish => {
  const commandId = newCommandId(nowMs, system.randomBytes(10));
  const { other } = commandOf({ type: 'SendMessage', actor, commandId, body, nowMs });
  const {
    kind,
    text,
    attachment = null,
    automated = false,
  } = body as {
    readonly kind: MessageKind;
    readonly text: string;
    readonly attachment?: string;
    readonly automated?: boolean;
  };
  return { actor, other, kind, automated, content: inspect(text, attachment, matcher) };
};
