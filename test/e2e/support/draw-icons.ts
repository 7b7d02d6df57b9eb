// node test/e2e/support/draw-icons.ts: draws the app's icons from our mark into web/public/icons.
import { readFile } from 'node:fs/promises';
import { openBrowser } from './browser.ts';

const mark = await readFile('web/public/icons/mark.svg', 'utf8');
const icons = [
  { file: 'icon-180.png', size: 180, inset: 0.08, ground: '#FBFAF7' },
  { file: 'icon-192.png', size: 192, inset: 0.04, ground: 'transparent' },
  { file: 'icon-512.png', size: 512, inset: 0.04, ground: 'transparent' },
  { file: 'icon-maskable-512.png', size: 512, inset: 0.2, ground: '#FBFAF7' },
];
const browser = await openBrowser();
for (const { file, size, inset, ground } of icons) {
  const context = await browser.newContext({ width: size, height: size });
  const page = await context.newPage();
  const edge = size * (1 - 2 * inset);
  const drawing = mark.replace('width="24" height="24"', `width="${edge}" height="${edge}"`);
  await page.setContent(
    `<body style="margin:0;display:grid;place-items:center;height:100vh;background:${ground}">${drawing}</body>`,
  );
  await page.screenshot({ path: `web/public/icons/${file}`, omitBackground: true });
  await context.close();
}
await browser.close();
