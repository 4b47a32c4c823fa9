/** One file per app: everything inlined but optional packages that are never installed. */
const optional = [
  '@nestjs/websockets',
  '@nestjs/platform-socket.io',
  '@grpc/proto-loader',
  '@fastify/static',
  '@fastify/view',
  'amqp-connection-manager',
  'amqplib',
  'cache-manager',
  'class-transformer/storage',
  'ioredis',
  'mqtt',
  'nats',
  'pg-native',
  'pino-pretty',
  'prettier', // only for the shell completion that nest-commander could write
];

export default {
  platform: 'node',
  tsconfig: './tsconfig.base.json',
  external: (id) => optional.some((name) => id === name || id.startsWith(`${name}/`)),
  output: {
    format: 'cjs',
    sourcemap: true,
    sourcemapExcludeSources: true, // they are read by people who have the repository
    keepNames: true,
    entryFileNames: 'main.js',
    codeSplitting: false,
  },
};
