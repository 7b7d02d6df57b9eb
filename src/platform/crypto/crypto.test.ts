import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { seededRandom, steppedClock } from '#platform/runtime';
import {
  type FileKeystore,
  lookupMark,
  markUnder,
  open,
  openField,
  openFileKeystore,
  rewrap,
  Secret,
  seal,
  sealField,
} from './index.ts';

let folder: string;
let keys: FileKeystore;
const random = seededRandom('crypto');
const clock = steppedClock('2026-11-23T03:00:00Z');
const plain = Buffer.from('Giấy tờ của bà H’Mĭn');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'serepok-keys-'));
  keys = await openFileKeystore({ folder, random, clock, create: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('envelope', () => {
  test('opens what was sealed, and only in its own context', async () => {
    const sealed = await seal({ keys, random }, 'files', { plain, context: 'object 1' });
    expect(sealed.bytes.includes(plain)).toBe(false);
    expect(await open(keys, sealed, 'object 1')).toEqual(plain);
    await expect(open(keys, sealed, 'object 2')).rejects.toMatchObject({ code: 'crypto.cannot_open' });
  });

  test('every changed byte is noticed', async () => {
    const sealed = await seal({ keys, random }, 'files', { plain, context: 'x' });
    for (let at = 0; at < sealed.bytes.length; at += 1) {
      const bytes = Buffer.from(sealed.bytes);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      await expect(open(keys, { ...sealed, bytes }, 'x')).rejects.toMatchObject({
        code: 'crypto.cannot_open',
      });
    }
    await expect(open(keys, { ...sealed, bytes: Buffer.alloc(3) }, 'x')).rejects.toMatchObject({
      code: 'crypto.cannot_open',
    });
  });

  test('two objects of the same content have different keys and bytes', async () => {
    const one = await seal({ keys, random }, 'files', { plain, context: 'x' });
    const two = await seal({ keys, random }, 'files', { plain, context: 'x' });
    expect(one.bytes.equals(two.bytes)).toBe(false);
    await expect(open(keys, { ...one, wrappedKey: two.wrappedKey }, 'x')).rejects.toMatchObject({
      code: 'crypto.cannot_open',
    });
  });

  test('rotation: old objects open, rewrapped ones no longer need the old key', async () => {
    const sealed = await seal({ keys, random }, 'files', { plain, context: 'x' });
    expect(await keys.rotate('files')).toBe('files-2');
    expect(await open(keys, sealed, 'x')).toEqual(plain);
    const moved = { ...sealed, ...(await rewrap(keys, 'files', { wrapping: sealed, context: 'x' })) };
    expect(moved.keyId).toBe('files-2');
    expect(moved.bytes).toBe(sealed.bytes);
    expect(await open(keys, moved, 'x')).toEqual(plain);
    await expect(open(keys, { ...moved, keyId: 'files-1' }, 'x')).rejects.toMatchObject({
      code: 'crypto.cannot_open',
    });
    await expect(open(keys, { ...moved, keyId: 'files-9' }, 'x')).rejects.toMatchObject({
      code: 'crypto.unknown_key',
    });
  });

  test('a field goes through one text column', async () => {
    const sealed = await sealField({ keys, random }, 'bí mật', 'totp of x');
    expect(sealed).not.toContain('bí');
    expect(await openField(keys, sealed, 'totp of x')).toBe('bí mật');
    await expect(openField(keys, sealed, 'totp of y')).rejects.toMatchObject({ code: 'crypto.cannot_open' });
    await expect(openField(keys, 'abc', 'x')).rejects.toMatchObject({ code: 'crypto.cannot_open' });
  });
});

describe('lookup marks', () => {
  test('are equal for equal identifiers however written, and differ by kind', async () => {
    const one = await lookupMark(keys, 'identity', '100 203 000 123');
    expect((await lookupMark(keys, 'identity', '100203000123')).mark).toEqual(one.mark);
    expect((await lookupMark(keys, 'phone', '100203000123')).mark).not.toEqual(one.mark);
    expect((await lookupMark(keys, 'identity', '100203000124')).mark).not.toEqual(one.mark);
  });

  test('made before a rotation are still found', async () => {
    const before = await lookupMark(keys, 'identity', '100203000123');
    await keys.rotate('lookup');
    const after = await lookupMark(keys, 'identity', '100203000123');
    expect(after.mark).not.toEqual(before.mark);
    expect(await markUnder(keys, before.keyId, { kind: 'identity', identifier: '100203000123' })).toEqual(
      before.mark,
    );
  });
});

describe('keystore', () => {
  test('keeps its keys between starts and its file to its owner', async () => {
    const sealed = await seal({ keys, random }, 'files', { plain, context: 'x' });
    await keys.rotate('files');
    const again = await openFileKeystore({ folder, random, clock });
    expect(await open(again, sealed, 'x')).toEqual(plain);
    expect(again.keyIds('files')).toEqual(['files-1', 'files-2']);
    await chmod(join(folder, 'keys.json'), 0o644);
    await expect(openFileKeystore({ folder, random, clock })).rejects.toMatchObject({
      code: 'crypto.keystore_exposed',
    });
  });

  test('is not made anew when it is missing, and a damaged one is named as such', async () => {
    await expect(openFileKeystore({ folder: join(folder, 'other'), random, clock })).rejects.toMatchObject({
      code: 'crypto.keystore_missing',
    });
    await writeFile(join(folder, 'keys.json'), '{"version":1,"keys":[{"id":"files-1"}]}', { mode: 0o600 });
    await expect(openFileKeystore({ folder, random, clock })).rejects.toMatchObject({
      code: 'crypto.keystore_damaged',
    });
  });
});

test('secrets do not print', async () => {
  const secret = new Secret('khoá');
  expect([JSON.stringify({ secret }), inspect({ secret }), String(secret)].join()).not.toContain('khoá');
  expect(secret.reveal()).toBe('khoá');
  const key =
    (JSON.parse(await readFile(join(folder, 'keys.json'), 'utf8')) as { keys: { key: string }[] }).keys[0]
      ?.key ?? '';
  expect(key.length).toBeGreaterThan(40);
  expect(inspect(keys, { depth: 9, showHidden: true })).not.toContain(key);
});
