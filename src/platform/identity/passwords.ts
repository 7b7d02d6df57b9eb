import { argon2, type Argon2Parameters } from 'node:crypto';
import type { Random } from '#platform/runtime';
import { isSame } from './secrets.ts';

interface Cost {
  memory: number;
  passes: number;
  parallelism: number;
}

// OWASP Password Storage Cheat Sheet: Argon2id with 19 MiB, 2 passes, 1 lane.
const COST: Cost = { memory: 19_456, passes: 2, parallelism: 1 };
const TAG_LENGTH = 32;

function derive(password: string, salt: Buffer, cost: Cost): Promise<Buffer> {
  const parameters: Argon2Parameters = {
    message: Buffer.from(password.normalize('NFC'), 'utf8'),
    nonce: salt,
    tagLength: TAG_LENGTH,
    ...cost,
  };
  return new Promise((resolve, reject) => {
    argon2('argon2id', parameters, (error, tag) => (error ? reject(error) : resolve(tag)));
  });
}

function encode(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

/** PHC string: `$argon2id$v=19$m=…,t=…,p=…$salt$tag`. */
export async function hashPassword(password: string, random: Random): Promise<string> {
  const salt = random.bytes(16);
  const tag = await derive(password, salt, COST);
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${encode(salt)}$${encode(tag)}`;
}

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** A hash nobody's password has: checked for unknown names, so that they take as long as known ones. */
const NOBODY = `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${encode(Buffer.alloc(16))}$${encode(Buffer.alloc(TAG_LENGTH))}`;

export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const [, memory, passes, parallelism, salt, tag] = PHC.exec(stored ?? NOBODY) ?? [];
  if (!salt || !tag) return false;
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  const given = await derive(password, Buffer.from(salt, 'base64'), cost);
  return isSame(given, Buffer.from(tag, 'base64')) && stored !== null;
}

export function isOutdated(stored: string): boolean {
  return !stored.startsWith(`$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$`);
}

// The heads of published lists of leaked passwords, in the forms that pass a length of twelve.
const WORN = [
  '123456789012',
  '1234567890123',
  'passwordpassword',
  'password1234',
  'password12345',
  'matkhau123456',
  'matkhaumatkhau',
  'qwertyuiop123',
  'qwerty123456',
  'abc123456789',
  'iloveyou1234',
  'admin1234567',
  'administrator',
  'daklak123456',
  'vietnam123456',
];

export type Weakness = 'too_short' | 'too_long' | 'too_common' | 'contains_name';

export function weaknessOf(
  password: string,
  about: { loginName: string; least: number; most: number },
): Weakness | null {
  const length = Array.from(password.normalize('NFC')).length;
  if (length < about.least) return 'too_short';
  if (length > about.most) return 'too_long';
  const plain = password.toLowerCase();
  if (WORN.includes(plain) || /^(.)\1*$/u.test(plain) || /^(..?.?)\1+$/u.test(plain)) return 'too_common';
  if (about.loginName.length >= 4 && plain.includes(about.loginName)) return 'contains_name';
  return null;
}
