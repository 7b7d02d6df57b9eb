import { createHash } from 'node:crypto';
import { mkdtemp, open, readdir, readFile as readDisk, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { PDFDocument, PDFName } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FileKeystore, openFileKeystore } from '#platform/crypto';
import { type Ctx, seededRandom, steppedClock, system } from '#platform/runtime';
import { openHouse, type TestHouse } from '../../../test/support/house.ts';
import {
  ATTACHMENTS,
  checkFile,
  files,
  type FileStorage,
  type NewFile,
  openFolderStorage,
  OWN_OUTPUT,
  readFile,
  releaseFiles,
  rewrapKeys,
  storeFile,
  sweepObjects,
  sweepStrays,
} from './index.ts';

const HOLDER = '01930000-0000-7000-8000-000000000001';
let house: TestHouse;
let keys: FileKeystore;
let folder: string;
let storage: FileStorage;
let diskIsFull = false;
let pdf: Uint8Array;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'serepok-files-'));
  keys = await openFileKeystore({
    folder: join(folder, 'keys'),
    random: seededRandom('files'),
    clock: steppedClock('2026-11-23T03:00:00Z'),
    create: true,
  });
  storage = openFolderStorage({
    folder: join(folder, 'objects'),
    openFile: (path, flags, mode) => (diskIsFull ? open('/dev/full', 'w') : open(path, flags, mode)),
  });
  house = await openHouse({ rooms: [], extraRooms: [files], ports: { keys, fileStorage: storage } });
  const doc = await PDFDocument.create();
  doc.addPage();
  pdf = await doc.save();
});

afterAll(async () => {
  await house.close();
  await rm(folder, { recursive: true, force: true });
});

const act = <T>(run: (ctx: Ctx) => Promise<T>): Promise<T> =>
  house.runner.act({ action: 'test.files', principal: system }, run);

const upload = (bytes: Uint8Array, name: string, holderId = HOLDER): NewFile => ({
  bytes,
  name,
  policy: ATTACHMENTS,
  holder: 'test.attachment',
  holderId,
});

async function onDisk(): Promise<string[]> {
  const entries = await readdir(join(folder, 'objects'), { recursive: true, withFileTypes: true }).catch(
    () => [],
  );
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

interface ZipEntry {
  name: string;
  body: Buffer;
  statedSize?: number;
}

/** A ZIP by hand, so that its headers can lie. */
function zip(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, body, statedSize } of entries) {
    const packed = deflateRawSync(body);
    const title = Buffer.from(name);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(statedSize ?? body.length, 22);
    head.writeUInt16LE(title.length, 26);
    const row = Buffer.alloc(46);
    row.writeUInt32LE(0x02014b50, 0);
    row.writeUInt16LE(8, 10);
    row.writeUInt32LE(packed.length, 20);
    row.writeUInt32LE(statedSize ?? body.length, 24);
    row.writeUInt16LE(title.length, 28);
    row.writeUInt32LE(offset, 42);
    parts.push(head, title, packed);
    directory.push(row, title);
    offset += 30 + title.length + packed.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

const types = { name: '[Content_Types].xml', body: Buffer.from('<?xml version="1.0"?><Types/>') };
const word = { name: 'word/document.xml', body: Buffer.from('<w:document/>') };
const wordTypes = {
  name: '[Content_Types].xml',
  body: Buffer.from(
    '<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
  ),
};

describe('storing', () => {
  test('keeps the content sealed, once, under an address of our own', async () => {
    const before = (await onDisk()).length;
    const stored = await act((ctx) => storeFile(ctx, upload(pdf, 'Hợp đồng thuê nhà.pdf')));
    expect(stored).toMatchObject({ size: pdf.length, mediaType: 'application/pdf' });
    expect(stored.hash).toBe(createHash('sha256').update(pdf).digest('hex'));
    const again = await act((ctx) =>
      storeFile(ctx, upload(pdf, 'ban-sao.pdf', '01930000-0000-7000-8000-000000000002')),
    );
    expect(again.objectId).toBe(stored.objectId);
    const paths = await onDisk();
    expect(paths).toHaveLength(before + 1);
    expect(paths.join()).not.toMatch(/ban-sao|thuê/);
    const raw = await readDisk(paths.at(-1) ?? '');
    expect(raw.includes(Buffer.from('%PDF'))).toBe(false);
    const opened = await act((ctx) => readFile(ctx, stored.objectId));
    expect(Buffer.compare(opened.bytes, pdf)).toBe(0);
  });

  test('two at once store one object and lose nothing', async () => {
    const bytes = Buffer.concat([Buffer.from(pdf), Buffer.from('\n% hai người cùng gửi\n%%EOF\n')]);
    const ids = ['3', '4', '5', '6'].map((n) => `01930000-0000-7000-8000-00000000000${n}`);
    const stored = await Promise.all(
      ids.map((id) => act((ctx) => storeFile(ctx, upload(bytes, 'a.pdf', id)))),
    );
    expect(new Set(stored.map((file) => file.objectId)).size).toBe(1);
    const opened = await act((ctx) => readFile(ctx, stored[0]?.objectId ?? ''));
    expect(opened.bytes.equals(bytes)).toBe(true);
  });

  test('a full disk is told as such, and nothing is half done', async () => {
    const before = await onDisk();
    const rows = await house.admin.query('select count(*)::int as n from files.object');
    diskIsFull = true;
    const bytes = Buffer.concat([Buffer.from(pdf), Buffer.from('% đầy\n%%EOF')]);
    await expect(act((ctx) => storeFile(ctx, upload(bytes, 'a.pdf')))).rejects.toMatchObject({
      code: 'files.storage_full',
      status: 507,
    });
    diskIsFull = false;
    expect(await onDisk()).toEqual(before);
    expect((await house.admin.query('select count(*)::int as n from files.object')).rows).toEqual(rows.rows);
    await act((ctx) => storeFile(ctx, upload(bytes, 'a.pdf')));
  });

  test('damage on disk is noticed, and a lost file is not a missing page', async () => {
    const bytes = Buffer.concat([Buffer.from(pdf), Buffer.from('% hỏng\n%%EOF')]);
    const stored = await act((ctx) => storeFile(ctx, upload(bytes, 'a.pdf')));
    const path = (await onDisk()).find((one) => one.endsWith(stored.objectId)) ?? '';
    const raw = await readDisk(path);
    raw[40] = (raw[40] ?? 0) ^ 1;
    await writeFile(path, raw);
    await expect(act((ctx) => readFile(ctx, stored.objectId))).rejects.toMatchObject({
      code: 'files.damaged',
    });
    await rm(path);
    await expect(act((ctx) => readFile(ctx, stored.objectId))).rejects.toMatchObject({
      code: 'files.damaged',
    });
    await expect(act((ctx) => readFile(ctx, '01930000-0000-7000-8000-0000000000ff'))).rejects.toMatchObject({
      code: 'files.not_found',
    });
  });
});

describe('refusing', () => {
  const check = (bytes: Uint8Array, name: string, policy = ATTACHMENTS) => checkFile({ bytes, name, policy });
  const png = (width: number, height: number): Buffer => {
    const head = Buffer.alloc(60);
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]).copy(head);
    head.write('IHDR', 12, 'latin1');
    head.writeUInt32BE(width, 16);
    head.writeUInt32BE(height, 20);
    head.writeUInt32BE(8, 33);
    head.write('IDAT', 37, 'latin1');
    return head;
  };

  test.each([
    [
      'a program named .pdf',
      () => Buffer.concat([Buffer.from('MZ\x90\0'), Buffer.alloc(400)]),
      'cv.pdf',
      'files.type_not_allowed',
    ],
    [
      'a web page named .pdf',
      () => Buffer.from('<html><script>1</script></html>'),
      'a.pdf',
      'files.type_not_allowed',
    ],
    ['a PDF named .docx', () => pdf, 'a.docx', 'files.content_differs_from_name'],
    ['an empty file', () => new Uint8Array(), 'a.pdf', 'files.empty'],
    ['a name of 10 MB', () => pdf, `${'a'.repeat(10 * 1024 * 1024)}.pdf`, 'files.name_not_allowed'],
    ['a name that climbs', () => pdf, '../../etc/passwd.pdf', 'files.name_not_allowed'],
    ['a name that reads backwards', () => pdf, 'ho-so\u202Efdp.exe.pdf', 'files.name_not_allowed'],
    ['a PDF cut short', () => Buffer.from('%PDF-1.7\n1 0 obj'), 'a.pdf', 'files.unsafe_content'],
    ['an image of 10,000 megapixels', () => png(100_000, 100_000), 'a.png', 'files.unsafe_content'],
    [
      'a plain ZIP',
      () => zip([{ name: 'a.txt', body: Buffer.from('a') }]),
      'a.docx',
      'files.type_not_allowed',
    ],
    [
      'a Word file with a macro',
      () => zip([wordTypes, word, { name: 'word/vbaProject.bin', body: Buffer.from('x') }]),
      'a.docx',
      'files.unsafe_content',
    ],
    [
      'a ZIP inside',
      () => zip([wordTypes, word, { name: 'word/inner.zip', body: Buffer.from('x') }]),
      'a.docx',
      'files.unsafe_content',
    ],
  ] as const)('%s', async (...[, bytes, name, code]) => {
    await expect(check(bytes(), name)).rejects.toMatchObject({ code });
  });

  test('a ZIP bomb, whether its header is honest or lies', async () => {
    const body = Buffer.alloc(300 * 1024 * 1024);
    const honest = zip([wordTypes, word, { name: 'word/media/a.xml', body }]);
    expect(honest.length).toBeLessThan(1024 * 1024);
    await expect(check(honest, 'a.docx')).rejects.toMatchObject({
      code: 'files.unsafe_content',
      params: { why: 'archive.expands_too_far' },
    });
    const lying = zip([
      wordTypes,
      word,
      { name: 'word/media/a.xml', body: body.subarray(0, 100 * 1024 * 1024), statedSize: 100 },
    ]);
    await expect(check(lying, 'a.docx')).rejects.toMatchObject({ code: 'files.unsafe_content' });
    const many = zip(
      Array.from({ length: 2_100 }, (_, i) => ({ name: `word/${i}.xml`, body: Buffer.from('a') })).concat([
        wordTypes,
        word,
      ]),
    );
    await expect(check(many, 'a.docx')).rejects.toMatchObject({ code: 'files.unsafe_content' });
  });

  test.each([
    ['script', (doc: PDFDocument) => doc.addJavaScript('a', 'app.alert(1)')],
    [
      'launches_program',
      (doc: PDFDocument) => doc.catalog.set(PDFName.of('OpenAction'), doc.context.obj({ S: 'Launch' })),
    ],
    [
      'dynamic_form',
      (doc: PDFDocument) => doc.catalog.set(PDFName.of('AcroForm'), doc.context.obj({ XFA: [] })),
    ],
    ['embeds_file', (doc: PDFDocument) => doc.attach(Buffer.from('MZ'), 'a.exe')],
  ] as const)('a PDF with active content: %s, even when it is packed', async (kind, poison) => {
    for (const useObjectStreams of [true, false]) {
      const doc = await PDFDocument.create();
      doc.addPage();
      await poison(doc);
      const bytes = await doc.save({ useObjectStreams });
      await expect(check(bytes, 'a.pdf')).rejects.toMatchObject({
        code: 'files.unsafe_content',
        params: { why: `pdf.${kind}` },
      });
    }
  });

  test('a file one byte above the limit, and not one at it', async () => {
    const policy = { ...ATTACHMENTS, maxBytes: pdf.length };
    await expect(check(pdf, 'a.pdf', policy)).resolves.toMatchObject({ mediaType: 'application/pdf' });
    await expect(check(pdf, 'a.pdf', { ...policy, maxBytes: pdf.length - 1 })).rejects.toMatchObject({
      code: 'files.too_large',
      status: 413,
    });
  });

  test('XML that reaches outside; plain XML, JSON and CSV only where the receiver takes them', async () => {
    const entity = Buffer.from(
      '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    );
    await expect(check(entity, 'a.xml', OWN_OUTPUT)).rejects.toMatchObject({ code: 'files.unsafe_content' });
    expect(await check(Buffer.from('<?xml version="1.0"?><a/>'), 'a.xml', OWN_OUTPUT)).toMatchObject({
      mediaType: 'application/xml',
    });
    expect(await check(Buffer.from('{"a":1}'), 'a.json', OWN_OUTPUT)).toMatchObject({
      mediaType: 'application/json',
    });
    expect(await check(Buffer.from('ho,ten\nNiê,H’Mĭn\n'), 'a.csv', OWN_OUTPUT)).toMatchObject({
      mediaType: 'text/csv',
    });
    await expect(check(Buffer.from('{"a":1}'), 'a.json')).rejects.toMatchObject({
      code: 'files.type_not_allowed',
    });
    await expect(check(Buffer.from('{"a":'), 'a.json', OWN_OUTPUT)).rejects.toMatchObject({
      code: 'files.type_not_allowed',
    });
  });

  test('keeps a decomposed name composed, and an Office document is recognised by content', async () => {
    expect(await check(pdf, 'Giấy khai sinh.pdf'.normalize('NFD'))).toMatchObject({
      name: 'Giấy khai sinh.pdf',
    });
    expect(await check(zip([wordTypes, word]), 'don.docx')).toMatchObject({
      mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    });
    await expect(
      check(zip([types, { name: 'x.xml', body: Buffer.from('a') }]), 'a.docx'),
    ).rejects.toMatchObject({ code: 'files.type_not_allowed' });
  });
});

describe('sweeping and rotating', () => {
  test('an object older than a day goes when nobody refers to it, its bytes after the commit; strays go too', async () => {
    const bytes = Buffer.concat([Buffer.from(pdf), Buffer.from('% bỏ\n%%EOF')]);
    const holderId = '01930000-0000-7000-8000-000000000077';
    const stored = await act((ctx) => storeFile(ctx, upload(bytes, 'a.pdf', holderId)));
    const isThere = async () => (await onDisk()).some((path) => path.endsWith(stored.objectId));
    expect(await act((ctx) => releaseFiles(ctx, 'test.attachment', holderId))).toBe(1);
    expect(await act(sweepObjects)).toBe(0);
    house.clock.advance(25 * 3_600_000);
    expect(await act(sweepObjects)).toBe(1);
    expect(await isThere()).toBe(true);
    await house.drain();
    expect(await isThere()).toBe(false);

    const stray = '01930000-0000-7000-8000-00000000abcd';
    await storage.put(stray, Buffer.from('x'));
    const path = (await onDisk()).find((one) => one.endsWith(stray)) ?? '';
    const now = house.clock.now();
    await utimes(path, now, now);
    expect(await act(sweepStrays)).toBe(0);
    house.clock.advance(25 * 3_600_000);
    const others = (await onDisk()).filter((one) => !one.endsWith(stray)).length;
    expect(await act(sweepStrays)).toBe(1);
    expect((await onDisk()).length).toBe(others);
  });

  test('an act that fails after writing leaves nothing but a stray', async () => {
    const bytes = Buffer.concat([Buffer.from(pdf), Buffer.from('% lùi\n%%EOF')]);
    const failing = act(async (ctx) => {
      await storeFile(ctx, upload(bytes, 'a.pdf'));
      throw new Error('the act failed');
    });
    await expect(failing).rejects.toThrow('the act failed');
    const hash = createHash('sha256').update(bytes).digest();
    expect(
      (await house.admin.query('select 1 from files.object where content_hash = $1', [hash])).rowCount,
    ).toBe(0);
  });

  test('after rotation every object is wrapped by the new key and still opens', async () => {
    const bytes = Buffer.concat([Buffer.from(pdf), Buffer.from('% xoay\n%%EOF')]);
    const stored = await act((ctx) => storeFile(ctx, upload(bytes, 'a.pdf')));
    const current = await keys.rotate('files');
    expect(await act(rewrapKeys)).toBeGreaterThan(0);
    const left = await house.admin.query('select 1 from files.object where key_id <> $1', [current]);
    expect(left.rowCount).toBe(0);
    expect((await act((ctx) => readFile(ctx, stored.objectId))).bytes.equals(bytes)).toBe(true);
  });

  test('an address from outside cannot leave the folder', async () => {
    await expect(async () => storage.get('../../keys/keys.json')).rejects.toThrow('not an address');
  });
});
