import type { Channel } from './channel';

/** Says it in the log: for laptops, and to see that something would have been pushed. No ids. */
export const consoleChannel: Channel = {
  name: 'console',
  isPrivate: false,
  push: async ({ kind, text }, { log }) => {
    log.debug({ kind, text }, 'push');
    return 'sent';
  },
};
