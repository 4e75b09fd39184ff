// Mocha's spec reporter that also appends what it counted to the file in BRIDGECRAFT_TEST_COUNTS, for scripts/test.mjs.
const { appendFileSync } = require('node:fs');
const Mocha = require('mocha');

module.exports = class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = this.stats;
      const file = process.env.BRIDGECRAFT_TEST_COUNTS;
      if (file) appendFileSync(file, `${JSON.stringify({ passes, failures, pending })}\n`);
    });
  }
};
