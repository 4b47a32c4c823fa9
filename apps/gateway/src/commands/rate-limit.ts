import type { CommandDecided } from '@vestibule/contracts';

type Counted = Pick<CommandDecided, 'used' | 'limit' | 'volume'>;

const secondsUntil = (atMs: number, nowMs: number): number =>
  Math.max(0, Math.ceil((atMs - nowMs) / 1_000));

/** An item for the messages that may still lie before one person, and one for each volume window. */
const itemsOf = ({ used, limit, volume = [] }: Counted, nowMs: number): readonly string[] => [
  ...(used === undefined || limit === undefined
    ? []
    : [`"request";r=${Math.max(limit - used, 0)}`]),
  ...volume.map(({ unit, per, left, resetsAtMs }) => {
    const reset = resetsAtMs === undefined ? '' : `;t=${secondsUntil(resetsAtMs, nowMs)}`;
    return `"${unit}.${per}";r=${left}${reset}`;
  }),
];

/**
 * What is left, as the value of a `RateLimit` header; undefined where an answer counts nothing.
 * `r`: how many are left; `t`: seconds until the next one comes back, absent where time brings none.
 * Source: draft-ietf-httpapi-ratelimit-headers, "RateLimit header field".
 */
export const rateLimitOf = (answer: Counted, nowMs: number): string | undefined => {
  const items = itemsOf(answer, nowMs);
  return items.length === 0 ? undefined : items.join(', ');
};
