export { type ContentVerdict, inspect } from './inspect';
export { matcherFor } from './lists';
export { type Matcher, type WordList, type WordLists, compile } from './matcher';
