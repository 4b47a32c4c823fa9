import { Module } from '@nestjs/common';
import { ClientsModule, Transport } from '@nestjs/microservices';
import { EventStore } from './event-store';
import { NaiveController, REPLIES } from './naive.controller';
import { Volume } from './volume';

const brokers = (process.env['KAFKA_BROKERS'] ?? '').split(',');

@Module({
  imports: [
    ClientsModule.register([
      {
        name: REPLIES,
        transport: Transport.KAFKA,
        options: { client: { clientId: 'naive', brokers }, producerOnlyMode: true },
      },
    ]),
  ],
  controllers: [NaiveController],
  providers: [EventStore, Volume],
})
export class NaiveModule {}
