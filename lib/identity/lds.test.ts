import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildVietnameseTd1,
  concatBytes,
  decodeCertificate,
  decodeCom,
  decodeDg1,
  decodeDg11,
  decodeDg13,
  decodeDg14,
  decodeDg15,
  decodeDg2,
  decodeOid,
  decodeSecurityInfos,
  decodeSod,
  encodeCom,
  encodeDg1,
  encodeDg13,
  encodeDg15,
  encodeOid,
  encodeTlv,
  encodeUnsigned,
  fileLength,
  fromHex,
  LdsError,
  readTlv,
  readTlvs,
  toHex,
} from './index.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

describe('TLV', () => {
  it('reads long tags, long and indefinite lengths', () => {
    expect(readTlv(fromHex('5f1f03414243'))).toMatchObject({ tag: 0x5f1f, value: utf8('ABC') });
    expect(readTlv(fromHex('308103020105')).value).toEqual(fromHex('020105'));
    expect(readTlv(fromHex('30800201050000ff'))).toMatchObject({
      value: fromHex('020105'),
      raw: fromHex('30800201050000'),
    });
    expect(readTlvs(fromHex('0201050500')).map(({ tag }) => tag)).toEqual([2, 5]);
  });

  it.each([
    ['', 'lds_truncated'],
    ['30', 'lds_truncated'],
    ['3005020105', 'lds_truncated'],
    ['30850000000001', 'lds_too_long'],
    ['0480', 'lds_bad_value'],
    ['3080020105', 'lds_truncated'],
    ['1fffffffff7f', 'lds_bad_value'],
    ['3080'.repeat(64), 'lds_too_deep'],
  ])('refuses %s: %s', (hex, code) => {
    try {
      readTlv(fromHex(hex));
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(LdsError);
      expect((error as LdsError).code).toBe(code);
    }
  });

  it('writes what it reads', () => {
    for (const length of [0, 127, 128, 255, 256, 65_535, 70_000]) {
      const value = new Uint8Array(length).fill(7);
      const element = encodeTlv(0x7f61, value);
      expect(readTlv(element)).toMatchObject({ tag: 0x7f61, value });
      expect(fileLength(element.subarray(0, 6))).toBe(element.length);
    }
    expect(fileLength(fromHex('6182'))).toBeUndefined();
  });

  it.each(['1.2.840.113549.1.7.2', '2.23.136.1.1.1', '0.4.0.127.0.7.2.2.4.2.4', '2.999.3'])(
    'object identifier %s',
    (oid) => {
      expect(decodeOid(readTlv(encodeOid(oid)).value)).toBe(oid);
    },
  );

  it('keeps integers positive', () => {
    expect(toHex(encodeUnsigned(fromHex('00ff')))).toBe('020200ff');
    expect(toHex(encodeUnsigned(fromHex('0000')))).toBe('020100');
  });
});

describe('data groups', () => {
  it('EF.COM', () => {
    expect(decodeCom(encodeCom([1, 2, 3, 13, 14, 15]))).toEqual({
      ldsVersion: '0107',
      unicodeVersion: '040000',
      dataGroups: [1, 2, 3, 13, 14, 15],
    });
  });

  it('DG1', () => {
    const lines = buildVietnameseTd1({
      personalNumber: '100203000123',
      name: 'Y Blă Êban',
      birth: '030115',
      sex: 'M',
      expiry: '430115',
    });
    expect(decodeDg1(encodeDg1(lines))).toMatchObject({ personalNumber: '100203000123', valid: true });
    expect(() => decodeDg1(encodeDg1(['short']))).toThrow(LdsError);
    expect(() => decodeDg1(encodeCom([1]))).toThrow(/lds_unexpected_tag/);
  });

  const jpeg = fromHex('ffd8ffe000104a464946');
  const iso19794 = (image: Uint8Array, type: number) => {
    const info = concatBytes(fromHex(`01${type.toString(16).padStart(2, '0')}019d0213`), new Uint8Array(6));
    const length = 20 + 8 + 12 + image.length;
    const face = concatBytes(
      fromHex(length.toString(16).padStart(8, '0')),
      fromHex('0001'),
      new Uint8Array(14 + 8),
      info,
      image,
    );
    return concatBytes(fromHex('46414300303130000000000000010000').subarray(0, 12), fromHex('0001'), face);
  };
  const dg2 = (block: Uint8Array, tag = 0x5f2e) =>
    encodeTlv(
      0x75,
      encodeTlv(
        0x7f61,
        fromHex('020101'),
        encodeTlv(0x7f60, encodeTlv(0xa1, fromHex('80020101')), encodeTlv(tag, block)),
      ),
    );

  it('DG2 with a JPEG and a JPEG 2000 portrait', () => {
    expect(decodeDg2(dg2(iso19794(jpeg, 0)))).toEqual([
      { type: 'image/jpeg', image: jpeg, width: 413, height: 531 },
    ]);
    const jp2 = fromHex('0000000c6a5020200d0a870a00');
    expect(decodeDg2(dg2(iso19794(jp2, 1)))[0]).toMatchObject({ type: 'image/jp2', image: jp2 });
  });

  it('DG2 believes the image and not the declared type, and finds images in newer records', () => {
    expect(decodeDg2(dg2(iso19794(jpeg, 1)))[0]?.type).toBe('image/jpeg');
    expect(decodeDg2(dg2(concatBytes(fromHex('ffff'), jpeg)))[0]).toMatchObject({
      type: 'image/jpeg',
      image: jpeg,
    });
    expect(
      decodeDg2(dg2(encodeTlv(0x65, fromHex('a000'), encodeTlv(0x81, jpeg), fromHex('8201ff')), 0x7f2e))[0],
    ).toMatchObject({
      type: 'image/jpeg',
      image: jpeg,
    });
  });

  it('DG2 without a portrait is an error', () => {
    expect(() => decodeDg2(dg2(fromHex('0102')))).toThrow(/lds_missing_field/);
    expect(() => decodeDg2(dg2(iso19794(jpeg, 0)).subarray(0, 40))).toThrow(/lds_truncated/);
  });

  it('DG11', () => {
    const bytes = encodeTlv(
      0x6b,
      encodeTlv(0x5c, fromHex('5f0e5f105f2b5f115f42')),
      encodeTlv(0x5f0e, utf8('NGUYỄN<<VĂN<THỬ')),
      encodeTlv(0x5f10, utf8('100203000123')),
      encodeTlv(0x5f2b, fromHex('20030115')),
      encodeTlv(0x5f11, utf8('XÃ MẪU<ĐẮK LẮK')),
      encodeTlv(0xa0, fromHex('020101'), encodeTlv(0x5f0f, utf8('THỬ'))),
    );
    expect(decodeDg11(bytes)).toMatchObject({
      fullName: 'NGUYỄN VĂN THỬ',
      personalNumber: '100203000123',
      birth: '20030115',
      birthPlace: ['XÃ MẪU', 'ĐẮK LẮK'],
      otherNames: ['THỬ'],
      address: [],
    });
    expect(decodeDg11(encodeTlv(0x6b))).toMatchObject({ otherNames: [], birthPlace: [] });
  });

  it('DG14 and EF.CardAccess', () => {
    const info = (oid: string, ...rest: Uint8Array[]) => encodeTlv(0x30, encodeOid(oid), ...rest);
    const number = (value: number) => encodeUnsigned(Uint8Array.of(value));
    const key = encodeTlv(0x30, encodeTlv(0x30, encodeOid('1.2.840.10045.2.1')), fromHex('030100'));
    const set = encodeTlv(
      0x31,
      info('0.4.0.127.0.7.2.2.4.2.4', number(2), number(13)),
      info('0.4.0.127.0.7.2.2.3.2.4', number(1), number(7)),
      info('0.4.0.127.0.7.2.2.1.2', key, number(7)),
      info('2.23.136.1.1.5', number(1), encodeOid('0.4.0.127.0.7.1.1.4.1.3')),
      info('0.4.0.127.0.7.2.2.2', number(1)),
      info('1.2.3', number(1)),
    );
    const expected = {
      pace: [{ oid: '0.4.0.127.0.7.2.2.4.2.4', version: 2, parameterId: 13 }],
      chipAuthentication: [{ oid: '0.4.0.127.0.7.2.2.3.2.4', version: 1, keyId: 7 }],
      chipAuthenticationKeys: [{ oid: '0.4.0.127.0.7.2.2.1.2', publicKey: key, keyId: 7 }],
      activeAuthentication: { version: 1, signatureAlgorithm: '0.4.0.127.0.7.1.1.4.1.3' },
      terminalAuthentication: true,
      unknown: ['1.2.3'],
    };
    expect(decodeSecurityInfos(set)).toEqual(expected);
    expect(decodeDg14(encodeTlv(0x6e, set))).toEqual(expected);
  });

  it('DG15', () => {
    const key = fromHex('300a300506032b657003010a').subarray(0, 12);
    expect(decodeDg15(encodeDg15(key))).toEqual(key);
    expect(() => decodeDg15(encodeTlv(0x6f))).toThrow(/lds_missing_field/);
  });
});

describe('DG13', () => {
  const texts = new Map<number, string | string[]>([
    [1, '100203000123'],
    [2, 'Y Blă Êñuôl'],
    [3, '15/01/2003'],
    [4, 'Nam'],
    [5, 'Việt Nam'],
    [6, 'Ê Đê'],
    [11, '01/05/2021'],
    [12, 'Không thời hạn'],
    [13, ['Y Thử Êban', "H'Mẫu Êñuôl"]],
    [15, '240012345'],
    [21, 'lạ'],
  ]);

  it('is read whole, unknown indexes kept', () => {
    const found = decodeDg13(encodeDg13(texts));
    expect(found).toMatchObject({
      state: 'readable',
      fields: {
        personalNumber: '100203000123',
        name: 'Y Blă Êñuôl',
        birth: { year: 2003, month: 1, day: 15 },
        sex: 'male',
        ethnicity: 'Ê Đê',
        expiry: 'none',
        father: 'Y Thử Êban',
        mother: "H'Mẫu Êñuôl",
        cmnd: '240012345',
      },
    });
    expect(found.state === 'readable' && found.texts.get(21)).toEqual(['lạ']);
    expect(found.state === 'readable' && 'religion' in found.fields).toBe(false);
  });

  it('is read with a head before the list, and with the list not in a set', () => {
    const entry = encodeTlv(0x30, fromHex('020102'), encodeTlv(0x0c, utf8('Lê Thử')));
    for (const head of ['020100', '06032a0304', '']) {
      for (const tag of [0x31, 0x30]) {
        const bytes = encodeTlv(0x6d, encodeTlv(0x30, fromHex(head), encodeTlv(tag, entry)));
        expect(decodeDg13(bytes)).toMatchObject({ state: 'readable', fields: { name: 'Lê Thử' } });
      }
    }
  });

  it('may be empty in any field', () => {
    for (const index of texts.keys()) {
      const fewer = new Map([...texts].filter(([key]) => key !== index));
      expect(decodeDg13(encodeDg13(fewer)).state).toBe('readable');
    }
  });

  it.each(['', '6d00', '6d03010203', '6d820100', '04030102', '6d0730050403010203'])(
    '%j is opaque, not an error',
    (hex) => {
      expect(decodeDg13(fromHex(hex)).state).toBe('opaque');
    },
  );
});

describe('robustness', () => {
  const decoders = {
    decodeCom,
    decodeDg1,
    decodeDg2,
    decodeDg11,
    decodeDg14,
    decodeDg15,
    decodeSod,
    decodeCertificate,
  };
  const runs = process.env.SEREPOK_LONG === '1' ? 100_000 : 3_000;
  const heads = [
    '60',
    '61',
    '75',
    '6b',
    '6e',
    '6f',
    '77',
    '30',
    '6d',
    '3080',
    '31',
    'a0',
    '0603',
    '0201',
    '5f1f',
    '7f61',
  ];
  const bytes = fc
    .array(
      fc.oneof(
        fc.constantFrom(...heads),
        fc.nat(255).map((byte) => byte.toString(16).padStart(2, '0')),
      ),
      { maxLength: 40 },
    )
    .map((parts) => fromHex(parts.join('')));

  it('decoders fail with LdsError only, DG13 never', { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(bytes, (input) => {
        decodeDg13(input);
        for (const decode of Object.values(decoders)) {
          try {
            decode(input);
          } catch (error) {
            if (!(error instanceof LdsError)) throw error;
          }
        }
      }),
      { numRuns: runs, seed: 66 },
    );
  });

  it('deep nesting ends in an answer', () => {
    let nested = fromHex('020101');
    for (let index = 0; index < 2000; index += 1) nested = encodeTlv(0x30, nested);
    expect(decodeDg13(encodeTlv(0x6d, nested)).state).toBe('opaque');
  });
});
