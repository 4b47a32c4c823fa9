/**
 * Many words sought at once, in one step for each letter, whatever the text: Aho and Corasick,
 * "Efficient string matching: an aid to bibliographic search", 1975. Node 0 is the root.
 */
export type Automaton<Word> = {
  /** The next node for `a` to `z` and the space, complete: failures are worked in. */
  readonly dense: Int32Array;
  /** The next node for any other letter, where there is one, by `keyOf`. */
  readonly sparse: ReadonlyMap<number, number>;
  /** The node of the longest proper suffix. */
  readonly fails: Int32Array;
  /** The nearest node among a node and its suffixes where words end; 0 for none. */
  readonly exits: Int32Array;
  readonly words: readonly (readonly Word[])[];
};

const columns = 27;
const [a, z, space] = [0x61, 0x7a, 0x20] as const;

const columnOf = (letter: number): number => {
  if (letter >= a && letter <= z) return letter - a;
  return letter === space ? columns - 1 : -1;
};
const letterOf = (column: number): number => (column === columns - 1 ? space : a + column);

const keyOf = (node: number, letter: number): number => node * 0x200000 + letter;

/** A place in the automaton, and how many steps it took to come here. */
export type Cursor = { node: number; steps: number };

/** Moves to the node after `letter`. */
export const advance = (automaton: Automaton<unknown>, cursor: Cursor, letter: number): void => {
  const { dense, sparse, fails } = automaton;
  cursor.steps += 1;
  const column = columnOf(letter);
  if (column >= 0) {
    cursor.node = dense[cursor.node * columns + column] ?? 0;
    return;
  }
  let from = cursor.node;
  // Each failure makes the node less deep, and each letter makes it deeper by one at most.
  while (from > 0 && !sparse.has(keyOf(from, letter))) {
    cursor.steps += 1;
    from = fails[from] ?? 0;
  }
  cursor.node = sparse.get(keyOf(from, letter)) ?? 0;
};

type Trie<Word> = {
  readonly children: Map<number, number>[];
  readonly words: Word[][];
};

const plant = <Word>(
  { children, words }: Trie<Word>,
  letters: readonly number[],
  word: Word,
): void => {
  let node = 0;
  for (const letter of letters) {
    const next = children[node]?.get(letter) ?? children.length;
    if (next === children.length) {
      children[node]?.set(letter, next);
      children.push(new Map());
      words.push([]);
    }
    node = next;
  }
  words[node]?.push(word);
};

/** The nodes, less deep ones first. */
const byDepth = (children: readonly ReadonlyMap<number, number>[]): readonly number[] => {
  const order = [0];
  for (const node of order) order.push(...(children[node]?.values() ?? []));
  return order;
};

type Building<Word> = Trie<Word> & {
  readonly automaton: Automaton<Word> & { readonly sparse: Map<number, number> };
};

/** Fills in what a node knows, when all less deep ones are filled in. */
const fill = <Word>({ children, words, automaton }: Building<Word>, node: number): void => {
  const { dense, sparse, fails, exits } = automaton;
  const suffix = fails[node] ?? 0;
  exits[node] = (words[node]?.length ?? 0) > 0 ? node : (exits[suffix] ?? 0);
  for (let column = 0; column < columns; column += 1) {
    const past = node === 0 ? 0 : (dense[suffix * columns + column] ?? 0);
    const next = children[node]?.get(letterOf(column));
    dense[node * columns + column] = next ?? past;
    if (next !== undefined) fails[next] = past;
  }
  for (const [letter, next] of children[node] ?? []) {
    if (columnOf(letter) >= 0) continue;
    const past = { node: suffix, steps: 0 };
    if (node > 0) advance(automaton, past, letter);
    fails[next] = past.node;
    sparse.set(keyOf(node, letter), next);
  }
};

/** Builds the automaton of words given as letters; no word is empty. */
export const automatonOf = <Word>(
  words: readonly { readonly letters: readonly number[]; readonly word: Word }[],
): Automaton<Word> => {
  const trie: Trie<Word> = { children: [new Map()], words: [[]] };
  for (const { letters, word } of words) plant(trie, letters, word);
  const size = trie.children.length;
  const automaton = {
    dense: new Int32Array(size * columns),
    sparse: new Map<number, number>(),
    fails: new Int32Array(size),
    exits: new Int32Array(size),
    words: trie.words,
  };
  for (const node of byDepth(trie.children)) fill({ ...trie, automaton }, node);
  return automaton;
};
