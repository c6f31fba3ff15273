/** Ends a run with one plain line, so that a log says at a glance how many tests ran. */
export function countReporter() {
  return {
    onTestRunFinished({ sessions }) {
      const count = { passed: 0, failed: 0, skipped: 0 };
      const visit = (suite) => {
        for (const test of suite?.tests ?? []) {
          if (test.skipped) count.skipped += 1;
          else if (test.passed) count.passed += 1;
          else count.failed += 1;
        }
        for (const child of suite?.suites ?? []) visit(child);
      };
      for (const session of sessions) {
        const failedBefore = count.failed;
        visit(session.testResults);
        // A file that could not even be loaded has no failed test to count.
        if (!session.passed && count.failed === failedBefore) count.failed += 1;
      }
      console.log(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
    },
  };
}
