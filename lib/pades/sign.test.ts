import { generateKeyPairSync, sign as nodeSign } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { PDFDocument } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { ecdsaDer, ecdsaRaw } from './algorithms.ts';
import { checkPdf } from './check.ts';
import { PadesError } from './pades-error.ts';
import { pdfDate } from './prepare.ts';
import { readTimestampResponse, timestampRequest } from './timestamp.ts';
import { readXref } from './xref.ts';

async function blank(useObjectStreams = false): Promise<Uint8Array> {
  const doc = await PDFDocument.create();
  doc.addPage([200, 200]);
  return doc.save({ useObjectStreams });
}

describe('cross-reference', () => {
  it('reads a table and a stream', async () => {
    const table = readXref(await blank());
    expect(table.sections.map((section) => section.kind)).toEqual(['table']);
    const stream = readXref(await blank(true));
    expect(stream.sections.map((section) => section.kind)).toEqual(['stream']);
    expect([...stream.entries.values()].some((entry) => entry.kind === 'compressed')).toBe(true);
  });

  it('refuses a file without startxref or with one that points nowhere', async () => {
    expect(() => readXref(new TextEncoder().encode('%PDF-1.7 nothing'))).toThrow(PadesError);
    const text = Buffer.from(await blank()).toString('latin1');
    const astray = Buffer.from(text.replace(/startxref\s+\d+/, 'startxref\n999999'), 'latin1');
    expect(() => readXref(astray)).toThrow(PadesError);
  });
});

describe('ECDSA signature forms', () => {
  it('convert both ways, with leading zeros and high bits', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    for (let i = 0; i < 40; i += 1) {
      const der = nodeSign('sha256', Buffer.from([i]), privateKey);
      const raw = ecdsaRaw(der, 32);
      expect(raw && Buffer.from(ecdsaDer(raw)).equals(der)).toBe(true);
    }
    expect(ecdsaRaw(new Uint8Array([1, 2, 3]), 32)).toBeUndefined();
  });
});

describe('dates', () => {
  it('are written in Vietnam time', () => {
    expect(pdfDate(new Date('2026-12-31T17:30:05Z'))).toBe("D:20270101003005+07'00'");
  });
});

describe('timestamp answers', () => {
  it('that are not answers are refused with a code', () => {
    const asked = { digest: new Uint8Array(32), nonce: new Uint8Array(8) };
    expect(() => readTimestampResponse(new TextEncoder().encode('<html>'), asked)).toThrow(
      expect.objectContaining({ code: 'timestamp.unreadable' }),
    );
    const rejected = new Uint8Array([0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02]);
    expect(() => readTimestampResponse(rejected, asked)).toThrow(
      expect.objectContaining({ code: 'timestamp.refused' }),
    );
    expect(timestampRequest(asked.digest, asked.nonce)[0]).toBe(0x30);
  });
});

describe('checking', () => {
  it('calls a file without signatures unsigned', async () => {
    const check = await checkPdf(await blank(), { anchors: [], at: new Date(0) });
    expect(check).toEqual({ signatures: [], outcome: 'unsigned' });
  });
});

describe('hostile files', () => {
  const bomb = (type: string, filter = '/FlateDecode') => {
    const packed = deflateSync(Buffer.alloc(100 * 1024 * 1024));
    return Buffer.concat([
      Buffer.from(
        `%PDF-1.7\n1 0 obj\n<< /Type ${type} /N 1 /First 4 /Filter ${filter} /Length ${packed.length} >>\nstream\n`,
      ),
      packed,
      Buffer.from('\nendstream\nendobj\nstartxref\n0\n%%EOF'),
    ]);
  };

  it('that unpack without bound are refused before they are unpacked', async () => {
    for (const file of [
      bomb('/ObjStm'),
      bomb('/Obj#53tm'),
      bomb('/XRef'),
      bomb('/ObjStm', '[/FlateDecode /Fl#61teDecode]'),
    ]) {
      const check = checkPdf(file, { anchors: [], at: new Date(0) });
      await expect(check).rejects.toThrow(/unpacks to more|packed in an unusual way/);
    }
  });

  it('does not take a large picture for a bomb', async () => {
    const doc = await PDFDocument.create();
    doc.addPage();
    const stream = doc.context.flateStream(new Uint8Array(80 * 1024 * 1024), {
      Type: 'XObject',
      Subtype: 'Image',
    });
    doc.context.register(stream);
    const check = await checkPdf(await doc.save(), { anchors: [], at: new Date(0) });
    expect(check.outcome).toBe('unsigned');
  });
});
