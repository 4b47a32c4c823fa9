import type { ReportedAccount } from '@vestibule/views';
import { type Paint, plain, printable } from '../print';
import { tableOf } from '../table';
import type { Case, Exhibit } from './evidence';

const timeOf = (atMs: number): string => new Date(atMs).toISOString();

/** Who was reported by how many, and who blocks very many. */
export const standingLines = (
  {
    reported,
    blockers,
  }: {
    readonly reported: readonly ReportedAccount[];
    readonly blockers: readonly { readonly account: string; readonly blocks: number }[];
  },
  paint: Paint = plain,
): readonly string[] => {
  const columns = [
    { title: 'account' },
    { title: 'reporters', align: 'right' },
    { title: 'weight', align: 'right' },
    { title: 'last' },
  ] as const;
  const rows = reported.map(({ account, reporters, weight, lastAtMs }) => [
    account,
    String(reporters),
    weight.toFixed(2),
    timeOf(lastAtMs),
  ]);
  const heavy = blockers.map(
    ({ account, blocks }) => `${account} blocked ${blocks} accounts within 30 days: worth a look`,
  );
  const first = rows.length === 0 ? ['Nobody was reported.'] : tableOf(columns, rows, paint);
  return [...first, ...heavy];
};

const exhibitLines = ({ messageId, atMs, digest, takenBack, body }: Exhibit): readonly string[] => {
  const back = takenBack ? ', taken back before the report' : '';
  const head = `  ${timeOf(atMs)}  ${messageId}  sha256 ${digest.slice(0, 16)}…${back}`;
  return body === null ? [head] : [head, `    “${printable(body.text)}”`];
};

/** One report and what had been delivered by then. */
export const caseLines = (
  { exhibits, ...report }: Case,
  paint: Paint = plain,
): readonly string[] => {
  const { atMs, reason, also, reporter, conversationId, revision } = report;
  const act = also === null ? '' : `, and ${also === 'block' ? 'blocked' : 'declined'}`;
  const head = `${timeOf(atMs)}  ${reason}, by ${reporter}${act}`;
  const where = `  pair-${conversationId} at revision ${revision}`;
  return [paint('bold', head), paint('dim', where), ...exhibits.flatMap(exhibitLines)];
};
