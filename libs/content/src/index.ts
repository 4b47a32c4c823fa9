export { type ContentVerdict, inspect } from './inspect';
export { type Matcher, type WordList, type WordLists, compile } from './matcher';
