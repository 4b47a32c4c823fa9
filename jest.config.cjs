const { readdirSync } = require('node:fs');
const { join } = require('node:path');
const { dependencies } = require('./package.json');

/**
 * Modules are loaded anew for every suite, and few suites use all that is within reach of their
 * imports: so packages, and our own modules that stand before the large ones, are loaded when
 * something of them is first used. That takes a third off the time of a suite on the twins.
 */
const lazy = [
  ...Object.keys(dependencies),
  ...readdirSync(join(__dirname, 'node_modules/@vestibule')).map((name) => `@vestibule/${name}`),
  '@eventstore/db-client/generated/streams_grpc_pb',
  // In front of Nest, of the store's client and of the bus's:
  './run',
  './service-host',
  './service.module',
  './client',
  './eventstore',
  './kafka',
];

/** Unit tests: scenarios, twins and pure code. No socket, no process. */
module.exports = {
  testEnvironment: 'node',
  testSequencer: join(__dirname, 'tools/longest-first.cjs'),
  // Generous, because machines are shared: nothing here is a measurement.
  testTimeout: 30_000,
  testMatch: ['**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '\\.(int|long|types)\\.spec\\.ts$'],
  transform: { '^.+\\.ts$': ['@swc/jest', { sourceMaps: true, module: { lazy } }] },
};
