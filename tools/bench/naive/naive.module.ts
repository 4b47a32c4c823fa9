import { Module } from '@nestjs/common';
import { ClientsModule, Transport } from '@nestjs/microservices';
import { NaiveController, REPLIES } from './naive.controller';
import { PairStore } from './pair-store';

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
  providers: [PairStore],
})
export class NaiveModule {}
