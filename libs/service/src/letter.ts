/** A record that becomes a dead letter, with the reason from the closed list. */
export type LetterOf<Item> = {
  readonly item: Item;
  readonly reason: string;
  readonly detail: string;
};
