import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { Typeface } from '#lib/pades';
import { fileSigner, httpTimestamps, signDocument, trustStore, verifyDocument } from '#platform/signing';
import { seededRandom } from '#platform/runtime';
import { openTrial, run } from '../../../sandbox/ca/trial.ts';
import { type DocumentData, fillPlain, fillSpans, formalDay } from './fill-text.ts';
import { openDocumentTypeface, openSans, readTemplates, renderDocument, type Template } from './index.ts';
import { samples } from './sample-data.fixture.ts';
import { parseTemplate } from './templates.ts';
import { weaveBand } from './weave.ts';

const shelf = readTemplates(join(import.meta.dirname, '../../../catalog/documents'));
let typeface: Typeface;
let folder: string;

beforeAll(async () => {
  typeface = await openDocumentTypeface();
  folder = await mkdtemp(join(tmpdir(), 'serepok-documents-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const createdAt = new Date('2026-11-23T03:15:00Z');

function render(template: Template, data: DocumentData, more: { isDemonstration?: boolean } = {}) {
  return renderDocument({
    template,
    data,
    typeface,
    createdAt,
    isDemonstration: more.isDemonstration ?? true,
  });
}

async function textOf(pdf: Uint8Array, name: string): Promise<string> {
  const path = join(folder, `${name}.pdf`);
  await writeFile(path, pdf);
  return (await run('pdftotext', ['-layout', path, '-'])).normalize('NFC').replace(/[\s\u00a0]+/g, ' ');
}

describe('every form', () => {
  test('of the circular, and each result with a prescribed layout, has a sample', () => {
    expect(Object.keys(samples).filter((id) => !shelf.ids().includes(id))).toEqual([]);
    expect(shelf.ids().filter((id) => id.startsWith('form-') && !(id in samples))).toEqual([]);
  });

  test.each(Object.keys(samples))(
    '%s fits one page, in both typefaces, and carries what the law wants',
    async (id) => {
      const template = shelf.find(id, '2026-11-23');
      const data = samples[id] ?? {};
      const rendered = await render(template, data);
      expect(rendered.pages).toBe(1);
      const text = await textOf(rendered.pdf, id);
      for (const said of [
        'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
        'Độc lập - Tự do - Hạnh phúc',
        'Số: ',
        'không có giá trị pháp lý',
        'Trang 1/1',
        'H15.41-261123-0012',
      ]) {
        if (said.startsWith('H15') && id === 'birth-extract-copy') continue;
        expect(text).toContain(said);
      }
      expect(text).not.toMatch(/\{|\}|\*\*|undefined|null/);
      expect(rendered.stamps).toHaveLength(1);
      const [stamp] = rendered.stamps;
      expect(stamp?.rect.y).toBeGreaterThan(110);
      expect((stamp?.rect.x ?? 0) + (stamp?.rect.width ?? 999)).toBeLessThan(560);
      const sans = await renderDocument({
        template,
        data,
        typeface: await openSans(),
        createdAt,
        isDemonstration: true,
      });
      expect(sans.pages).toBe(1);
    },
  );

  test('is the same, byte for byte, from the same data', async () => {
    const template = shelf.find('form-01-receipt', '2026-11-23');
    const data = samples['form-01-receipt'] ?? {};
    expect(Buffer.compare((await render(template, data)).pdf, (await render(template, data)).pdf)).toBe(0);
  });

  test('in operation does not say that it has no legal value', async () => {
    const rendered = await render(
      shelf.find('form-01-receipt', '2026-11-23'),
      samples['form-01-receipt'] ?? {},
      { isDemonstration: false },
    );
    expect(await textOf(rendered.pdf, 'real')).not.toContain('không có giá trị');
  });

  test('embeds only subsets, and draws without errors', async () => {
    const { pdf } = await render(
      shelf.find('residence-notice', '2026-11-23'),
      samples['residence-notice'] ?? {},
    );
    const path = join(folder, 'fonts.pdf');
    await writeFile(path, pdf);
    for (const row of (await run('pdffonts', [path])).split('\n').slice(2).filter(Boolean))
      expect(row).toMatch(/yes yes yes/);
    const { stderr } = await promisify(execFile)('pdftoppm', [
      '-r',
      '40',
      '-png',
      path,
      join(folder, 'look'),
    ]);
    expect(stderr).toBe('');
  });
});

describe('the foot', () => {
  test('has a QR that a reader reads', async () => {
    const { pdf } = await render(
      shelf.find('residence-notice', '2026-11-23'),
      samples['residence-notice'] ?? {},
    );
    const path = join(folder, 'qr.pdf');
    await writeFile(path, pdf);
    await run('pdftoppm', ['-r', '150', '-png', '-singlefile', path, join(folder, 'qr')]);
    const wasm = await readFile(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')));
    await prepareZXingModule({
      overrides: { wasmBinary: Uint8Array.from(wasm).buffer },
      fireImmediately: true,
    });
    const found = await readBarcodes(new Uint8Array(await readFile(join(folder, 'qr.png'))), {
      formats: ['QRCode'],
      tryHarder: true,
    });
    expect(found.map(({ text }) => text)).toEqual(['https://dichvu.example.vn/xac-minh/7KQM-2X9D-4HTP']);
  });

  test('has a band of whole repeats', () => {
    const band = weaveBand({ x: 85, y: 700, width: 464 });
    const right = Math.max(...band.rects.map(([x, , width]) => x + width));
    expect(right).toBeLessThanOrEqual(85 + 464 + 0.001);
    expect(band.height).toBeGreaterThan(5);
    expect(band.rects.length % 24).toBe(0);
  });
});

describe('long documents', () => {
  test('turn pages with the table’s head, the page’s number and the signatures together', async () => {
    const components = Array.from({ length: 60 }, (_, i) => ({
      name: `Giấy tờ số ${i + 1}`,
      proof: 'Bản điện tử',
      count: '01',
    }));
    const data = { ...samples['form-01-receipt'], components };
    const rendered = await render(shelf.find('form-01-receipt', '2026-11-23'), data);
    expect(rendered.pages).toBe(3);
    expect(rendered.stamps[0]?.page).toBe(2);
    const text = await textOf(rendered.pdf, 'long');
    expect(text.match(/Hình thức, nguồn xác nhận/g)?.length).toBeGreaterThanOrEqual(2);
    expect(text).toContain('Trang 3/3');
    for (const { name } of components) expect(text).toContain(name);
  });

  test('break a word without spaces that is wider than the page', async () => {
    const data = { ...samples['form-05-stop'], stop: { reason: 'x'.repeat(400), ground: 'y' } };
    const rendered = await render(shelf.find('form-05-stop', '2026-11-23'), data);
    expect(
      await textOf(rendered.pdf, 'word').then((text) => text.replace(/[^x]/g, '').length),
    ).toBeGreaterThanOrEqual(400);
  });
});

describe('filling in', () => {
  test('days after the decree: zero before days below 10 and months 1 and 2 only', () => {
    const plain = (value: string) => formalDay(value).replaceAll('\u00a0', ' ');
    expect(plain('2026-02-05')).toBe('ngày 05 tháng 02 năm 2026');
    expect(plain('2026-03-10')).toBe('ngày 10 tháng 3 năm 2026');
    expect(plain('2026-12-31T17:30:00Z')).toBe('ngày 01 tháng 01 năm 2027');
  });

  test('markup belongs to the template: data with stars, braces and underlines stays as it is', () => {
    const spans = fillSpans('Ông **{name}** _x_', { name: '**A** {b} _c_', b: 'no' });
    expect(spans).toEqual([
      { text: 'Ông ', style: 'regular' },
      { text: '**A** {b} _c_', style: 'bold' },
      { text: ' ', style: 'regular' },
      { text: 'x', style: 'italic' },
    ]);
  });

  test('a value that is missing stops the document; inherited properties are no values', () => {
    expect(() => fillSpans('{a.b}', { a: {} })).toThrow(
      expect.objectContaining({ code: 'documents.value_missing' }),
    );
    expect(() => fillSpans('{constructor}', {})).toThrow(
      expect.objectContaining({ code: 'documents.value_missing' }),
    );
    expect(fillSpans('a{b?}', {})).toEqual([{ text: 'a', style: 'regular' }]);
    expect(fillPlain('{n|mask} {d|dong}', { n: '100203000123', d: 1234567 })).toBe(
      '100•••••0123 1.234.567\u00a0đ',
    );
  });

  test('a letter the typeface lacks stops the document', async () => {
    const data = { ...samples['form-05-stop'], stop: { reason: 'chữ 漢', ground: 'y' } };
    await expect(render(shelf.find('form-05-stop', '2026-11-23'), data)).rejects.toMatchObject({
      code: 'documents.letter_missing',
      params: { letters: '漢' },
    });
  });
});

describe('templates', () => {
  test('are found by the day, and not before or after they are in force', () => {
    expect(() => shelf.find('form-01-receipt', '2025-06-30')).toThrow(
      expect.objectContaining({ code: 'documents.template_unknown' }),
    );
    expect(shelf.find('form-01-receipt', '2025-07-01').version).toBe(1);
    expect(() => shelf.find('none', '2026-01-01')).toThrow(
      expect.objectContaining({ code: 'documents.template_unknown' }),
    );
  });

  test('that are malformed are named', () => {
    expect(() => parseTemplate('x', 'format: 1\nid: x\nblocks: [{script: "1"}]')).toThrow(
      expect.objectContaining({ code: 'documents.template_invalid' }),
    );
  });

  test('state their source, and none is called verified that is from memory', () => {
    for (const template of shelf.all())
      if (/memory|our own/.test(template.source)) expect(template.verified).toBe(false);
  });
});

test('a rendered form is signed on its place and verifies', async () => {
  const trial = await openTrial();
  const certificates = { anchors: [trial.ca.rootCertificate], intermediates: [trial.ca.issuingCertificate] };
  const clock = { now: () => trial.clock.now };
  const ports = {
    signing: fileSigner({
      folder: join(folder, 'keys'),
      enrolment: {
        url: trial.ca.url,
        subjectOf: () => ({ commonName: 'Trần Quốc Bảo', organisation: 'UBND phường Buôn Hồ' }),
      },
    }),
    timestamps: httpTimestamps({ url: `${trial.ca.url}/tsa`, random: seededRandom(1) }),
    trust: trustStore({
      ...certificates,
      crlUrls: [`${trial.ca.url}/crl/root.crl`, `${trial.ca.url}/crl/issuing.crl`],
      clock,
    }),
  };
  const rendered = await render(
    shelf.find('form-01-receipt', '2026-11-23'),
    samples['form-01-receipt'] ?? {},
  );
  const [place] = rendered.stamps;
  if (!place) throw new Error('no place for the stamp');
  const lines = [
    { text: 'Ký bởi: Trần Quốc Bảo' },
    { text: 'TT Phục vụ HCC phường Buôn Hồ' },
    { text: '10:15:08, 23/11/2026' },
  ];
  const signed = await signDocument(
    { clock, ports: ports as never },
    { pdf: rendered.pdf, holder: 'staff:1', stamp: { ...place, lines, typeface } },
  );
  expect((await verifyDocument({ clock, ports: ports as never }, signed.pdf)).verdict).toBe('valid');
  expect(await textOf(signed.pdf, 'signed')).toContain('Ký bởi: Trần Quốc Bảo');
  await trial.close();
});
