import { parse } from 'mrz';
import { describe, expect, it } from 'vitest';
import {
  buildVietnameseTd1,
  mrzCheckDigit,
  mrzInformation,
  mrzNameField,
  parseMrz,
  toMrzText,
} from './index.ts';

const sample = [
  'IDVNM2030001233066203000123<<7',
  '0301154M4301152VNM<<<<<<<<<<<8',
  'NGUYEN<<VAN<THU<<<<<<<<<<<<<<<',
];
// ICAO Doc 9303-4 Appendix B and 9303-5 Appendix B specimens.
const td3 = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10';
const td1 = 'I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<';

function lcg(seed: number) {
  let state = seed;
  return (limit: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

const pick = <T>(random: (limit: number) => number, list: readonly T[]): T => {
  const found = list[random(list.length)];
  if (found === undefined) throw new Error('empty list');
  return found;
};

function randomCard(random: (limit: number) => number): string[] {
  const date = () =>
    `${random(10)}${random(10)}${pick(random, ['01', '06', '12'])}${pick(random, ['01', '15', '28'])}`;
  const digits = Array.from({ length: 8 }, () => random(10)).join('');
  const names = [
    'Nguyễn Văn Thử',
    "H'Mai Niê Kđăm",
    'Y Blă Êban',
    'Công Tằng Tôn Nữ Thị Thử Nghiệm Mẫu',
    'Đỗ Ưng',
  ];
  return buildVietnameseTd1({
    personalNumber: `1000${digits}`,
    name: pick(random, names),
    birth: date(),
    sex: pick(random, ['M', 'F'] as const),
    expiry: date(),
  });
}

describe('parseMrz', () => {
  it('reads a Vietnamese card', () => {
    const result = parseMrz(sample.join('\n'));
    expect(result).toMatchObject({
      ok: true,
      mrz: {
        format: 'TD1',
        documentNumber: '203000123',
        personalNumber: '066203000123',
        birth: '030115',
        sex: 'M',
        expiry: '430115',
        issuer: 'VNM',
        surname: 'NGUYEN',
        givenNames: 'VAN THU',
        valid: true,
      },
    });
  });

  it('reads the specimens of ICAO', () => {
    expect(parseMrz(td3)).toMatchObject({
      ok: true,
      mrz: {
        format: 'TD3',
        documentNumber: 'L898902C3',
        surname: 'ERIKSSON',
        givenNames: 'ANNA MARIA',
        optional: 'ZE184226B',
        valid: true,
      },
    });
    expect(parseMrz(td1)).toMatchObject({
      ok: true,
      mrz: { format: 'TD1', documentNumber: 'D23145890', valid: true },
    });
  });

  it('takes one run of characters, lower case and quotes for fillers', () => {
    expect(parseMrz(sample.join('').toLowerCase().replaceAll('<', '«'))).toMatchObject({
      ok: true,
      mrz: { valid: true },
    });
  });

  it.each([
    ['', 'empty'],
    ['ABC', 'wrong_length'],
    [sample.join('').slice(1), 'wrong_length'],
    [sample.join('').replace('THU', 'TH!'), 'wrong_characters'],
  ])('refuses %j: %s', (text, reason) => expect(parseMrz(text)).toEqual({ ok: false, reason }));

  it('takes a long document number with its check digit in the optional data', () => {
    const number = '100085000123';
    const first = `I<UTO${number.slice(0, 9)}<${number.slice(9)}${mrzCheckDigit(number)}`.padEnd(30, '<');
    const result = parseMrz([first, '7408122F1204159UTO<<<<<<<<<<<6', 'X<<Y'.padEnd(30, '<')].join(''));
    expect(result).toMatchObject({ ok: true, mrz: { documentNumber: number } });
    expect(result.ok && result.mrz.checks[0]).toEqual({ name: 'documentNumber', ok: true });
  });

  it('agrees with the mrz package on generated cards', { timeout: 600_000 }, () => {
    const random = lcg(66);
    const count = process.env.SEREPOK_LONG === '1' ? 10_000 : 1_000;
    for (let index = 0; index < count; index += 1) {
      const lines = randomCard(random);
      const ours = parseMrz(lines.join('\n'));
      const theirs = parse(lines);
      if (!ours.ok) throw new Error(ours.reason);
      expect(theirs.valid).toBe(true);
      expect(ours.mrz.valid).toBe(true);
      expect({
        n: ours.mrz.documentNumber,
        b: ours.mrz.birth,
        e: ours.mrz.expiry,
        l: ours.mrz.surname,
        f: ours.mrz.givenNames,
      }).toEqual({
        n: theirs.fields.documentNumber,
        b: theirs.fields.birthDate,
        e: theirs.fields.expirationDate,
        l: theirs.fields.lastName,
        f: theirs.fields.firstName,
      });
    }
  });

  it('detects every change of one digit in a checked field', () => {
    const random = lcg(7);
    let changes = 0;
    for (let round = 0; round < 20; round += 1) {
      const text = randomCard(random).join('');
      const covered = [...range(5, 15), ...range(15, 30), ...range(30, 37), ...range(38, 45), 59];
      for (const at of covered.filter((index) => /\d/.test(text.charAt(index)))) {
        for (const digit of '0123456789') {
          if (digit === text.charAt(at)) continue;
          const result = parseMrz(text.slice(0, at) + digit + text.slice(at + 1));
          expect(result.ok && result.mrz.valid, `${at}:${digit}`).toBe(false);
          changes += 1;
        }
      }
    }
    expect(changes).toBeGreaterThan(5000);
  });

  it('names the fields no check digit protects', () => {
    const result = parseMrz(sample.join('').replace('NGUYEN', 'NGUYEX').replace('4M4', '4F4'));
    expect(result).toMatchObject({ ok: true, mrz: { valid: true } });
    expect(result.ok && result.mrz.unprotected).toEqual(
      expect.arrayContaining(['sex', 'surname', 'givenNames', 'nationality']),
    );
  });
});

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

describe('writing', () => {
  it('writes the sample', () => {
    const fields = {
      personalNumber: '066203000123',
      name: 'Nguyễn Văn Thử',
      birth: '030115',
      sex: 'M',
      expiry: '430115',
    } as const;
    expect(buildVietnameseTd1(fields)).toEqual(sample);
  });

  it.each([
    ["H'Mai Niê Kđăm", 'HMAI<<NIE<KDAM<<<<<<<<<<<<<<<<'],
    ['Thử', 'THU<<<<<<<<<<<<<<<<<<<<<<<<<<<'],
    ['Công Tằng Tôn Nữ Thị Thử Nghiệm Mẫu', 'CONG<<TANG<TON<NU<THI<THU<NGHI'],
  ])('%s → %s', (name, field) => expect(mrzNameField(name, 30)).toBe(field));

  it('transliterates', () => expect(toMrzText('Đặng Ƀkrông')).toBe('DANG<BKRONG'));

  // ICAO Doc 9303-11 Appendix D.2.
  it('gives the information for the access key', () => {
    expect(mrzInformation({ documentNumber: 'L898902C', birth: '690806', expiry: '940623' })).toBe(
      'L898902C<369080619406236',
    );
    expect(mrzInformation({ documentNumber: '066203000123', birth: '030115', expiry: '430115' })).toBe(
      '203000123303011544301152',
    );
  });
});
