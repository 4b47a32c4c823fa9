/** The stories of `e2e/` over the real wire protocols, on a stack of their own. */
module.exports = {
  ...require('./jest.int.config.cjs'),
  rootDir: './e2e',
  testMatch: ['**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '\\.(int|sim)\\.spec\\.ts$'],
  globalSetup: './wire-setup.ts',
  globalTeardown: './wire-teardown.ts',
};
