import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemRandom } from '#platform/runtime';
import { localPath } from './flows.ts';
import { codeAt, stepOfCode, totpUri } from './one-time-codes.ts';
import { hashPassword, isOutdated, isPassword, weaknessOf } from './passwords.ts';
import { openVault } from './secrets.ts';
import { readVnconnect } from './vneid-claims.ts';

describe('password', () => {
  it('is kept as Argon2id, salted, and recognised also in NFD', async () => {
    const hash = await hashPassword('Đắk Lắk mùa khô 2026', systemRandom);
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(hash).not.toBe(await hashPassword('Đắk Lắk mùa khô 2026', systemRandom));
    expect(await isPassword('Đắk Lắk mùa khô 2026'.normalize('NFD'), hash)).toBe(true);
    expect(await isPassword('Đắk Lắk mùa khô 2027', hash)).toBe(false);
    expect(isOutdated(hash)).toBe(false);
    expect(isOutdated(hash.replace('m=19456', 'm=4096'))).toBe(true);
  });

  it('of nobody is checked as slowly and is never right', async () => {
    for (const stored of [null, '', 'plain', '$argon2id$v=19$m=19456,t=2,p=1$$', '$2b$12$abc']) {
      expect(await isPassword('', stored)).toBe(false);
    }
  });

  it.each([
    ['mười một ch', 'too_short'],
    ['một hai ba bốn', null],
    ['x'.repeat(129), 'too_long'],
    ['PASSWORD1234', 'too_common'],
    ['zzzzzzzzzzzzzz', 'too_common'],
    ['xyzxyzxyzxyz', 'too_common'],
    ['cua-thu.vien-day', 'contains_name'],
    ['🦜🦜🦜🦜🦜🦜🦜🦜🦜🦜🌳', 'too_short'],
  ])('%s: %s', (password, weakness) => {
    expect(weaknessOf(password, { loginName: 'thu.vien', least: 12, most: 128 })).toBe(weakness);
  });
});

describe('one-time code', () => {
  const secret = Buffer.from('12345678901234567890');

  // RFC 6238 appendix B, SHA-1, the last six of the eight digits
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('at second %i is %s', (second, code) => {
    expect(codeAt(secret, new Date(second * 1000))).toBe(code);
  });

  it('fits its own step and one to each side, never a step used before', () => {
    const now = new Date(1_800_000_000_000);
    const step = Math.floor(now.getTime() / 30_000);
    const codeOf = (offset: number) => codeAt(secret, new Date(now.getTime() + offset * 30_000));
    expect(
      [-2, -1, 0, 1, 2].map((offset) => stepOfCode(secret, codeOf(offset), { now, lastStep: null })),
    ).toEqual([null, step - 1, step, step + 1, null]);
    expect(stepOfCode(secret, codeOf(0), { now, lastStep: step - 1 })).toBe(step);
    expect(stepOfCode(secret, codeOf(0), { now, lastStep: step })).toBeNull();
    expect(stepOfCode(secret, codeOf(-1), { now, lastStep: step })).toBeNull();
  });

  it('is set up by a URI an authenticator app understands', () => {
    expect(totpUri(secret, 'thu.vien')).toBe(
      'otpauth://totp/Serepok:thu.vien?issuer=Serepok&secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&algorithm=SHA1&digits=6&period=30',
    );
  });
});

describe('vault', () => {
  const open = (...secrets: Buffer[]) => openVault(secrets, () => systemRandom);
  const [first, second] = [randomBytes(32), randomBytes(32)];

  it('opens what it sealed, for that purpose alone, and nothing that was changed', () => {
    const vault = open(first);
    fc.assert(
      fc.property(fc.string(), fc.nat(), (text, place) => {
        const sealed = vault.seal('a', text);
        expect(vault.open('a', sealed).toString('utf8')).toBe(Buffer.from(text).toString('utf8'));
        expect(() => vault.open('b', sealed)).toThrow();
        const changed = Buffer.from(sealed);
        changed[place % changed.length] = (changed[place % changed.length] ?? 0) ^ 1;
        expect(() => vault.open('a', changed)).toThrow();
      }),
    );
    expect(() => vault.open('a', Buffer.alloc(5))).toThrow();
  });

  it('opens with a former secret, seals with the present one', () => {
    const old = open(first).seal('a', 'x');
    const turned = open(second, first);
    expect(turned.open('a', old).toString()).toBe('x');
    expect(() => open(first).open('a', turned.seal('a', 'y'))).toThrow();
    expect(turned.cookieKeys()).toHaveLength(2);
  });

  it('refuses a short secret and tells purposes apart in its marks', () => {
    expect(() => open(Buffer.alloc(31))).toThrow(/32 bytes/);
    expect(() => open()).toThrow();
    const vault = open(first);
    expect(vault.mark('a', 'x')).toEqual(vault.mark('a', 'x'));
    expect(vault.mark('a', 'x')).not.toEqual(vault.mark('b', 'x'));
  });
});

describe('the page to go back to', () => {
  it('is never another host, whatever is asked', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.string().map((text) => `/${text}`),
        ),
        (wanted) => {
          const target = new URL(localPath(wanted, '/'), 'https://ours.example');
          expect(target.origin).toBe('https://ours.example');
        },
      ),
    );
  });

  it.each([
    '//x',
    '/\\x',
    '/a\\b',
    '\t//x',
    '/\t/x',
    'javascript:alert(1)',
    '',
    null,
    7,
    `/${'x'.repeat(600)}`,
  ])('is not %s', (wanted) => {
    expect(localPath(wanted, '/nha')).toBe('/nha');
  });
});

describe('claims of the profile vnconnect', () => {
  it('never throw, whatever comes', () => {
    fc.assert(fc.property(fc.anything(), (claims) => readVnconnect(claims) === null || true));
  });
});
