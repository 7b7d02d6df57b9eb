import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { concatBytes } from '#lib/identity';

/** Ciphers of secure messaging (ICAO Doc 9303-11 §9.8). */
export type SmCipher = '3des' | 'aes';

const zeros = (length: number) => new Uint8Array(length);

/** ISO/IEC 9797-1 padding method 2. */
export function pad(data: Uint8Array, block: number): Uint8Array {
  return concatBytes(data, Uint8Array.of(0x80), zeros(block - 1 - (data.length % block)));
}

/** Undefined when the padding is not there. */
export function unpad(data: Uint8Array): Uint8Array | undefined {
  let end = data.length - 1;
  while (end >= 0 && data[end] === 0) end -= 1;
  return end >= 0 && data[end] === 0x80 ? data.subarray(0, end) : undefined;
}

function run(
  name: string,
  key: Uint8Array,
  options: { iv: Uint8Array | null; data: Uint8Array; decrypt?: boolean },
): Uint8Array {
  const cipher = options.decrypt
    ? createDecipheriv(name, key, options.iv)
    : createCipheriv(name, key, options.iv);
  cipher.setAutoPadding(false);
  return new Uint8Array(Buffer.concat([cipher.update(options.data), cipher.final()]));
}

const tripleKey = (key: Uint8Array) => (key.length === 16 ? concatBytes(key, key.subarray(0, 8)) : key);
const aesName = (key: Uint8Array, mode: string) => `aes-${key.length * 8}-${mode}`;

export interface BlockKey {
  cipher: SmCipher;
  key: Uint8Array;
  /** Starting vector; zeros when absent. */
  iv?: Uint8Array;
}

function runCbc({ cipher, key, iv }: BlockKey, data: Uint8Array, decrypt: boolean): Uint8Array {
  if (cipher === '3des') return run('des-ede3-cbc', tripleKey(key), { iv: iv ?? zeros(8), data, decrypt });
  return run(aesName(key, 'cbc'), key, { iv: iv ?? zeros(16), data, decrypt });
}

export function encryptCbc(key: BlockKey, data: Uint8Array): Uint8Array {
  return runCbc(key, data, false);
}

export function decryptCbc(key: BlockKey, data: Uint8Array): Uint8Array {
  return runCbc(key, data, true);
}

/** One block of AES in ECB, for the starting vector of secure messaging. */
export function encryptAesBlock(key: Uint8Array, block: Uint8Array): Uint8Array {
  return run(aesName(key, 'ecb'), key, { iv: null, data: block });
}

// ISO/IEC 9797-1 MAC algorithm 3 over padded data. Single DES is triple DES with three equal keys.
function retailMac(key: Uint8Array, padded: Uint8Array): Uint8Array {
  const first = key.subarray(0, 8);
  const second = key.subarray(8, 16);
  const single = (part: Uint8Array) => concatBytes(part, part, part);
  const chained = run('des-ede3-cbc', single(first), { iv: zeros(8), data: padded }).slice(-8);
  const decrypted = run('des-ede3-cbc', single(second), { iv: zeros(8), data: chained, decrypt: true });
  return run('des-ede3-cbc', single(first), { iv: zeros(8), data: decrypted });
}

function double(block: Uint8Array): Uint8Array {
  const result = block.map((byte, index) => ((byte << 1) & 0xff) | ((block[index + 1] ?? 0) >> 7));
  if (((block[0] ?? 0) & 0x80) !== 0) result[15] = (result[15] ?? 0) ^ 0x87;
  return result;
}

// NIST SP 800-38B.
function cmac(key: Uint8Array, data: Uint8Array): Uint8Array {
  const k1 = double(encryptAesBlock(key, zeros(16)));
  const complete = data.length > 0 && data.length % 16 === 0;
  const message = complete ? data.slice() : pad(data, 16);
  const mask = complete ? k1 : double(k1);
  const start = message.length - 16;
  for (let index = 0; index < 16; index += 1)
    message[start + index] = (message[start + index] ?? 0) ^ (mask[index] ?? 0);
  return run(aesName(key, 'cbc'), key, { iv: zeros(16), data: message }).slice(-16);
}

/** Eight bytes of MAC. For 3DES `data` must be padded already. */
export function macOf(cipher: SmCipher, key: Uint8Array, data: Uint8Array): Uint8Array {
  return cipher === '3des' ? retailMac(key, data) : cmac(key, data).slice(0, 8);
}

export function digest(hash: string, ...parts: readonly Uint8Array[]): Uint8Array {
  const state = createHash(hash);
  for (const part of parts) state.update(part);
  return new Uint8Array(state.digest());
}

export interface KeySpec {
  cipher: SmCipher;
  /** Key length in bytes: 16 for 3DES; 16, 24 or 32 for AES. */
  length: number;
}

function withParity(key: Uint8Array): Uint8Array {
  return key.map((byte) => {
    let ones = 0;
    for (let bit = 1; bit < 8; bit += 1) ones += (byte >> bit) & 1;
    return (byte & 0xfe) | (ones % 2 === 0 ? 1 : 0);
  });
}

/** Key derivation function (ICAO Doc 9303-11 §9.7.1); counter 1 encryption, 2 MAC, 3 password. */
export function deriveKey(secret: Uint8Array, counter: 1 | 2 | 3, spec: KeySpec): Uint8Array {
  const input = [secret, Uint8Array.of(0, 0, 0, counter)];
  if (spec.cipher === '3des') return withParity(digest('sha1', ...input).slice(0, 16));
  return digest(spec.length > 16 ? 'sha256' : 'sha1', ...input).slice(0, spec.length);
}
