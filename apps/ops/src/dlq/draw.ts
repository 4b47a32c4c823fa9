import { isoText } from '@vestibule/contracts';
import { plain, printable, type Paint } from '../print';
import { tableOf, type Cell } from '../table';
import type { Content, Letter } from './letters';
import type { QueueStanding } from './queues';

const reasonsText = ({ reasons, exists }: QueueStanding): string => {
  if (!exists) return 'no such topic';
  const counts = Object.entries(reasons).map(([reason, count]) => `${printable(reason)} ${count}`);
  return counts.join(', ');
};

const depthCell = ({ exists, depth }: QueueStanding): Cell => {
  if (!exists) return '-';
  return depth > 0 ? { text: String(depth), format: 'red' } : '0';
};

/** The queues for a person to read: those with letters first. */
export const queueLines = (
  standings: readonly QueueStanding[],
  paint: Paint = plain,
): readonly string[] => {
  const rows = standings
    .toSorted((one, other) => other.depth - one.depth)
    .map((standing): readonly Cell[] => [
      standing.topic,
      depthCell(standing),
      standing.newestAtMs === null ? '-' : isoText(standing.newestAtMs),
      reasonsText(standing),
    ]);
  const columns = [
    { title: 'topic' },
    { title: 'letters', align: 'right' },
    { title: 'newest' },
    { title: 'reasons' },
  ] as const;
  return tableOf(columns, rows, paint);
};

const contentText = (content: Content | null): string => {
  if (content === null) return 'none';
  return 'text' in content ? printable(content.text) : `hex ${content.hex}`;
};

/** One letter for a person to read. Its value is shown only if `values` says so. */
export const letterLines = (
  letter: Letter,
  values: boolean,
  paint: Paint = plain,
): readonly string[] => {
  const { offset, atMs, reason, meaning, detail, source, version, key, headers } = letter;
  const value = values ? contentText(letter.value) : `${letter.bytes} bytes (--values shows them)`;
  const fields: readonly (readonly [string, string])[] = [
    ['why', meaning ?? 'This release does not know the reason.'],
    ['detail', printable(detail)],
    [
      'met at',
      printable(`${source.topic}, partition ${source.partition}, offset ${source.offset}`),
    ],
    ['by release', printable(version)],
    ['key', contentText(key)],
    ...Object.entries(headers).map(
      ([name, content]) => [printable(name), contentText(content)] as const,
    ),
    ['value', value],
  ];
  const width = Math.max(...fields.map(([name]) => name.length));
  return [
    `${offset}  ${isoText(atMs)}  ${paint('red', printable(reason))}`,
    ...fields.map(([name, text]) => `    ${paint('dim', name.padEnd(width))}  ${text}`),
  ];
};

/** One letter for programs: the value is absent unless wanted. */
export const letterDocument = ({ value, ...letter }: Letter, values: boolean): object =>
  values ? { ...letter, value } : letter;
