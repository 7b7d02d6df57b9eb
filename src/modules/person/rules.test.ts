import { describe, expect, it } from 'vitest';
import { createCircuitBreaker } from './circuit-breaker.ts';
import { testCipher } from './fixtures.ts';
import { createIdentifierCipher } from './identifier-cipher.ts';
import {
  birthText,
  cleanContact,
  fullAgeDay,
  isMinor,
  isPossibleBirth,
  isPossibleName,
  isPossibleNumber,
  searchKey,
  searchWords,
  withParticle,
} from './rules.ts';

const birth = (year: number, month: number | null = null, day: number | null = null) => ({
  year,
  month,
  day,
});

describe('full age', () => {
  it.each([
    [birth(2008, 11, 23), '2026-11-23'],
    [birth(2008, 2, 29), '2026-03-01'],
    [birth(2004, 2, 29), '2022-03-01'],
    [birth(2008, 12, 31), '2026-12-31'],
    [birth(2008, 6), '2026-06-30'],
    [birth(2008), '2026-12-31'],
  ])('%o comes on %s', (born, day) => expect(fullAgeDay(born)).toBe(day));

  it('begins on the eighteenth birthday, not the day before', () => {
    expect(isMinor(birth(2008, 11, 23), '2026-11-22')).toBe(true);
    expect(isMinor(birth(2008, 11, 23), '2026-11-23')).toBe(false);
    expect(isMinor(birth(2008), '2026-12-30')).toBe(true);
  });
});

describe('birth and names', () => {
  it('writes what is known and refuses what cannot be', () => {
    expect([birthText(birth(1938)), birthText(birth(1938, 4)), birthText(birth(1938, 4, 9))]).toEqual([
      '1938',
      '1938-04',
      '1938-04-09',
    ]);
    expect(isPossibleBirth(birth(2026, 11, 23), '2026-11-23')).toBe(true);
    expect(isPossibleBirth(birth(2026, 11, 24), '2026-11-23')).toBe(false);
    expect(isPossibleBirth(birth(2026, 12), '2026-11-23')).toBe(false);
    expect(isPossibleBirth(birth(2025, 2, 29), '2026-11-23')).toBe(false);
    expect(isPossibleBirth(birth(1990, null, 5), '2026-11-23')).toBe(false);
  });

  it('takes names of every people and no signs or digits', () => {
    for (const name of ["H'Lan Mlô", 'Y Ƀăm Rlŭk', 'Nguyễn Thị Mỹ Hạnh', "K'Brơi"])
      expect(isPossibleName(name)).toBe(true);
    for (const name of ['', 'An2', '<b>An</b>', ' An', 'An;', 'x'.repeat(201)])
      expect(isPossibleName(name)).toBe(false);
  });

  it('folds however the name was typed', () => {
    const key = searchKey("H'Bia Êñuôl");
    for (const typed of ['H’ Bia Êñuôl', "h'bia enuol", 'H Bia Enuol', "H'Bia Êñuôl".normalize('NFD')]) {
      expect(searchKey(typed)).toBe(key);
    }
    expect(searchWords('Nguyễn  Văn AN')).toEqual(['nguyen', 'van', 'an']);
    expect(withParticle(['bia', 'enuol'])).toEqual(['hbia', 'enuol']);
    expect(withParticle(['hbia', 'enuol'])).toBeUndefined();
  });

  it('refuses a search that would find half the province', () => {
    for (const name of ['Văn', 'thị', 'Y', '...', '']) expect(searchWords(name)).toBeUndefined();
    expect(searchWords('Mlô')).toEqual(['mlo']);
  });

  it('cleans telephone numbers and e-mail addresses', () => {
    expect(cleanContact('phone', '+84 90 001 2345')).toBe('0900012345');
    expect(cleanContact('phone', '12345')).toBeUndefined();
    expect(cleanContact('email', ' An.Nguyen@Thu.VN ')).toBe('An.Nguyen@thu.vn');
    for (const wrong of ['an', 'an@', '@vn.vn', 'a b@c.vn', 'a@b', 'a@b.vn\nBcc: x@y.vn']) {
      expect(cleanContact('email', wrong)).toBeUndefined();
    }
  });

  it('knows the forms of numbers', () => {
    expect(isPossibleNumber('personal_number', '100301999001')).toBe(true);
    expect(isPossibleNumber('personal_number', '10030199900')).toBe(false);
    expect(isPossibleNumber('personal_number', '10030199900A')).toBe(false);
    expect(isPossibleNumber('cmnd9', '009900001')).toBe(true);
    expect(isPossibleNumber('passport', 'Z00000001')).toBe(true);
    expect(isPossibleNumber('passport', "Z'; drop")).toBe(false);
  });
});

describe('identifier cipher', () => {
  const cipher = testCipher();

  it('opens what it sealed, and hides the number', () => {
    const sealed = cipher.protect('personal_number', '100301999001').sealed;
    expect(cipher.open('personal_number', sealed)).toBe('100301999001');
    expect(sealed.toString('latin1')).not.toContain('100301');
  });

  it('finds equals and only equals', () => {
    const lookup = cipher.lookupOf('personal_number', '100301999001');
    expect(lookup).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
    expect(cipher.lookupOf('personal_number', '100301999001')).toBe(lookup);
    expect(cipher.lookupOf('personal_number', '100301999002')).not.toBe(lookup);
    expect(cipher.lookupOf('cmnd9', '100301999001')).not.toBe(lookup);
    const other = createIdentifierCipher({
      lookupKey: Buffer.alloc(32, 9),
      sealingKeys: { 1: Buffer.alloc(32, 2) },
      current: 1,
    });
    expect(other.lookupOf('personal_number', '100301999001')).not.toBe(lookup);
  });

  it('notices any change, another type and another key', () => {
    const sealed = cipher.protect('cmnd9', '009900001').sealed;
    for (let i = 0; i < sealed.length; i++) {
      const changed = Buffer.from(sealed);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(() => cipher.open('cmnd9', changed)).toThrow();
    }
    expect(() => cipher.open('passport', sealed)).toThrow();
    expect(() => cipher.open('cmnd9', sealed.subarray(0, 10))).toThrow();
  });

  it('opens old versions after the key was changed', () => {
    const keys = {
      lookupKey: Buffer.alloc(32, 1),
      sealingKeys: { 1: Buffer.alloc(32, 2), 2: Buffer.alloc(32, 3) },
    };
    const later = createIdentifierCipher({ ...keys, current: 2 });
    expect(later.open('cmnd9', cipher.protect('cmnd9', '009900001').sealed)).toBe('009900001');
    expect(later.protect('cmnd9', '009900001').sealed[0]).toBe(2);
    expect(() => createIdentifierCipher({ ...keys, current: 3 })).toThrow(/version/);
    expect(() => createIdentifierCipher({ ...keys, lookupKey: Buffer.alloc(16), current: 1 })).toThrow(/32/);
  });
});

describe('circuit breaker', () => {
  it('rests after failures in a row, tries once, and closes on success', () => {
    let now = 0;
    const breaker = createCircuitBreaker({ now: () => new Date(now) }, { failures: 3, restMs: 1000 });
    breaker.failed();
    breaker.failed();
    breaker.succeeded();
    breaker.failed();
    breaker.failed();
    expect(breaker.isClosed()).toBe(true);
    breaker.failed();
    expect(breaker.isClosed()).toBe(false);
    now = 1000;
    expect(breaker.isClosed()).toBe(true);
    expect(breaker.isClosed()).toBe(false);
    breaker.failed();
    now = 1999;
    expect(breaker.isClosed()).toBe(false);
    now = 2000;
    expect(breaker.isClosed()).toBe(true);
    breaker.succeeded();
    expect(breaker.isClosed()).toBe(true);
  });
});
