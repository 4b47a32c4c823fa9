import type { Rebuilt } from '@vestibule/views';
import { plain, printable, type Paint } from '../print';
import type { Differing } from './differing';

/** What a rebuild found, for programs. Rows themselves only when they were asked for. */
export type Report = Omit<Rebuilt, 'difference'> & {
  readonly view: string;
  readonly seconds: number;
  readonly difference: Differing | null;
  readonly rowsUnlike?: { readonly live: string | null; readonly rebuilt: string | null };
};

const where = ({ table, row, kind, columns }: Differing): string => {
  if (kind === 'liveOnly') return `row ${row} of ${table} stands in the live one alone`;
  if (kind === 'rebuiltOnly') return `row ${row} of ${table} stands in the rebuilt one alone`;
  return `row ${row} of ${table} differs in ${columns.join(', ')}`;
};

const outcome = ({ equal, switched }: Report): string => {
  if (switched && equal) return 'switched: people see the rebuilt one now';
  if (switched) return 'switched by force: people see the rebuilt one now';
  return equal ? 'not switched: this was a dry run' : 'not switched: people see the live one still';
};

const verdict = (report: Report, paint: Paint): string => {
  const { difference } = report;
  return difference === null
    ? paint('green', 'equal, byte for byte')
    : paint('red', `not equal: ${where(difference)}`);
};

/** The same for a person to read. */
export const reportLines = (report: Report, paint: Paint = plain): readonly string[] => {
  const { view, events, rows, seconds, digest, liveDigest, stuck, rowsUnlike } = report;
  const rate = seconds > 0 ? `, ${Math.round(events / seconds)} events/s` : '';
  return [
    `rebuilt ${view}: ${events} events, ${rows} rows in ${seconds.toFixed(1)} s${rate}`,
    verdict(report, paint),
    ...(rowsUnlike
      ? [
          `  live     ${printable(rowsUnlike.live ?? 'no row')}`,
          `  rebuilt  ${printable(rowsUnlike.rebuilt ?? 'no row')}`,
        ]
      : []),
    `digest ${digest}`,
    ...(digest === liveDigest ? [] : [`  live ${liveDigest}`]),
    ...(stuck > 0 ? [paint('yellow', `${stuck} streams could not be applied to their end`)] : []),
    outcome(report),
  ];
};
