import { age, phone, teen } from './admission';
import { bulk, report } from './answers';
import type { Chapter } from './chapter';
import { follow } from './follows';
import { cap, policy, words } from './operators';
import { mute, receipts } from './own-side';
import { request } from './request';

/** All chapters, in the order in which they are told; the first is the main story. */
export const chapters: readonly [Chapter, ...Chapter[]] = [
  request,
  age,
  phone,
  teen,
  follow,
  receipts,
  mute,
  report,
  bulk,
  cap,
  words,
  policy,
];
