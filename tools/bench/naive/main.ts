import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { type MicroserviceOptions, Transport } from '@nestjs/microservices';
import { NaiveModule } from './naive.module';

const start = async (): Promise<void> => {
  const app = await NestFactory.createMicroservice<MicroserviceOptions>(NaiveModule, {
    logger: ['error', 'warn', 'fatal'],
    transport: Transport.KAFKA,
    options: {
      client: {
        clientId: 'naive',
        brokers: (process.env['KAFKA_BROKERS'] ?? '').split(','),
      },
      consumer: { groupId: 'naive' },
      subscribe: { fromBeginning: true },
    },
  });
  await app.listen();
  process.send?.({ ready: true });
};

start().catch((error: unknown) => {
  process.stderr.write(`${String((error as Error).stack)}\n`);
  process.exit(1);
});
