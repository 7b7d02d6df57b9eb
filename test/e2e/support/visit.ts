import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { openBrowser, phone, type Screen } from './browser.ts';
import { type Stack, startStack } from './stack.ts';

export interface Visit {
  /** The running platform; there from the first `beforeAll` on. */
  readonly stack: Stack;
  /** For files of the journey, and the screenshots of a failure. */
  readonly folder: string;
  /** A page in a browser context of its own: another device. */
  readonly newPage: (screen?: Screen) => Promise<Page>;
}

/** Starts the platform and a browser before the tests of a file, photographs every page of a failed test, ends both. */
export function visit(name: string, port: number, film?: string): Visit {
  const contexts: BrowserContext[] = [];
  const folder = mkdtempSync(join(tmpdir(), `serepok-${name}-`));
  let stack: Stack | undefined;
  let browser: Awaited<ReturnType<typeof openBrowser>> | undefined;

  beforeAll(async () => {
    stack = await startStack(port);
    browser = await openBrowser(film);
  }, 240_000);

  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    for (const [index, context] of contexts.entries()) {
      for (const page of context.pages())
        await page.screenshot({ path: join(folder, `that-bai-${index}.png`), fullPage: true });
    }
    console.error(`screenshots of the failure: ${folder}`);
  });

  afterAll(async () => {
    for (const context of contexts) await context.close();
    await browser?.close();
    await stack?.stop();
  });

  return {
    folder,
    get stack() {
      if (!stack) throw new Error('the platform is not started yet');
      return stack;
    },
    newPage: async (screen = phone) => {
      if (!browser) throw new Error('the browser is not started yet');
      const context = await browser.newContext(screen);
      contexts.push(context);
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      return page;
    },
  };
}
