/** The stories of `e2e/` over the real wire protocols, on a stack of their own; `.twin.` ones are for the twins. */
module.exports = {
  ...require('./jest.int.config.cjs'),
  rootDir: './e2e',
  testMatch: ['**/*.spec.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    '\\.(int|long|sim|twin)\\.spec\\.ts$',
    // They go the same ways as others do, and tell on the twins what is theirs.
    '/(accounts|acts|follows)\\.spec\\.ts$',
  ],
  globalSetup: './wire-setup.ts',
  globalTeardown: './wire-teardown.ts',
};
