import * as compose from './compose-rules';
import * as image from './image-rules';
import { overlaysFit, resourcesExist } from './kustomize-rules';
import * as network from './network-rules';
import { planOf } from './plan';
import { shapeProblems } from './shapes';
import type { Tree } from './tree';
import * as workload from './workload-rules';

const rules = [
  workload.everyAppIsDeployed,
  workload.imagesArePinned,
  workload.variablesAreKnown,
  workload.probesAreAnswered,
  workload.podsAreConfined,
  workload.rolloutsLoseNothing,
  network.selectorsFit,
  network.podsAreSpread,
  network.labelsAreUniform,
  network.portsAreNamed,
  network.doorsAreClosed,
  compose.containersArePinned,
  compose.composeRunsEveryApp,
  compose.containersKnowTheirVariables,
  compose.waitsCanEnd,
  compose.containersAreWatched,
  compose.portsStayHere,
  compose.passwordsAreTold,
  compose.volumesAreDeclared,
  compose.storesAreSetUp,
  image.imageRunsWhatItHolds,
  image.commandsNameTheFile,
  image.topicsAreCreated,
  image.imageIsPlain,
  image.contextIsRight,
];

/** All that is wrong with what is deployed: one sentence each, none if all is well. */
export const problemsIn = (tree: Tree): readonly string[] => {
  // The rules read typed values, so wrong shapes are told first and alone.
  const wrong = shapeProblems(tree);
  if (wrong.length > 0) return wrong;
  const plan = planOf(tree);
  return [...rules.flatMap((rule) => rule(plan)), ...resourcesExist(tree), ...overlaysFit(tree)];
};
