import { nowMs } from '../gateway.words';
import { rateLimitOf } from './rate-limit';

const window = { unit: 'new-recipient', per: 'PT1H', left: 39, resetsAtMs: nowMs + 1_500 } as const;
const day = { unit: 'request-message', per: 'P1D', left: 300 } as const;

test('seed 25: what is left of the three and of each window stands in one header', () => {
  expect(rateLimitOf({ used: 1, limit: 3, volume: [window, day] }, nowMs)).toBe(
    '"request";r=2, "new-recipient.PT1H";r=39;t=2, "request-message.P1D";r=300',
  );
});

test('a limit that was lowered leaves none, and a moment that has passed no seconds', () => {
  expect(rateLimitOf({ used: 3, limit: 1 }, nowMs)).toBe('"request";r=0');
  expect(rateLimitOf({ volume: [window] }, nowMs + 9_000)).toBe('"new-recipient.PT1H";r=39;t=0');
});

test('an answer that counts nothing has no such header', () => {
  expect(rateLimitOf({}, nowMs)).toBeUndefined();
});
