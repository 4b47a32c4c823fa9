/** What an operator may act on: told to whoever opened the streams, who logs and counts it. */
export type Trouble = (what: string, cause: unknown) => void;
