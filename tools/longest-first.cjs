const { default: Sequencer } = require('@jest/test-sequencer');

/** What takes longest although its file is small: jest would begin with the largest files. */
const first = [
  /\/e2e\/(crash\.int|bad-input|receipts|volume|operators\.twin|transcripts\.twin)\.spec\.ts$/,
  /\/(gateway|views|members|kafka)\.int\.spec\.ts$/,
  /\/conversation\/properties\/\w+\.spec\.ts$/,
  /\/contracts\/src\/fields\.spec\.ts$/,
];

/** Begins with the longest suites, also on a machine that has never run them: so none is alone at the end. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    // oxlint-disable-next-line unicorn/no-array-sort -- jest's own, which sorts a copy
    const sorted = super.sort(tests);
    const isLong = ({ path }) => first.some((pattern) => pattern.test(path));
    return [...sorted.filter(isLong), ...sorted.filter((test) => !isLong(test))];
  }
};
