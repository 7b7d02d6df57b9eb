import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchNotice, suggestClaims } from './rules-matching.ts';
import type { BankNotice, Claim, Known } from './rules-matching.ts';
import { findPaymentCodes, isPaymentCode, makePaymentCode } from './rules-payment-code.ts';
import { reconcile } from './rules-reconcile.ts';
import { buildVietQr, crc16, parseVietQr, plainBankText, VietQrError } from './rules-vietqr.ts';
import { checkPostings, move, MoneyError, positiveDong, reversed, sumDong } from './rules.ts';

const vector =
  '00020101021238570010A00000072701270006970415011300110019324180208QRIBFTTA530370454061200005802VN62170813ung ho lu lut6304C15C';

describe('amounts and postings', () => {
  it('are whole đồng', () => {
    expect(positiveDong(1)).toBe(1);
    for (const bad of [0, -1, 1.5, Number.NaN, 2 ** 53, Number.POSITIVE_INFINITY]) {
      expect(() => positiveDong(bad), String(bad)).toThrow(MoneyError);
    }
  });
  it('add up exactly or not at all', () => {
    expect(sumDong([Number.MAX_SAFE_INTEGER, 1, -1])).toBe(Number.MAX_SAFE_INTEGER);
    expect(() => sumDong([Number.MAX_SAFE_INTEGER, 1])).toThrow(/too large/);
    expect(() => sumDong([0.1])).toThrow(MoneyError);
  });
  it('balance to the đồng', () => {
    expect(move(8000, 'a', 'b')).toEqual([
      { accountId: 'b', amount: 8000 },
      { accountId: 'a', amount: -8000 },
    ]);
    expect(reversed(move(8000, 'a', 'b'))).toEqual([
      { accountId: 'b', amount: -8000 },
      { accountId: 'a', amount: 8000 },
    ]);
    expect(() =>
      checkPostings([
        { accountId: 'a', amount: 8000 },
        { accountId: 'b', amount: -7999 },
      ]),
    ).toThrow(/balance: 1/);
    expect(() =>
      checkPostings([
        { accountId: 'a', amount: 1 },
        { accountId: 'a', amount: -1 },
      ]),
    ).toThrow(/twice/);
    expect(() =>
      checkPostings([
        { accountId: 'a', amount: 0 },
        { accountId: 'b', amount: 0 },
      ]),
    ).toThrow(/zero/);
    expect(() => checkPostings([])).toThrow(/two postings/);
    expect(() => move(-5, 'a', 'b')).toThrow(MoneyError);
  });
});

describe('VietQR', () => {
  it('reproduces the published vector and its checksum', () => {
    expect(crc16(vector.slice(0, -4))).toBe('C15C');
    expect(
      buildVietQr({ bin: '970415', account: '0011001932418', amount: 120_000, purpose: 'ung ho lu lut' }),
    ).toBe(vector);
    expect(parseVietQr(vector)).toEqual({
      bin: '970415',
      account: '0011001932418',
      service: 'QRIBFTTA',
      amount: 120_000,
      purpose: 'ung ho lu lut',
      billNumber: null,
      reference: null,
      terminal: null,
    });
  });
  it('computes the check value of CRC-16/CCITT-FALSE', () => {
    expect(crc16('123456789')).toBe('29B1');
  });
  it('leaves the amount out of a static code and marks it 11', () => {
    const payload = buildVietQr({ bin: '970405', account: '5200205123456' });
    expect(payload.slice(0, 12)).toBe('000201010211');
    expect(parseVietQr(payload).amount).toBeNull();
  });
  it('counts lengths after taking the marks off', () => {
    const payload = buildVietQr({
      bin: '970405',
      account: '5200205123456',
      amount: 8000,
      purpose: 'Lệ phí trích lục, Đắk Lắk',
    });
    expect(parseVietQr(payload).purpose).toBe('Le phi trich luc Dak Lak');
    expect(payload).toMatch(/^[\x20-\x7e]+$/);
    expect(plainBankText('H’Hen Niê @ 50%')).toBe('H Hen Nie 50');
  });
  it('finds any changed sign', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: vector.length - 1 }),
        fc.constantFrom(...Array.from('0123456789ABCXYZabc ')),
        (at, sign) => {
          if (vector[at]?.toUpperCase() === sign.toUpperCase() && at >= vector.length - 4) return;
          fc.pre(vector[at] !== sign);
          expect(() => parseVietQr(vector.slice(0, at) + sign + vector.slice(at + 1))).toThrow(VietQrError);
        },
      ),
    );
  });
  it.each([
    [{ bin: '97041', account: '0011001932418' }],
    [{ bin: '970415', account: '00110' }],
    [{ bin: '970415', account: '0011-0019' }],
    [{ bin: '970415', account: '0011001932418', amount: 0 }],
    [{ bin: '970415', account: '0011001932418', amount: 1.5 }],
    [{ bin: '970415', account: '0011001932418', amount: -8000 }],
    [{ bin: '970415', account: '0011001932418', amount: 12_345_678_901_234 }],
  ])('refuses to write %j', (input) => {
    expect(() => buildVietQr(input)).toThrow(VietQrError);
  });
  it.each(['', '6304', '63041D0F', vector.slice(0, -1), vector.slice(4)])('refuses to read %j', (payload) => {
    expect(() => parseVietQr(payload)).toThrow(VietQrError);
  });
  it('refuses other currencies, versions and broken inner fields although their checksum is right', () => {
    const resealed = (text: string): string => text.slice(0, -4) + crc16(text.slice(0, -4));
    expect(() => parseVietQr(resealed(vector.replace('5303704', '5303840')))).toThrow(/not in đồng/);
    expect(() => parseVietQr(resealed(vector.replace('000201', '000202')))).toThrow(/version/);
    expect(() => parseVietQr(resealed(vector.replace('0006970415', '0007970415')))).toThrow(VietQrError);
    expect(() => parseVietQr(resealed(vector.replace('QRIBFTTA', 'QRPUSHXX')))).toThrow(/service/);
    expect(parseVietQr(resealed(vector.replace('5406120000', '5409120000.00'))).amount).toBe(120_000);
    expect(() => parseVietQr(resealed(vector.replace('5406120000', '5406120.50')))).toThrow(/whole đồng/);
  });
  it('reads back whatever it wrote', () => {
    const purpose = fc.stringMatching(/^[A-Za-z0-9]{1,25}$/);
    const account = fc.stringMatching(/^[0-9]{6,19}$/);
    fc.assert(
      fc.property(account, fc.integer({ min: 1, max: 9_999_999_999_999 }), purpose, (a, amount, p) => {
        expect(parseVietQr(buildVietQr({ bin: '970436', account: a, amount, purpose: p }))).toMatchObject({
          account: a,
          amount,
          purpose: p,
        });
      }),
    );
  });
});

describe('payment codes', () => {
  const bytes = fc.uint8Array({ minLength: 5, maxLength: 5 });
  const kinds = ['HS', 'PT'];
  const code = makePaymentCode('HS', new Uint8Array([1, 2, 3, 4, 5]));
  it('have eleven signs of which the last checks the others', () => {
    expect(code).toMatch(/^HS[0-9A-HJKMNP-TV-Z]{9}$/);
    expect(isPaymentCode(code)).toBe(true);
    expect(() => makePaymentCode('HO', new Uint8Array(5))).toThrow(RangeError);
    expect(() => makePaymentCode('HS', new Uint8Array(4))).toThrow(RangeError);
  });
  it('show any one wrong sign and any two exchanged ones', () => {
    const place = fc.integer({ min: 2, max: 10 });
    fc.assert(
      fc.property(
        bytes,
        fc.tuple(place, place),
        fc.constantFrom(...Array.from('0123456789ABCDEFGHJKMNPQRSTVWXYZ')),
        (random, [i, j], sign) => {
          const signs = Array.from(makePaymentCode('HS', random));
          const wrong = signs.with(i, sign).join('');
          if (wrong !== signs.join('')) expect(isPaymentCode(wrong)).toBe(false);
          const exchanged = signs
            .with(i, signs[j] ?? '')
            .with(j, signs[i] ?? '')
            .join('');
          if (exchanged !== signs.join('')) expect(isPaymentCode(exchanged)).toBe(false);
        },
      ),
    );
  });
  it.each([
    (c: string) => c.toLowerCase(),
    (c: string) => `MBVCB.8812345678.${c}.CT tu 0071000123456 NGUYEN VAN A toi 5200205123456`,
    (c: string) => `${c}GD 123456-112326`,
    (c: string) => `CT DEN:628${c} nop le phi`,
    (c: string) => `${c.slice(0, 4)} ${c.slice(4, 8)}\n${c.slice(8)}`,
    (c: string) => `nop le phi ${Array.from(c).join('-')}`,
    (c: string) => c.replaceAll('0', 'O').replaceAll('1', 'l'),
    (c: string) => `Nộp lệ phí ${c}`,
    (c: string) => `HS HS HS${c}`,
  ])('are found however the bank mangles them (%#)', (mangle) => {
    fc.assert(
      fc.property(bytes, (random) => {
        const issued = makePaymentCode('HS', random);
        expect(findPaymentCodes(mangle(issued), kinds)).toContain(issued);
      }),
    );
  });
  it('are not seen where there is none, truncated or of an unknown kind', () => {
    expect(findPaymentCodes('NGUYEN VAN AN chuyen tien', kinds)).toEqual([]);
    expect(findPaymentCodes(code.slice(0, -1), kinds)).toEqual([]);
    expect(findPaymentCodes(makePaymentCode('ZZ', new Uint8Array(5)), kinds)).toEqual([]);
    expect(findPaymentCodes('', kinds)).toEqual([]);
  });
  it('are both found when a payer pays two at once', () => {
    const other = makePaymentCode('PT', new Uint8Array([9, 9, 9, 9, 9]));
    expect(findPaymentCodes(`${code} va ${other} va ${code}`, kinds)).toEqual([code, other]);
  });
});

describe('matching a bank notice', () => {
  const at = (time: string): Date => new Date(`2026-11-23T${time}:00+07:00`);
  const notice: BankNotice = {
    noticeId: 'n1',
    account: '520',
    amount: 8000,
    description: '',
    occurredAt: at('10:00'),
    reference: 'FT1',
  };
  const claim: Claim = {
    obligationId: 'o1',
    code: 'HS1',
    account: '520',
    amount: 8000,
    received: 0,
    state: 'open',
    openedAt: at('09:00'),
    expiresAt: null,
  };
  const known = (over: Partial<Known> = {}): Known => ({
    earlier: null,
    hasCode: true,
    claims: [claim],
    ...over,
  });

  it('exact', () => {
    expect(matchNotice(notice, known())).toEqual({ outcome: 'matched', claim });
  });
  it('one đồng short stays unpaid, and one đồng more then settles it', () => {
    expect(matchNotice({ ...notice, amount: 7999 }, known())).toEqual({
      outcome: 'short',
      claim,
      missing: 1,
    });
    const short: Claim = { ...claim, received: 7999, state: 'short' };
    expect(matchNotice({ ...notice, amount: 1 }, known({ claims: [short] }))).toEqual({
      outcome: 'matched',
      claim: short,
    });
  });
  it('over gives the excess back, a second payment all of it', () => {
    expect(matchNotice({ ...notice, amount: 8001 }, known())).toMatchObject({ outcome: 'over', excess: 1 });
    const paid: Claim = { ...claim, received: 8000, state: 'paid' };
    expect(matchNotice(notice, known({ claims: [paid] }))).toMatchObject({ outcome: 'over', excess: 8000 });
  });
  it('the same notice again is a duplicate, also under a new number; the same number with other money a conflict', () => {
    expect(matchNotice(notice, known({ earlier: notice }))).toEqual({ outcome: 'duplicate' });
    expect(matchNotice({ ...notice, noticeId: 'n2' }, known({ earlier: notice }))).toEqual({
      outcome: 'duplicate',
    });
    expect(matchNotice({ ...notice, amount: 9000 }, known({ earlier: notice }))).toEqual({
      outcome: 'conflict',
    });
  });
  it('unknown says why', () => {
    const reason = (over: Partial<Known>, n = notice): unknown => {
      const match = matchNotice(n, known(over));
      return match.outcome === 'unknown' ? match.reason : match.outcome;
    };
    expect(reason({ claims: [], hasCode: false })).toBe('no_code');
    expect(reason({ claims: [] })).toBe('code_not_issued');
    expect(reason({}, { ...notice, account: '999' })).toBe('other_account');
    expect(reason({ claims: [{ ...claim, state: 'cancelled' }] })).toBe('cancelled');
    expect(reason({ claims: [{ ...claim, expiresAt: at('09:59') }] })).toBe('late');
    expect(reason({ claims: [{ ...claim, expiresAt: at('10:00') }] })).toBe('matched');
  });
  it('of several codes in one description the amount decides, then the time, else nobody', () => {
    const other: Claim = { ...claim, obligationId: 'o2', code: 'HS2', amount: 20_000 };
    const twin: Claim = { ...claim, obligationId: 'o3', code: 'HS3', expiresAt: at('09:30') };
    expect(matchNotice({ ...notice, amount: 20_000 }, known({ claims: [claim, other] }))).toMatchObject({
      outcome: 'matched',
      claim: other,
    });
    expect(matchNotice(notice, known({ claims: [twin, claim] }))).toMatchObject({
      outcome: 'matched',
      claim,
    });
    expect(matchNotice({ ...notice, amount: 28_000 }, known({ claims: [claim, other] }))).toEqual({
      outcome: 'unknown',
      reason: 'ambiguous',
    });
  });
  it('suggests open claims of the same account, same amount first, then the nearest', () => {
    const near: Claim = { ...claim, obligationId: 'near', amount: 5000, openedAt: at('09:59') };
    const early: Claim = { ...claim, obligationId: 'early', openedAt: at('07:00') };
    const paid: Claim = { ...claim, obligationId: 'paid', state: 'paid' };
    const elsewhere: Claim = { ...claim, obligationId: 'elsewhere', account: '999' };
    expect(suggestClaims(notice, [near, early, paid, elsewhere, claim]).map((c) => c.obligationId)).toEqual([
      'o1',
      'early',
      'near',
    ]);
    expect(suggestClaims(notice, [near, early, claim], 1)).toHaveLength(1);
  });
});

describe('reconciling a day', () => {
  const line = (reference: string, amount: number) => ({
    reference,
    account: '520',
    amount,
    description: '',
    occurredAt: new Date(0),
  });
  const booked = (reference: string, amount: number) => ({ reference, account: '520', amount });
  it('agrees when every movement is on both sides', () => {
    expect(reconcile([line('a', 8000), line('r', -8000)], [booked('r', -8000), booked('a', 8000)])).toEqual({
      agreed: 2,
      bankTotal: 0,
      bookTotal: 0,
      differences: [],
    });
  });
  it('names every difference', () => {
    const result = reconcile(
      [line('a', 8000), line('b', 7999), line('a', 8000), line('d', 1)],
      [booked('a', 8000), booked('b', 8000), booked('c', 5)],
    );
    expect(result.agreed).toBe(1);
    expect(
      result.differences.map((d) => [d.kind, 'line' in d ? d.line.reference : d.booked.reference]),
    ).toEqual([
      ['amount_differs', 'b'],
      ['twice_in_statement', 'a'],
      ['missing_in_books', 'd'],
      ['missing_at_bank', 'c'],
    ]);
    expect([result.bankTotal, result.bookTotal]).toEqual([24_000 - 1 + 1, 16_005]);
  });
});
