import { describe, expect, it } from 'vitest';
import { templateSchema } from './contract.ts';
import { isAddress, maskAddress, mostAttempts, nextStep, render, RenderError } from './rules.ts';
import type { Outcome } from './rules.ts';

const template = templateSchema.parse({
  code: 'dossier.received',
  title: { vi: 'Đã nhận hồ sơ {code}', en: 'Case {code} received' },
  body: { vi: '{name}, hẹn trả {date}.', en: '{name}, due {date}.' },
  sms: { vi: 'Hồ sơ {code} đã được tiếp nhận', en: 'Case {code} received' },
});
const params = { code: 'H15.41-261123-0001', name: 'H’Hen Niê', date: '25/11/2026' };

describe('templates', () => {
  it('are filled in both languages; the SMS loses its marks to cost one part', () => {
    expect(render(template, params, 'vi')).toEqual({
      title: 'Đã nhận hồ sơ H15.41-261123-0001',
      body: 'H’Hen Niê, hẹn trả 25/11/2026.',
      sms: 'Ho so H15.41-261123-0001 da duoc tiep nhan',
    });
    expect(render(template, params, 'en').title).toBe('Case H15.41-261123-0001 received');
    expect(render({ ...template, sms: undefined }, params, 'vi').sms).toBeNull();
  });
  it('do not go out with a hole', () => {
    expect(() => render(template, { code: 'x', name: 'y' }, 'vi')).toThrow(RenderError);
    expect(() => render(template, { ...params, name: '{date}' }, 'vi')).not.toThrow();
  });
  it.each(['100123456789', 'số 100 123 456 789.', '(1001 2345 6789)', 'CCCD:100199000001'])(
    'never carry a personal number: %j',
    (name) => {
      expect(() => render(template, { ...params, name }, 'vi')).toThrow(/personal_number: body/);
    },
  );
  it.each([
    'FT261123000001',
    'H15.15-261123-0001',
    '100.000.000.000 đồng',
    '0900 000 001',
    '1001234567890123',
  ])('may carry %j', (name) => {
    expect(render(template, { ...params, name }, 'vi').body).toContain(name);
  });
  it('name nobody in an SMS', () => {
    expect(templateSchema.safeParse({ ...template, sms: { vi: 'Chào {name}', en: 'x' } }).success).toBe(
      false,
    );
    expect(templateSchema.safeParse({ ...template, sms: { vi: 'x', en: 'Hello {name}' } }).success).toBe(
      false,
    );
    expect(templateSchema.safeParse({ ...template, code: 'Received' }).success).toBe(false);
  });
});

describe('addresses', () => {
  it('are checked and masked', () => {
    expect(
      ['0900000001', '+84900000001', '113', '0900000001; x', ''].map((a) => isAddress('sms', a)),
    ).toEqual([true, true, false, false, false]);
    expect(
      ['an@thu.vn', 'an@thu', 'an@@thu.vn', 'a n@thu.vn', 'an@thu.vn\r\nBcc: x@y.vn', '<an@thu.vn>'].map(
        (a) => isAddress('email', a),
      ),
    ).toEqual([true, false, false, false, false, false]);
    expect(maskAddress('email', 'nguyenvanan@thu.vn')).toBe('n•••@thu.vn');
    expect(maskAddress('sms', '0900000123')).toBe('09•••123');
  });
});

describe('what follows an attempt', () => {
  const temporary: Outcome = { kind: 'temporary', detail: '451' };
  const unknown: Outcome = { kind: 'unknown', detail: 'lost' };
  const at = (attempts: number, channel: 'email' | 'sms' = 'email') => ({ channel, attempts });
  it('is the end when it was taken or never will be', () => {
    expect(nextStep(at(1), { kind: 'accepted', providerId: null }, 0.5)).toEqual({ state: 'sent' });
    expect(nextStep(at(1), { kind: 'permanent', detail: '550' }, 0.5)).toEqual({ state: 'failed' });
  });
  it('is a growing wait, spread by luck, and an end after the last', () => {
    expect([1, 2, 3, 4].map((n) => nextStep(at(n), temporary, 0.5))).toEqual(
      [60, 300, 1800, 7200].map((delaySeconds) => ({ state: 'waiting', delaySeconds })),
    );
    expect([nextStep(at(1), temporary, 0), nextStep(at(1), temporary, 1)]).toEqual(
      [48, 72].map((delaySeconds) => ({ state: 'waiting', delaySeconds })),
    );
    expect(nextStep(at(mostAttempts), temporary, 0.5)).toEqual({ state: 'failed' });
  });
  it('on a doubt: a mail is not sent again, an SMS is asked for again by its key', () => {
    expect(nextStep(at(1), unknown, 0.5)).toEqual({ state: 'unknown' });
    expect(nextStep(at(1, 'sms'), unknown, 0.5)).toEqual({ state: 'waiting', delaySeconds: 60 });
    expect(nextStep(at(mostAttempts, 'sms'), unknown, 0.5)).toEqual({ state: 'unknown' });
  });
});
