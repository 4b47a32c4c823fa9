/** What a person may be answered about a decision: from true reasons to public codes and texts. */
export { answerTo } from './answer';
export { codeOf, unchangedCodeOf } from './codes';
