import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileDossier } from './journey.ts';
import { type Province, openProvince } from './province.ts';
let province: Province;
beforeAll(async () => { console.time('open'); province = await openProvince(); console.timeEnd('open'); }, 120000);
afterAll(() => province.close());
test('files', async () => {
  const dung = await province.citizen('dung');
  console.time('file');
  const d = await fileDossier(province, dung);
  console.timeEnd('file');
  expect(d).toMatchObject({ code: 'x' });
});
