import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './process.ts';

interface TestReport {
  readonly testResults: readonly { readonly name: string; readonly status: string }[];
}

function lastReport(): TestReport {
  const file = join(projectFolder, '.serepok', 'test-report.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as TestReport) : { testResults: [] };
}

/** The acceptance spec of a model, and whether it passed in the last test run. */
export function specOf(handbook: number): { path: string | null; passed: boolean } {
  const folder = join(projectFolder, 'test', 'models');
  const prefix = `m${String(handbook).padStart(2, '0')}-`;
  const name = existsSync(folder)
    ? readdirSync(folder).find((file) => file.startsWith(prefix) && file.endsWith('.spec.ts'))
    : undefined;
  if (!name) return { path: null, passed: false };
  const found = lastReport().testResults.find((result) => result.name.endsWith(`/test/models/${name}`));
  return { path: `test/models/${name}`, passed: found?.status === 'passed' };
}
