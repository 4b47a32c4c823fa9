import { isoText } from '@vestibule/contracts';
import type { PolicyData, Proposal } from '@vestibule/domain';
import { type Paint, plain, printable } from '../print';
import { type Cell, tableOf } from '../table';
import { type Change, fieldsOf } from './fields';
import type { Named } from './named';
import type { Version } from './read';

const widthMax = 60;

const shortened = (text: string): string => {
  const shown = printable(text);
  return shown.length > widthMax ? `${shown.slice(0, widthMax - 1)}…` : shown;
};

const timeText = (atMs: number | null): string =>
  atMs === null || atMs === 0 ? '-' : isoText(atMs);

const standingCell = ({ standing }: Version): Cell => {
  if (standing === 'in force') return { text: standing, format: 'green' };
  return ['coming', 'retiring'].includes(standing)
    ? { text: standing, format: 'yellow' }
    : standing;
};

export const versionLines = (
  versions: readonly Version[],
  paint: Paint = plain,
): readonly string[] =>
  tableOf(
    [
      { title: 'version', align: 'right' },
      { title: 'standing' },
      { title: 'preset' },
      { title: 'from' },
      { title: 'until' },
      { title: 'proposed by' },
      { title: 'approved by' },
    ],
    versions.map((each): readonly Cell[] => [
      String(each.version),
      standingCell(each),
      printable(each.preset),
      timeText(each.effectiveAtMs),
      timeText(each.retiredAtMs),
      printable(each.publishedBy) || '-',
      printable(each.approvedBy) || '-',
    ]),
    paint,
  );

export const proposalLines = (
  proposals: readonly Proposal[],
  paint: Paint = plain,
): readonly string[] =>
  proposals.length === 0
    ? []
    : [
        '',
        'waiting for a second operator:',
        ...tableOf(
          [{ title: 'proposal' }, { title: 'preset' }, { title: 'from' }, { title: 'proposed by' }],
          proposals.map(({ id, preset, effectiveAtMs, operator }) => [
            id,
            printable(preset),
            effectiveAtMs === null ? 'soon after approval' : isoText(effectiveAtMs),
            printable(operator),
          ]),
          paint,
        ),
      ];

export const changeLines = (
  changes: readonly Change[],
  [before, after]: readonly [string, string],
  paint: Paint = plain,
): readonly string[] => {
  if (changes.length === 0) return [`${after} is the same as ${before}`];
  return tableOf(
    [{ title: 'field' }, { title: before }, { title: after }],
    changes.map((each): readonly Cell[] => [
      each.field,
      { text: shortened(each.before), format: 'red' },
      { text: shortened(each.after), format: 'green' },
    ]),
    paint,
  );
};

/** Policies side by side, one column each. */
export const columnLines = (named: readonly Named[], paint: Paint = plain): readonly string[] => {
  const cellOf = (data: PolicyData, field: string): string =>
    shortened(JSON.stringify(fieldsOf(data)[field]) ?? '');
  const [first] = named;
  const fields = first ? Object.keys(fieldsOf(first.data)) : [];
  return tableOf(
    [{ title: 'field' }, ...named.map(({ name }) => ({ title: name }))],
    fields.map((field) => [field, ...named.map(({ data }) => cellOf(data, field))]),
    paint,
  );
};
