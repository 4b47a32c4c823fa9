/** Unit tests: scenarios, twins and pure code. No socket, no process. */
module.exports = {
  testEnvironment: 'node',
  // Generous, because machines are shared: nothing here is a measurement.
  testTimeout: 30_000,
  testMatch: ['**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '\\.(int|long|types)\\.spec\\.ts$'],
  transform: { '^.+\\.ts$': ['@swc/jest'] },
};
