import { consumingContract } from './consuming.contract';
import { groupsContract } from './groups.contract';
import { sendingContract } from './sending.contract';
import { settingsContract } from './settings.contract';
import type { Topics } from './topics';

/**
 * What any message bus must do, as far as its port can tell: the statements T1 to T20 that need no
 * look behind it. Run by the twin without a socket, by the adapter over the real protocol.
 * `open` gives a bus that nobody else uses; it is closed after each test.
 */
export const topicsContract = (open: () => Promise<Topics>): void => {
  let topics: Topics;

  beforeEach(async () => {
    topics = await open();
  });

  afterEach(async () => {
    await topics.close();
  });

  describe('sending', () => {
    sendingContract(() => topics);
  });
  describe('consuming', () => {
    consumingContract(() => topics);
  });
  describe('a group', () => {
    groupsContract(() => topics);
  });
  describe('topics', () => {
    settingsContract(() => topics);
  });
};
