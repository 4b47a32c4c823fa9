/** Ends a start with an exit code and one sentence; thrown before anything was touched. */
export class StartError extends Error {
  override readonly name = 'StartError';

  constructor(
    message: string,
    readonly exitCode: 2 | 3,
  ) {
    super(message);
  }
}

/**
 * Refuses every address but loopback, and production altogether.
 * A host *name* is refused too: it may resolve elsewhere. No flag overrides this.
 */
export const checkAddress = (host: string, environment: string | undefined): void => {
  if (environment === 'production')
    throw new StartError('This local server is for laptops and tests, never for production.', 2);
  if (host !== '127.0.0.1' && host !== '::1')
    throw new StartError(`This local server binds 127.0.0.1 or ::1, not "${host}".`, 2);
};
