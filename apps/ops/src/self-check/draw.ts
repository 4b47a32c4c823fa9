import { type Paint, plain } from '../print';
import type { Difference, Found } from './check';

const shownMax = 20;

const line = ({ stream, revision, commandId, recorded, again }: Difference): string => {
  const today = again.length === 0 ? 'its policy version is not known' : again.join(', ');
  return `${stream}@${revision}  ${commandId}  recorded ${recorded.join(', ')}; today ${today}`;
};

/** How much was decided again, and what differs. */
export const foundLines = (
  { conversations, events, decisions, differences }: Found,
  paint: Paint = plain,
): readonly string[] => {
  const head = `${decisions} decisions in ${conversations} conversations (${events} events) decided again`;
  if (differences.length === 0) return [head, paint('green', 'difference 0')];
  const more = differences.length - shownMax;
  return [
    head,
    paint('red', `difference ${differences.length}`),
    ...differences.slice(0, shownMax).map(line),
    ...(more > 0 ? [`… and ${more} more (--json shows all)`] : []),
  ];
};
