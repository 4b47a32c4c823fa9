import {
  capHolds,
  neverShown,
  noneWhileBlocked,
  oneSideAlone,
  onlyOwnYes,
  releasedByYes,
  stateHolds,
  type Property,
} from './gate';
import { cannotTell } from './privacy';
import {
  eitherOrder,
  eligibleOnly,
  isPure,
  oneOutcome,
  refusedChangesNothing,
  robotsDoNotAnswer,
  selfCheck,
  splitFold,
  twiceIsOnce,
  viewIsTrue,
} from './records';
import { oneAnswerForEver } from './repeats';

/** The invariants of the rulebook (section 11) that are searched at random, by their number. */
export const properties = {
  'I1: what lies before a person never exceeds the limit': capHolds,
  'I2: nothing is delivered while either blocks': noneWhileBlocked,
  'I3: nobody accepts but by an own yes': onlyOwnYes,
  'I4: one side alone never opens a chat': oneSideAlone,
  'I5: what is always true holds': stateHolds,
  'I6: two first messages are equal in either order': eitherOrder,
  'I7: a suppressed message never lies before its recipient': neverShown,
  'I8: a refused send changes nothing': refusedChangesNothing,
  'I9: no message passes to or from whom its facts exclude': eligibleOnly,
  'I10: an inbox opens by a yes that came before': releasedByYes,
  'I11: an answer given twice counts once': twiceIsOnce,
  'I12: an automated answer changes no stance': robotsDoNotAnswer,
  'I20: private acts do not show': cannotTell,
  'I30: each command has one outcome, the last': oneOutcome,
  'I31: an answer never changes, whatever comes again': oneAnswerForEver,
  'I35: the same gives the same, and nothing handed in changes': isPure,
  'I36: every outcome can be decided again': selfCheck,
  'I38: a stored fold goes on like a whole one': splitFold,
  'the view in an outcome is the view after it': viewIsTrue,
} as const satisfies Record<string, Property>;
