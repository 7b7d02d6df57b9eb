import { describe, expect, it } from 'vitest';
import {
  deriveEvidenceLevel,
  evidenceLevels,
  evidenceNames,
  expiryCandidates,
  matchMrzName,
  matchNames,
  meetsEvidence,
  noticeTexts,
  type EvidenceFacts,
} from './index.ts';

const none: EvidenceFacts = {
  qrScanned: false,
  chipIntact: false,
  issuerTrusted: false,
  chipAnswered: false,
  faceMatched: false,
};

describe('evidence ladder', () => {
  it.each<[Partial<EvidenceFacts>, string]>([
    [{}, 'I0'],
    [{ qrScanned: true }, 'I1'],
    [{ chipIntact: true }, 'I2'],
    [{ chipIntact: true, chipAnswered: true }, 'I2'],
    [{ chipIntact: true, chipAnswered: true, faceMatched: true }, 'I2'],
    [{ chipIntact: true, issuerTrusted: true }, 'I3'],
    [{ chipIntact: true, issuerTrusted: true, faceMatched: true }, 'I3'],
    [{ chipIntact: true, issuerTrusted: true, chipAnswered: true }, 'I4'],
    [{ chipIntact: true, issuerTrusted: true, chipAnswered: true, faceMatched: true }, 'I5'],
    [{ issuerTrusted: true, chipAnswered: true, faceMatched: true }, 'I0'],
  ])('%j → %s', (facts, level) => expect(deriveEvidenceLevel({ ...none, ...facts })).toBe(level));

  it('names every rung in both languages and claims no genuineness below I3', () => {
    for (const level of evidenceLevels) expect(evidenceNames[level]).toMatchObject({ vi: /./, en: /./ });
    expect(evidenceNames.I2.vi).not.toMatch(/thật/);
  });

  it('weighs what a process demands', () => {
    const ways = [{ level: 'I1', matchedPopulation: true }, { vneid: 'V2' }] as const;
    expect(meetsEvidence({ level: 'I1' }, ways)).toBe(false);
    expect(meetsEvidence({ level: 'I1', matchedPopulation: true }, ways)).toBe(true);
    expect(meetsEvidence({ level: 'I4', matchedPopulation: true }, ways)).toBe(true);
    expect(meetsEvidence({ level: 'I0', vneid: 'V1' }, ways)).toBe(false);
    expect(meetsEvidence({ level: 'I0', vneid: 'V2' }, ways)).toBe(true);
    expect(
      meetsEvidence({ level: 'I0', vneid: 'V2', vneidAuthentication: 2 }, [
        { vneid: 'V1', vneidAuthentication: 3 },
      ]),
    ).toBe(false);
    expect(meetsEvidence({ level: 'I0' }, [])).toBe(true);
  });
});

describe('expiry candidates', () => {
  const birth = { year: 2003, month: 1, day: 15 };
  it('puts the birthday of the rule first', () => {
    expect(
      expiryCandidates({ birth, issued: { year: 2021, month: 5, day: 1 } }).map(({ mrz }) => mrz),
    ).toEqual(['280115', '991231', '430115', '630115']);
  });
  it('lets a card issued within two years of a renewal age run to the next', () => {
    const candidates = expiryCandidates({ birth, issued: { year: 2026, month: 2, day: 1 } });
    expect(candidates[0]).toMatchObject({ age: 40, mrz: '430115', date: '2043-01-15' });
    expect(candidates.map(({ age }) => age)).toContain(25);
  });
  it('gives a card of an old person no expiry first', () => {
    expect(
      expiryCandidates({ birth: { year: 1950, month: 3, day: 3 }, issued: { year: 2021, month: 5, day: 1 } }),
    ).toEqual([{ mrz: '991231', age: 'none' }]);
    expect(
      expiryCandidates({
        birth: { year: 1962, month: 3, day: 3 },
        issued: { year: 2021, month: 5, day: 1 },
      })[0],
    ).toMatchObject({
      age: 'none',
    });
  });
  it('moves a leap birthday to 28 February', () => {
    expect(
      expiryCandidates({
        birth: { year: 2004, month: 2, day: 29 },
        issued: { year: 2021, month: 5, day: 1 },
      })[0]?.date,
    ).toBe('2029-02-28');
  });
  it('never gives more than four, none without a full birth date', () => {
    const child = expiryCandidates({
      birth: { year: 2020, month: 1, day: 1 },
      issued: { year: 2024, month: 8, day: 1 },
    });
    expect(child).toHaveLength(4);
    expect(child[0]).toMatchObject({ age: 14 });
    expect(expiryCandidates({ birth: { year: 2003 }, issued: { year: 2021, month: 5, day: 1 } })).toEqual([]);
  });
});

describe('names', () => {
  it.each([
    ['NGUYỄN VĂN HOÀ', 'Nguyễn Văn Hòa', 'same'],
    ['H’ Hen Niê', "H'Hen Niê", 'same'],
    ['NGUYEN VAN HOA', 'Nguyễn Văn Hòa', 'same_unmarked'],
    ['Trần Minh Anh', 'Trần Minh Ánh', 'marks_differ'],
    ["Niê H'Hen", "H'Hen Niê", 'reordered'],
    ['Nguyễn An', 'Nguyễn Văn An', 'shortened'],
    ['Nguyễn An', 'Lê An', 'different'],
    ['', 'Lê An', 'different'],
    ['', '', 'different'],
  ])('%j and %j: %s', (a, b, verdict) => {
    expect(matchNames(a, b).verdict).toBe(verdict);
    expect(matchNames(b, a).verdict).toBe(verdict);
  });
  it('prefers the form with marks', () =>
    expect(matchNames('NGUYEN VAN HOA', 'nguyễn văn hòa').preferred).toBe('Nguyễn Văn Hòa'));

  it.each([
    ['Nguyễn Văn Thử', { surname: 'NGUYEN', givenNames: 'VAN THU' }, 'same_unmarked'],
    ["H'Hen Niê", { surname: 'NIE', givenNames: 'HHEN' }, 'reordered'],
    [
      'Công Tằng Tôn Nữ Thị Thử Nghiệm Mẫu',
      { surname: 'CONG', givenNames: 'TANG TON NU THI THU NGHI' },
      'shortened',
    ],
    ['Nguyễn Văn Thử', { surname: 'NGUYEN', givenNames: 'VAN' }, 'different'],
    ['Lê An', { surname: '', givenNames: '' }, 'different'],
  ])('%s against %j: %s', (name, zone, verdict) => expect(matchMrzName(name, zone)).toBe(verdict));
});

it('every notice speaks both languages', () => {
  for (const [code, text] of Object.entries(noticeTexts)) {
    expect(text.vi, code).toMatch(/[.?]$/);
    expect(text.en, code).toMatch(/[.?]$/);
  }
});
