import type { Evidence } from './evidence';
import { inboxProblems } from './inboxes';
import { noticeProblems } from './notices';
import { outcomeProblems } from './outcomes';
import { streamProblems } from './streams';

/**
 * What is wrong with a world at rest; the first of each kind. It has its own idea of what ought to
 * be, and shares no code with the rules, the host or the reading of records.
 */
export const audit = (evidence: Evidence): readonly string[] => {
  const all = [outcomeProblems, streamProblems, inboxProblems, noticeProblems];
  return [...new Set(all.flatMap((problemsIn) => problemsIn(evidence)))];
};
