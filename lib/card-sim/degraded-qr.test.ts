import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { parseCardQr } from '#lib/identity';
import { drawDegradation, photographQr, sampleHolder, writeCardQr, type CardHolder } from './index.ts';

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const names = ['Y Thử Niê Kđăm', "H'Mẫu Êñuôl", 'Nguyễn Thị Thử Nghiệm', 'Trần Văn Mẫu', 'Điểu Thử'];
const addresses = [
  'Buôn Mẫu, Xã Mẫu, Đắk Lắk',
  'Thôn 1, Xã Mẫu, Huyện Mẫu, Tỉnh Đắk Lắk',
  'Số 12/3 Đường Mẫu, Phường Mẫu, Đắk Lắk',
];

beforeAll(() => {
  // Without this the package fetches its WebAssembly from a public server.
  const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  prepareZXingModule({
    overrides: {
      wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.length) as ArrayBuffer,
    },
  });
});

describe('writeCardQr', () => {
  it('writes what parseCardQr reads, in both generations', () => {
    const holder: CardHolder = { ...sampleHolder, name: "H'Mẫu Êñuôl" };
    const details = { address: 'Buôn Mẫu, Đắk Lắk', issued: '01052021', cmnd9: '240012345' };
    for (const generation of ['2021', '2024'] as const) {
      expect(parseCardQr(writeCardQr(holder, { ...details, generation }))).toMatchObject({
        ok: true,
        card: {
          generation,
          number: holder.personalNumber,
          cmnd9: '240012345',
          name: holder.name,
          birth: { year: 2003, month: 1, day: 15 },
          sex: 'male',
          issued: { year: 2021, month: 5, day: 1 },
        },
      });
    }
  });
});

describe('photographs', () => {
  it('at least 95 of 100 degraded pictures are read, and none is read wrongly', {
    timeout: 600_000,
  }, async () => {
    const random = seeded(66);
    const count = process.env.SEREPOK_LONG === '1' ? 200 : 40;
    let read = 0;
    for (let index = 0; index < count; index += 1) {
      const holder: CardHolder = { ...sampleHolder, name: names[index % names.length] ?? '' };
      const generation = index % 2 === 0 ? '2021' : '2024';
      const text = writeCardQr(holder, {
        generation,
        address: addresses[index % addresses.length] ?? '',
        issued: '01052021',
      });
      const picture = photographQr(text, drawDegradation(random), random);
      const [found] = await readBarcodes(picture, { formats: ['QRCode'], tryHarder: true });
      if (!found) continue;
      expect(found.text).toBe(text);
      expect(parseCardQr(found.text).ok).toBe(true);
      read += 1;
    }
    expect(read / count).toBeGreaterThanOrEqual(0.95);
  });
});
