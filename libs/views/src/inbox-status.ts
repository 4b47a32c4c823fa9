import type { Folder, View as Shown } from '@vestibule/domain';

/** How one conversation stands for one person; never tells more than that person may be shown. */
export type Status =
  'pending' | 'open' | 'request' | 'declined' | 'expired' | 'ended' | 'withdrawn' | 'blocked';

export const statusIn = (folder: Folder): Status => {
  switch (folder) {
    case 'inbox':
      return 'open';
    case 'requests':
    case 'hidden':
      return 'request';
    case 'declined':
      return 'declined';
    case 'none':
      return 'ended';
  }
};

/** How the sender stands after a message, as its answer said. */
export const statusFor = (view: Shown): Status => {
  switch (view) {
    case 'blocked':
    case 'open':
    case 'pending':
    case 'declined':
    case 'expired':
    case 'request':
      return view;
    case 'none':
      return 'ended';
  }
};

const listed: ReadonlySet<Status> = new Set(['open', 'request', 'declined', 'expired']);

/** Until the pair's own event tells the view, what lay in a list before still lies there. */
export const statusWhenSent = (status: Status): Status => (listed.has(status) ? status : 'pending');
