import { eventStoreStreams, type Streams } from '@vestibule/streams';
import { openDatabase, type Database } from '@vestibule/views';

/** What operators' commands may do with the store: nothing that writes. */
export type Store = Pick<Streams, 'read' | 'last' | 'follow'>;

/** Opens the event store for as long as `work` takes. */
export const withStore = async <Result>(
  url: string,
  work: (store: Store) => Promise<Result>,
): Promise<Result> => {
  const { read, last, follow, close } = await eventStoreStreams({ url });
  try {
    return await work({ read, last, follow });
  } finally {
    await close();
  }
};

/** Opens the database for as long as `work` takes. */
export const withDatabase = async <Result>(
  url: string,
  work: (database: Database) => Promise<Result>,
): Promise<Result> => {
  const database = openDatabase(url);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
};
