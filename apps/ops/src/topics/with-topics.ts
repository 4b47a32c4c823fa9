import { kafkaTopics, type Topics } from '@vestibule/topics';

/** What operators' commands may do with the bus: nobody can be told anything through it. */
export type Bus = Pick<Topics, 'create' | 'ends' | 'browse'>;

/** Opens the message bus for as long as `work` takes; nothing connects before it is used. */
export const withTopics = async <Result>(
  brokers: string,
  work: (bus: Bus) => Promise<Result>,
): Promise<Result> => {
  const { create, ends, browse, close } = kafkaTopics({
    brokers: brokers.split(',').map((broker) => broker.trim()),
    clientId: 'vestibule-ops',
  });
  try {
    return await work({ create, ends, browse });
  } finally {
    await close();
  }
};
