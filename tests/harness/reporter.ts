// Counts for tests/run.ts, into the file TEST_REPORT.
import fs from 'node:fs';
import path from 'node:path';
import type { Reporter, SerializedError, TestModule } from 'vitest/node';

export interface Report {
  passed: number;
  failed: number;
  failures: string[];
  skipped: { test: string; reason: string }[];
}

export default class implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const report: Report = {
      passed: 0,
      failed: unhandled.length,
      failures: unhandled.map(({ message }) => `outside any test: ${first(message)}`),
      skipped: [],
    };
    for (const module of modules) {
      let failed = 0;
      for (const test of module.children.allTests()) {
        const result = test.result();
        const name = `${path.relative(process.cwd(), module.moduleId)} > ${test.fullName}`;
        if (result.state === 'passed') report.passed++;
        else if (result.state === 'skipped') {
          report.skipped.push({
            test: name,
            reason: result.note ?? `no reason given (${test.options.mode})`,
          });
        } else {
          failed++;
          report.failures.push(`${name}: ${first(result.errors?.[0]?.message)}`);
        }
      }
      // A file that cannot be loaded, or a hook that fails, has no failed test to show for it.
      if (failed === 0 && module.state() === 'failed') {
        failed = 1;
        report.failures.push(`${module.moduleId}: ${first(module.errors()[0]?.message)}`);
      }
      report.failed += failed;
    }
    if (process.env.TEST_REPORT) fs.writeFileSync(process.env.TEST_REPORT, JSON.stringify(report));
  }
}

const first = (message = 'no reason given') => message.split('\n', 1)[0];
