import {
  commandIdAtMs,
  conversationIdOf,
  dmOutcomes,
  newCommandId,
  write,
} from '@vestibule/contracts';
import { generateKeyPair, SignJWT, exportJWK, type JSONWebKeySet } from 'jose';
import { commandOf, type Command } from './commands/command';
import type { Outcome } from './commands/outcome';

export const ann = '0b8f6a52-3c1d-4e7a-9f20-6d1c52a7e901';
export const bob = 'c47de1b0-58a2-4d39-8e6f-21b90f3a7d42';
export const conversationId = conversationIdOf(ann, bob);
export const nowMs = 1_790_000_000_000;

/** Command ids that differ in `number` only. */
export const idOf = (number: number, atMs = nowMs): string =>
  newCommandId(atMs, new Uint8Array(10).fill(number));

export const hello = { other: bob, kind: 'text', text: 'hello' };

/** A send from Ann to Bob, as the door reads it. */
export const send = (number = 1, body: Readonly<Record<string, unknown>> = hello): Command =>
  commandOf({ type: 'SendMessage', actor: ann, commandId: idOf(number), body, nowMs });

export const outcomeFor = ({ commandId, type, actor }: Command): Outcome => ({
  commandId,
  command: type,
  actor,
  result: 'sent',
  view: 'pending',
  used: 1,
  limit: 3,
  messageId: commandId,
});

/** The record by which gating tells an outcome. */
export const outcomeRecord = (command: Command) =>
  write(dmOutcomes, {
    id: command.commandId,
    type: 'CommandDecided',
    source: '/gating',
    atMs: commandIdAtMs(command.commandId),
    key: conversationId,
    data: outcomeFor(command) as never,
  });

/** An issuer of tokens, with a key of its own. */
export const issuer = async (algorithm = 'EdDSA') => {
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
  const kid = `key-${algorithm}`;
  const keys: JSONWebKeySet = {
    keys: [{ ...(await exportJWK(publicKey)), kid, alg: algorithm, use: 'sig' }],
  };
  const token = async (
    claims: { readonly sub?: string; readonly aud?: string; readonly iss?: string } = {},
    expiresAtMs: number | undefined = nowMs + 60_000,
  ): Promise<string> => {
    const { sub = ann, aud = 'vestibule', iss = 'issuer' } = claims;
    const signed = new SignJWT({ sub, aud, iss }).setProtectedHeader({ alg: algorithm, kid });
    if (expiresAtMs > 0) signed.setExpirationTime(Math.floor(expiresAtMs / 1_000));
    return signed.sign(privateKey);
  };
  return { keys, token, privateKey };
};

/** What a refused call was refused with. */
export const codeOf = async (called: () => unknown): Promise<string> => {
  try {
    await called();
    return 'nothing was refused';
  } catch (error) {
    return (error as { readonly code?: string }).code ?? String(error);
  }
};
