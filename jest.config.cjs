/** Unit tests: scenarios, twins and pure code. No socket, no process. */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '\\.(int|long|types)\\.spec\\.ts$'],
  transform: { '^.+\\.ts$': ['@swc/jest'] },
};
