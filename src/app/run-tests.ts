import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runChecks } from './check.ts';
import { projectFolder, runProgram } from './process.ts';
import { ensureSystemPackages, testPackages } from './system-packages.ts';

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly success: boolean;
}

const reportFile = join(projectFolder, '.serepok', 'test-report.json');

function readReport(): Report {
  return JSON.parse(readFileSync(reportFile, 'utf8')) as Report;
}

/** A file that could not even be loaded fails the run though no test of it failed. */
function failuresOf(report: Report, code: number): number {
  if (report.numFailedTests > 0) return report.numFailedTests;
  return report.success && code === 0 ? 0 : 1;
}

/** `./serepok test [--long] [filter…]`: everything; ends with the line `N passed, N failed`. */
export async function runTests(args: readonly string[]): Promise<number> {
  const long = args.includes('--long');
  const filters = args.filter((arg) => arg !== '--long');
  await ensureSystemPackages(testPackages);
  const checks = filters.length > 0 ? { passed: 0, failed: 0 } : await runChecks();
  mkdirSync(join(projectFolder, '.serepok'), { recursive: true });
  rmSync(reportFile, { force: true });
  const vitest = [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportFile}`,
    ...filters,
  ];
  const outcome = await runProgram('vitest', vitest, { env: long ? { SEREPOK_LONG: '1' } : {} });
  const report = readReport();
  const passed = checks.passed + report.numPassedTests;
  const failed = checks.failed + failuresOf(report, outcome.code);
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}
