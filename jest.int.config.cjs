/** Suites over the real wire protocols, against local servers or the ones named in the environment. */
module.exports = {
  ...require('./jest.config.cjs'),
  testMatch: ['**/*.int.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '\\.types\\.spec\\.ts$'],
  testTimeout: 60_000,
};
