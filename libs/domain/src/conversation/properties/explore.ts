/** What a search went through, and the first thing it found wrong; null when nothing is. */
export type Found = {
  readonly states: number;
  readonly scripts: number;
  readonly steps: number;
  /** Nothing of it was left out. */
  readonly whole: boolean;
  readonly violation: string | null;
};

/** Where a search stops, and who hears how many states are known. */
export type Size = {
  readonly statesMax: number;
  readonly tick?: ((states: number) => void) | undefined;
};

/** A state of a search with the way that led to it. */
export type Reached<Node> = { readonly node: Node; readonly way: readonly string[] };

/** One step further: where it leads, or what is wrong there. */
export type Onward<Node> = {
  readonly does: string;
  readonly node: Node | null;
  readonly wrong: string | null;
};

/** What is searched: from `start`, by `onward`; two nodes of one key are the same. */
export type Space<Node> = {
  readonly start: Node;
  readonly keyOf: (node: Node) => string;
  readonly onward: (node: Node) => readonly Onward<Node>[];
};

/**
 * Walks through every state that can be reached, breadth first, so that what it finds is shortest.
 */
export const explore = <Node>(
  { start, keyOf, onward }: Space<Node>,
  { statesMax, tick }: Size,
): Found => {
  const seen = new Set([keyOf(start)]);
  let edge: readonly Reached<Node>[] = [{ node: start, way: [] }];
  let steps = 0;
  const found = (violation: string | null): Found => ({
    states: seen.size,
    scripts: 0,
    steps,
    whole: edge.length === 0,
    violation,
  });

  const further = ({ node, way }: Reached<Node>): readonly Reached<Node>[] | string => {
    const fresh: Reached<Node>[] = [];
    for (const { does, node: next, wrong } of onward(node)) {
      steps += 1;
      if (wrong !== null) return [...way, does, wrong].join(' · ');
      const key = next === null ? null : keyOf(next);
      if (next === null || key === null || seen.has(key)) continue;
      seen.add(key);
      fresh.push({ node: next, way: [...way, does] });
    }
    return fresh;
  };

  while (edge.length > 0 && seen.size < statesMax) {
    const coming: Reached<Node>[] = [];
    for (const reached of edge) {
      const more = further(reached);
      if (typeof more === 'string') return found(more);
      coming.push(...more);
      if (seen.size >= statesMax) break;
    }
    tick?.(seen.size);
    edge = coming;
  }
  return found(null);
};
