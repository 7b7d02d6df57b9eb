import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCardQr, type NoticeCode } from './index.ts';
import { goldenQr } from './qr-golden.ts';

const context = { today: '2026-11-23' };

function codesOf(raw: string): NoticeCode[] {
  return parseCardQr(raw, context).notices.map(({ code }) => code);
}

const absent = { cmnd9: undefined, birth: undefined, sex: undefined, address: undefined, issued: undefined };

describe('golden strings', () => {
  it('are at least sixty', () => expect(goldenQr.length).toBeGreaterThanOrEqual(60));

  it.each(goldenQr.map((golden) => [golden.about, golden] as const))('%s', (_about, golden) => {
    const result = parseCardQr(golden.raw, context);
    if (golden.refused) {
      expect(result).toMatchObject({ ok: false, code: golden.refused });
      return;
    }
    expect(result.ok).toBe(true);
    if (result.ok && golden.card) expect({ ...absent, ...result.card }).toMatchObject(golden.card);
    expect([...codesOf(golden.raw)].sort()).toEqual([...(golden.notices ?? [])].sort());
  });
});

describe('robustness', () => {
  const runs = process.env.SEREPOK_LONG === '1' ? 100_000 : 5_000;
  const sample =
    '066203000123|240012345|Nguyễn Văn Thử|15012003|Nam|Thôn 1, Xã Mẫu, Huyện Mẫu, Đắk Lắk|01052021';

  it('never throws, and a card always has a 12-digit number', { timeout: 600_000 }, () => {
    const mutated = fc
      .tuple(fc.nat(sample.length), fc.nat(12), fc.string({ unit: 'binary', maxLength: 8 }))
      .map(([at, cut, insert]) => sample.slice(0, at) + insert + sample.slice(at + cut));
    const pieces = fc.array(
      fc.constantFrom('066203000123', '|', '||', 'Nữ', '2003', 'Y Blă', '\r\n', '\u0000', 'á»…', '\ud800'),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          mutated,
          pieces.map((parts) => parts.join('')),
        ),
        (raw) => {
          const result = parseCardQr(raw, context);
          return result.ok ? /^\d{12}$/.test(result.card.number) : result.notices.length === 1;
        },
      ),
      { numRuns: runs, seed: 66 },
    );
  });

  it('is not slowed by long input', () => {
    const result = parseCardQr(`066203000123|${'|'.repeat(1_000_000)}`, context);
    expect(result.ok).toBe(true);
  });
});
