import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commands } from '../../src/app/commands.ts';
import { generatedPages } from '../../src/app/generated-docs.ts';
import { citationsIn } from '../../src/app/legal-index.ts';
import { installedPackages, noticesFile, noticesPage, sbomDocument } from '../../src/app/notices.ts';
import { root } from './source.ts';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const lengthOf = (path: string) => read(path).trimEnd().split('\n').length;

describe('generated pages', () => {
  const pages = generatedPages();

  test.each([...pages.keys()])('%s is up to date: ./serepok docs', (path) => {
    expect(existsSync(join(root, path)), `${path} is missing`).toBe(true);
    expect(read(path)).toBe(pages.get(path));
  });

  test('are made the same way twice', () => {
    expect([...generatedPages()]).toEqual([...pages]);
  });

  test('third-party notices are up to date: ./serepok notices', () => {
    expect(read(noticesFile)).toBe(noticesPage());
  });

  test('every package has a licence that the product may ship', () => {
    const free =
      /^\(?(MIT|MIT-0|ISC|0BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|BlueOak-1\.0\.0|OFL-1\.1|Python-2\.0|Unlicense|CC0-1\.0|Zlib)\b/;
    const faults = installedPackages().filter((item) => !item.isDevelopment && !free.test(item.license));
    expect(faults.map((item) => `${item.name}: ${item.license}`)).toEqual([]);
  });

  test('the bill of materials names every package once, with hash and licence', () => {
    const { components } = sbomDocument() as { components: Record<string, unknown>[] };
    expect(components.length).toBe(installedPackages().length);
    expect(new Set(components.map((item) => item['bom-ref'])).size).toBe(components.length);
    expect(components.find((item) => item['name'] === 'zod')).toMatchObject({
      scope: 'required',
      purl: expect.stringMatching(/^pkg:npm\/zod@/),
      hashes: [{ alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/) }],
    });
  });
});

describe('citations', () => {
  test.each([
    ['NĐ 118/2025 Đ.17 k.2', 'NĐ 118/2025', 'Đ.17 k.2'],
    ['// NĐ 118/2025/NĐ-CP', 'NĐ 118/2025', ''],
    ['Luật BVDLCN 91/2025/QH15 Đ.8; x', 'Luật 91/2025', 'Đ.8'],
    ['Bộ luật Dân sự 91/2015/QH13', 'Luật 91/2015', ''],
    ['TT 03/2025/TT-VPCP mẫu 02', 'TT 03/2025', 'mẫu 02'],
    ['QĐ 121-CP ngày 08/8/1967', 'QĐ 121-CP', ''],
    ['QĐ 06/QĐ-TTg', 'QĐ 06/QĐ-TTg', ''],
    ['Thông tư 46/2022/TT-BCA', 'TT 46/2022', ''],
    ['RFC 6962 §2.1', 'RFC 06962', '§2.1'],
    ['see RFC 9110 §15.5.', 'RFC 09110', '§15.5'],
  ])('%s', (text, key, provision) => {
    expect(citationsIn(text)).toEqual([expect.objectContaining({ key, provision })]);
  });

  test('a law without a number is no citation', () => {
    expect(citationsIn('Luật Hộ tịch, người dân 12 tuổi, TT 5')).toEqual([]);
  });
});

describe('written pages', () => {
  test.each([
    ['README.md', 150],
    ['docs/ARCHITECTURE.md', 120],
    ...readdirSync(join(root, 'docs/adr')).map((name) => [`docs/adr/${name}`, 60] as const),
  ] as const)('%s has at most %i lines', (path, most) => {
    expect(lengthOf(path)).toBeLessThanOrEqual(most);
  });

  const pages = ['README.md', 'docs/ARCHITECTURE.md', 'docs/van-hanh.md'];

  test.each(pages)('%s names only commands that exist', (path) => {
    const named = [...read(path).matchAll(/\.\/serepok ([a-z]+)/g)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !commands[name])).toEqual([]);
  });

  test.each(pages)('%s links to files that exist', (path) => {
    const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
    const links = [...read(path).matchAll(/(?<!!)\[[^\]]*\]\((?!https?:|#)([^)#]+)/g)].map(
      ([, target = '']) => target,
    );
    expect(links.filter((target) => !existsSync(join(root, folder, target)))).toEqual([]);
  });

  test('every setting of the environment is explained to the operator', () => {
    const settings = [...read('src/app/config.ts').matchAll(/^ {2}([A-Z][A-Z_]+): z\./gm)].map(
      ([, name]) => name,
    );
    const text = read('docs/van-hanh.md');
    expect(settings.length).toBeGreaterThan(15);
    expect(settings.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });

  test('every figure of /metrics is explained to the operator', () => {
    const names = [...read('src/app/operations.ts').matchAll(/'(serepok_[a-z_]+)'/g)].map(
      ([, name = '']) => name,
    );
    const text = read('docs/van-hanh.md');
    expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });
});
