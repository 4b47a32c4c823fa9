import { limits } from './bytes';
import type { DeadLetterReason } from './reasons';

/** Why a record is not understood. `detail` names places and rules, never content. */
export type Unreadable = { readonly reason: DeadLetterReason; readonly detail: string };

const bannedKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** NUL breaks databases, a lone surrogate cannot be written as UTF-8 again. */
const bannedCharacters = /[\0\p{Surrogate}]/u;

const tooDeep = (detail: string): Unreadable => ({ reason: 'TOO_DEEP', detail });
const bad = (detail: string): Unreadable => ({ reason: 'BAD_SCHEMA', detail });

const screenText = (text: string): Unreadable | undefined =>
  bannedCharacters.test(text) ? bad('a text holds NUL or half a character') : undefined;

const screenList = (list: readonly unknown[], depth: number): Unreadable | undefined => {
  for (const item of list) {
    const found = screen(item, depth);
    if (found) return found;
  }
  return undefined;
};

const screenObject = (value: object, depth: number): Unreadable | undefined => {
  const keys = Object.keys(value);
  if (keys.length > limits.keysMax) return tooDeep(`over ${limits.keysMax} keys in one object`);
  for (const key of keys) {
    if (bannedKeys.has(key)) return bad('a key that is not allowed');
    const found = screenText(key) ?? screen((value as Record<string, unknown>)[key], depth);
    if (found) return found;
  }
  return undefined;
};

/** Looks for what no message may hold, whatever its shape. `depth` counts from 1 at the root. */
export const screen = (value: unknown, depth = 1): Unreadable | undefined => {
  if (typeof value === 'string') return screenText(value);
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth > limits.depthMax) return tooDeep(`over ${limits.depthMax} levels`);
  return Array.isArray(value) ? screenList(value, depth + 1) : screenObject(value, depth + 1);
};
