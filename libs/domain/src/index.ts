export type * from './account/account';
export type * from './conversation/conversation';
export type * from './inbox/inbox';
export type * from './notice/notice';
export type * from './policy/policy';
