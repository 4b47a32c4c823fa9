import type { FunnelLine } from '@vestibule/views';
import type { Paint } from '../print';
import { tableOf } from '../table';

/** A line with its share of all that was decided. */
export type Share = FunnelLine & { readonly share: number };

/** What happened most stands first. */
export const sharesOf = (lines: readonly FunnelLine[]): readonly Share[] => {
  const all = lines.reduce((sum, { events }) => sum + events, 0);
  return lines
    .map((line) => ({ ...line, share: all === 0 ? 0 : line.events / all }))
    .toSorted((one, two) => two.events - one.events);
};

const barMax = 24;

const bar = (share: number): string => '█'.repeat(Math.ceil(share * barMax));

/** The funnel of some days as a table with bars. */
export const funnelLines = (
  { from, to }: { readonly from: string; readonly to: string },
  lines: readonly FunnelLine[],
  paint?: Paint,
): readonly string[] => {
  if (lines.length === 0) return [`Nothing was decided from ${from} to ${to}.`];
  const rows = sharesOf(lines).map(({ what, why, events, share }) => [
    what,
    why,
    String(events),
    `${(share * 100).toFixed(1)} %`,
    bar(share),
  ]);
  const columns = [
    { title: 'what' },
    { title: 'why' },
    { title: 'events', align: 'right' },
    { title: 'share', align: 'right' },
    { title: '' },
  ] as const;
  return [`From ${from} to ${to} (UTC):`, ...tableOf(columns, rows, paint)];
};
