import { kafkaTopics, type Topics } from '@vestibule/topics';

/** What a command that asks something of the services may do with the bus. */
export type Asking = Pick<Topics, 'send'>;

/** Opens the message bus, to ask for something, for as long as `work` takes. */
export const withCommands = async <Result>(
  brokers: string,
  work: (asking: Asking) => Promise<Result>,
): Promise<Result> => {
  const { send, close } = kafkaTopics({
    brokers: brokers.split(',').map((broker) => broker.trim()),
    clientId: 'vestibule-ops',
  });
  try {
    return await work({ send });
  } finally {
    await close();
  }
};
