import { plain, type Format, type Paint } from './print';

/** A field of a table; `format` colours it where colours are wanted. */
export type Cell = string | { readonly text: string; readonly format: Format };

export type Column = { readonly title: string; readonly align?: 'right' };

const textOf = (cell: Cell): string => (typeof cell === 'string' ? cell : cell.text);

const padded = (text: string, width: number, { align }: Column): string =>
  align === 'right' ? text.padStart(width) : text.padEnd(width);

/** Lines with aligned columns under their titles. Padding comes before colour, which has no width. */
export const tableOf = (
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  paint: Paint = plain,
): readonly string[] => {
  const titles = columns.map(({ title }): Cell => ({ text: title, format: 'dim' }));
  const all = [titles, ...rows];
  const widths = columns.map((_, index) =>
    Math.max(...all.map((row) => textOf(row[index] ?? '').length)),
  );
  return all.map((row) =>
    columns
      .map((column, index) => {
        const cell = row[index] ?? '';
        const last = index === columns.length - 1 && column.align !== 'right';
        const text = last ? textOf(cell) : padded(textOf(cell), widths[index] ?? 0, column);
        return typeof cell === 'string' ? text : paint(cell.format, text);
      })
      .join('  ')
      .trimEnd(),
  );
};
