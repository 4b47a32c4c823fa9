/** The stories of `e2e/` over the real wire protocols, on a stack of their own; `.twin.` ones are for the twins. */
module.exports = {
  ...require('./jest.int.config.cjs'),
  rootDir: './e2e',
  testMatch: ['**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '\\.(int|sim|twin)\\.spec\\.ts$'],
  globalSetup: './wire-setup.ts',
  globalTeardown: './wire-teardown.ts',
};
