/** Nobody has made this topic. Nothing was sent or read, and nothing was created. */
export class UnknownTopicError extends Error {
  override readonly name = 'UnknownTopicError';

  constructor(readonly topic: string) {
    super(`There is no topic ${topic}.`);
  }
}

/** The bus was closed. Records whose `send` rejects so may have been taken, or not. */
export class TopicsClosedError extends Error {
  override readonly name = 'TopicsClosedError';

  constructor() {
    super('The topics were closed before the records were acknowledged.');
  }
}
