import type { Policy, PolicyData, VolumeWindow } from './policy';

/** ISO 3166-1 alpha-2 codes of the member states of the European Union, since 2020. */
export const euMemberStates: readonly string[] =
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');

const volume: readonly VolumeWindow[] = [
  { unit: 'new-recipient', per: 'PT1H', max: 40 },
  { unit: 'new-recipient', per: 'P1D', max: 100 },
  { unit: 'request-message', per: 'P1D', max: 300 },
];

const seed: PolicyData = {
  age: { minimumBand: '16-17' },
  phoneRequired: true,
  request: {
    limit: 3,
    grandfather: false,
    allow: ['text', 'platform'],
    links: 'inert',
    strangers: 'request',
    declineMode: 'sink',
    ttlDays: null,
    retryAfterDays: null,
  },
  relation: {
    senderMustFollow: true,
    senderFollowMustAgeDays: 0,
    afterUnblock: 'request',
    adultsToTeens: 'if-followed',
  },
  volume: { windows: volume, refundOnAccept: true },
  door: { attemptsPerMinute: 20 },
  business: { limit: 5, volumeFactor: 2, window: null },
  form: { graphemes: 1000, bytes: 4000 },
  content: {
    lists: [
      { id: 'banned', action: 'hide', when: 'request' },
      { id: 'severe', action: 'refuse', when: 'always' },
    ],
  },
  placement: { newRequestsPerDay: 50, hideAccountsYoungerThanDays: 0 },
  unsend: { withinHours: 24 },
  receipts: { regionsOff: euMemberStates },
  analytics: { minimumGroup: 20, delayHours: 24 },
};

const tiktok: PolicyData = {
  ...seed,
  relation: { ...seed.relation, senderMustFollow: false },
  business: { limit: 3, volumeFactor: 2, window: { hours: 48, messages: 10 } },
};

const outreach: PolicyData = {
  ...seed,
  age: { minimumBand: '18plus' },
  request: {
    ...seed.request,
    limit: 5,
    allow: ['text', 'platform', 'image'],
    declineMode: 'refuse',
    ttlDays: 30,
  },
  relation: { ...seed.relation, senderMustFollow: false },
  volume: {
    windows: [{ unit: 'new-recipient', per: 'P7D', max: 1000 }],
    refundOnAccept: true,
  },
  business: { limit: 5, volumeFactor: 1, window: null },
  placement: { ...seed.placement, newRequestsPerDay: 20 },
};

const instagram: PolicyData = {
  ...seed,
  phoneRequired: false,
  request: { ...seed.request, limit: 1, allow: ['text'] },
  relation: { ...seed.relation, senderMustFollow: false },
  volume: { windows: volume, refundOnAccept: false },
  business: { limit: 1, volumeFactor: 1, window: null },
  placement: { newRequestsPerDay: 50, hideAccountsYoungerThanDays: 7 },
  receipts: { regionsOff: [] },
};

const open: PolicyData = {
  ...seed,
  phoneRequired: false,
  request: {
    ...seed.request,
    allow: ['text', 'platform', 'image', 'video', 'voice'],
    links: 'live',
    strangers: 'inbox',
  },
  relation: { ...seed.relation, senderMustFollow: false },
  volume: { windows: [], refundOnAccept: true },
  business: { limit: 5, volumeFactor: 1, window: null },
  content: { lists: [{ id: 'banned', action: 'flag', when: 'always' }] },
  placement: { newRequestsPerDay: null, hideAccountsYoungerThanDays: 0 },
  receipts: { regionsOff: [] },
};

const first = (preset: string, data: PolicyData): Policy => ({
  ...data,
  version: 1,
  preset,
  effectiveAtMs: 0,
});

/**
 * The five policies to start from, each as version 1 and in force from the beginning of time.
 * `seed` is the built-in policy: it is in force whenever no published version is, so the first
 * version that operators publish is 2.
 * Limits of the named products are borrowed from what they or their partners publish.
 */
export const presets = {
  seed: first('seed', seed),
  'tiktok-2025': first('tiktok-2025', tiktok),
  'shop-outreach': first('shop-outreach', outreach),
  instagram: first('instagram', instagram),
  open: first('open', open),
} as const;
