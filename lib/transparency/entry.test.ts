import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from './bytes.ts';
import { decodeEntry, EntryError, type EntryField, encodeEntry, fieldSalt, seal } from './entry.ts';

const key = fc.stringMatching(/^[a-z][a-z0-9_]{0,12}$/);
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const field: fc.Arbitrary<EntryField> = fc.oneof(
  fc.record({ key, kind: fc.constant('code' as const), value: fc.stringMatching(/^[a-z][a-z._/-]{0,20}$/) }),
  fc.record({ key, kind: fc.constant('number' as const), value: fc.maxSafeNat() }),
  fc.record({ key, kind: fc.constant('instant' as const), value: fc.maxSafeNat() }),
  fc.record({ key, kind: fc.constant('id' as const), value: bytes(16) }),
  fc.record({ key, kind: fc.constant('digest' as const), value: bytes(32) }),
  fc.record({ key, kind: fc.constant('sealed' as const), value: bytes(32) }),
);
const fields = fc.uniqueArray(field, { selector: (f) => f.key, maxLength: 10 });

function plain(list: readonly EntryField[]): unknown[] {
  return list
    .map((f) => ({ ...f, value: typeof f.value === 'object' ? toHex(f.value) : f.value }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

describe('canonical entries', () => {
  it('have a known encoding', () => {
    const encoded = encodeEntry([
      { key: 'at', kind: 'instant', value: 258 },
      { key: 'a', kind: 'code', value: 'x.y' },
    ]);
    expect(toHex(encoded)).toBe(
      '0102' + '016101' + '00000003' + '782e79' + '02617403' + '00000008' + '0000000000000102',
    );
  });

  it('read back what was written, whatever the order given', () => {
    fc.assert(
      fc.property(fields, (list) => {
        const encoded = encodeEntry(list);
        expect(encodeEntry(list.toReversed())).toEqual(encoded);
        expect(plain(decodeEntry(encoded))).toEqual(plain(list));
      }),
    );
  });

  it('never read other bytes as a canonical entry unless these are exactly what would be written', () => {
    fc.assert(
      fc.property(fields, fc.nat(), fc.nat(255), (list, at, value) => {
        const copy = Uint8Array.from(encodeEntry(list));
        copy[at % copy.length] = value;
        let read: EntryField[];
        try {
          read = decodeEntry(copy);
        } catch (error) {
          expect(error).toBeInstanceOf(EntryError);
          return;
        }
        expect(toHex(encodeEntry(read))).toBe(toHex(copy));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['a name in clear', { key: 'who', kind: 'code', value: 'H Bliă Êban' }],
    ['a number that may identify', { key: 'who', kind: 'code', value: 'x100000000123' }],
    ['an empty word', { key: 'who', kind: 'code', value: '' }],
    ['a bad field name', { key: 'Who', kind: 'code', value: 'x' }],
    ['a negative count', { key: 'n', kind: 'number', value: -1 }],
    ['a fraction', { key: 'n', kind: 'number', value: 0.5 }],
    ['a short digest', { key: 'n', kind: 'digest', value: new Uint8Array(31) }],
    ['a long id', { key: 'n', kind: 'id', value: new Uint8Array(17) }],
  ] as const)('refuse %s', (_, bad) => {
    expect(() => encodeEntry([bad])).toThrow(EntryError);
  });

  it('refuse the same field twice, too many fields, bytes at the end and another version', () => {
    const one: EntryField = { key: 'n', kind: 'number', value: 1 };
    expect(() => encodeEntry([one, one])).toThrow(EntryError);
    const many = Array.from(
      { length: 65 },
      (_, i): EntryField => ({ key: `n${i}`, kind: 'number', value: i }),
    );
    expect(() => encodeEntry(many)).toThrow(EntryError);
    const good = encodeEntry([one]);
    expect(() => decodeEntry(Buffer.concat([good, Buffer.from([0])]))).toThrow(EntryError);
    expect(() => decodeEntry(good.subarray(0, -1))).toThrow(EntryError);
    expect(() => decodeEntry(Uint8Array.from(good, (b, i) => (i === 0 ? 2 : b)))).toThrow(EntryError);
    expect(() => decodeEntry(new Uint8Array(0))).toThrow(EntryError);
  });
});

describe('seals', () => {
  const salt = new Uint8Array(32).fill(7);

  it('bind value, field and salt', () => {
    const sealed = toHex(seal(fieldSalt(salt, 'actor'), 'actor', 'A'));
    expect(toHex(seal(fieldSalt(salt, 'actor'), 'actor', 'A'))).toBe(sealed);
    expect(toHex(seal(fieldSalt(salt, 'actor'), 'actor', 'B'))).not.toBe(sealed);
    expect(toHex(seal(fieldSalt(salt, 'basis'), 'actor', 'A'))).not.toBe(sealed);
    expect(toHex(seal(fieldSalt(salt, 'actor'), 'basis', 'A'))).not.toBe(sealed);
  });

  it('take NFC and NFD of a name as the same', () => {
    const fieldOfName = fieldSalt(salt, 'name');
    expect(seal(fieldOfName, 'name', 'Êđê'.normalize('NFD'))).toEqual(seal(fieldOfName, 'name', 'Êđê'));
  });

  it('refuse a salt short enough to be guessed', () => {
    expect(() => seal(new Uint8Array(15), 'actor', 'A')).toThrow(EntryError);
  });
});
