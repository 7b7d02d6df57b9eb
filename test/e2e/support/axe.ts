import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export type Violation = { id: string; help: string; targets: string[] };
type AxeRun = {
  violations: { id: string; help: string; nodes: { target: unknown[]; failureSummary?: string }[] }[];
};

/** Every axe violation of the page as it stands (WCAG 2.2 AA and best practices). */
export async function violationsOf(page: Page): Promise<Violation[]> {
  await page.evaluate(source);
  const result = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run: () => Promise<unknown> } };
    return axe.run();
  });
  return (result as AxeRun).violations.map((violation) => ({
    id: violation.id,
    help: violation.help,
    targets: violation.nodes.slice(0, 5).map((node) => node.target.join(' ')),
  }));
}
