import { isoText } from '@vestibule/contracts';
import type { Phase } from '@vestibule/domain';
import { plain, printable, type Format, type Paint } from '../print';
import { tableOf, type Cell, type Column } from '../table';
import type { Entry, Timeline } from './timeline';

export type Drawing = {
  readonly conversationId: string;
  /** How many of the newest events are shown. */
  readonly last: number;
  /** Whether what people wrote is shown. */
  readonly bodies: boolean;
};

const nothing = '-';

const formats: Readonly<Record<string, Format>> = {
  MessageSent: 'green',
  MessageSuppressed: 'magenta',
  SendRefused: 'yellow',
  RequestAccepted: 'green',
  RequestDeclined: 'magenta',
  ConsentRevoked: 'magenta',
  AccountBlocked: 'red',
  CommandFailed: ['red', 'bold'],
  Quarantined: ['red', 'bold'],
};

/** A and B; an account that is neither, which no pair has, keeps its id. */
const namesOf = (accounts: readonly string[]) => {
  const letters = ['A', 'B'];
  return (account: string): string => letters[accounts.indexOf(account)] ?? account;
};

const phaseText = (phase: Phase | null, nameOf: (account: string) => string): string => {
  if (phase === null) return '?';
  return 'from' in phase ? `${phase.phase} from ${nameOf(phase.from)}` : phase.phase;
};

const whoText = ({ by, to }: Entry, nameOf: (account: string) => string): string => {
  if (by === null) return nothing;
  return to === null ? nameOf(by) : `${nameOf(by)} > ${nameOf(to)}`;
};

const usedText = ({ used, limit }: Entry): string =>
  used === null ? nothing : `${used}/${limit ?? '?'}`;

const timeText = (atMs: number | null): string => (atMs === null ? nothing : isoText(atMs));

const actCell = ({ type, act, retryAtMs }: Entry): Cell => {
  const retry = retryAtMs === null ? '' : `, again from ${isoText(retryAtMs)}`;
  const text = `${printable(act)}${retry}`;
  const format = formats[type];
  return format === undefined ? text : { text, format };
};

const columns: readonly Column[] = [
  { title: 'rev', align: 'right' },
  { title: 'time' },
  { title: 'who' },
  { title: 'what' },
  { title: 'used', align: 'right' },
  { title: 'waiting', align: 'right' },
  { title: 'policy', align: 'right' },
  { title: 'phase' },
  { title: 'view A' },
  { title: 'view B' },
];

const rowOf = (entry: Entry, accounts: readonly string[]): readonly Cell[] => {
  const nameOf = namesOf(accounts);
  const [a = '', b = ''] = accounts;
  return [
    String(entry.revision),
    timeText(entry.atMs),
    whoText(entry, nameOf),
    actCell(entry),
    usedText(entry),
    String(entry.waiting ?? nothing),
    String(entry.policyVersion ?? nothing),
    phaseText(entry.phase, nameOf),
    entry.views?.[a] ?? '?',
    entry.views?.[b] ?? '?',
  ];
};

const bodyLines = ({ body }: Entry): readonly string[] => {
  if (body === null) return [];
  const attachment = body.attachment === null ? '' : `  [${printable(body.attachment)}]`;
  return [`       "${printable(body.text)}"${attachment}`];
};

const headOf = ({ accounts, entries }: Timeline, { conversationId, last }: Drawing) => {
  const omitted = Math.max(0, entries.length - last);
  const shown = omitted === 0 ? '' : `, the newest ${last} shown (--last ${entries.length}: all)`;
  return [
    `conversation ${conversationId}: ${entries.length} events${shown}`,
    ...accounts.map((account, index) => `  ${'AB'[index] ?? '?'}  ${account}`),
    '',
  ];
};

/** The timeline for a person to read: one line per event, aligned. */
export const drawn = (
  timeline: Timeline,
  drawing: Drawing,
  paint: Paint = plain,
): readonly string[] => {
  const { accounts, broken } = timeline;
  const entries = timeline.entries.slice(-drawing.last);
  const [titles = '', ...lines] = tableOf(
    columns,
    entries.map((entry) => rowOf(entry, accounts)),
    paint,
  );
  const body = lines.flatMap((line, index) => {
    const entry = entries[index];
    return entry && drawing.bodies ? [line, ...bodyLines(entry)] : [line];
  });
  const warning =
    broken === null ? [] : ['', paint('red', `not folded to its end: ${printable(broken)}`)];
  return [...headOf(timeline, drawing), titles, ...body, ...warning];
};

/** The same for programs. Bodies are absent unless wanted. */
export const documentOf = (timeline: Timeline, drawing: Drawing): object => {
  const { accounts, broken } = timeline;
  const { conversationId, last, bodies } = drawing;
  return {
    conversationId,
    stream: `pair-${conversationId}`,
    accounts,
    total: timeline.entries.length,
    broken,
    events: timeline.entries
      .slice(-last)
      .map(({ body, ...entry }) => (bodies ? { ...entry, body } : entry)),
  };
};
