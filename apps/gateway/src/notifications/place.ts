/** How far a person's two streams were told: revisions of `notice-` and `inbox-`, -1 for nothing. */
export type Place = { readonly notice: number; readonly inbox: number };

export const nowhere: Place = { notice: -1, inbox: -1 };

/** A place as the id of an event. It is the same whichever process tells it. */
export const placeText = ({ notice, inbox }: Place): string => `n${notice}.i${inbox}`;

/** The place in a `Last-Event-ID`; undefined where it is none of ours. */
export const placeIn = (text: unknown): Place | undefined => {
  const found = typeof text === 'string' ? /^n(-1|\d{1,15})\.i(-1|\d{1,15})$/.exec(text) : null;
  return found ? { notice: Number(found[1]), inbox: Number(found[2]) } : undefined;
};
