// node test/e2e/support/first-load.ts: how much compressed JavaScript the citizen's first page asks for.
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { openBrowser, phone } from './browser.ts';
import { type Guise, pretendServer } from './pretend-server.ts';

export const BUDGET_BYTES = 250 * 1024;

/** Gzip bytes of every script that the page at `path` runs before it rests. */
export async function firstLoad(
  path: string,
  as: Guise,
): Promise<{ scripts: number; styles: number; fonts: number }> {
  const folder = join(process.cwd(), '.serepok/web-first-load');
  delete process.env.VITE_GALLERY;
  await build({
    configFile: 'web/vite.config.ts',
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true },
  });
  const server = await pretendServer(folder);
  server.become(as);
  const browser = await openBrowser();
  const page = await (await browser.newContext(phone)).newPage();
  const sizes = { scripts: 0, styles: 0, fonts: 0 };
  const reading: Promise<void>[] = [];
  page.on('response', (response) => {
    const type = response.headers()['content-type'] ?? '';
    const kind = type.includes('javascript') ? 'scripts' : type.includes('css') ? 'styles' : 'fonts';
    if (kind === 'fonts' && !type.includes('woff2')) return;
    const add = (body: Buffer) => {
      sizes[kind] += kind === 'fonts' ? body.length : gzipSync(body).length;
    };
    reading.push(response.body().then(add));
  });
  await page.goto(server.url + path, { waitUntil: 'networkidle' });
  await Promise.all(reading);
  await browser.close();
  await server.close();
  return sizes;
}

if (process.argv[1] === import.meta.filename) {
  for (const [path, as] of [
    ['/', 'guest'],
    ['/', 'citizen'],
    ['/can-bo', 'officer'],
  ] as const) {
    const sizes = await firstLoad(path, as);
    console.log(
      `${as} ${path}: ${(sizes.scripts / 1024).toFixed(0)} kB script, ${(sizes.styles / 1024).toFixed(0)} kB style, ${(sizes.fonts / 1024).toFixed(0)} kB fonts`,
    );
  }
}
