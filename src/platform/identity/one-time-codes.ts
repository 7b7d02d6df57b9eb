import { Secret, TOTP } from 'otpauth';

const PERIOD_MS = 30_000;
const ISSUER = 'Serepok';

function totpOf(secret: Uint8Array, label = ''): TOTP {
  const raw = secret.buffer.slice(secret.byteOffset, secret.byteOffset + secret.byteLength) as ArrayBuffer;
  return new TOTP({
    issuer: ISSUER,
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: 30,
    secret: new Secret({ buffer: raw }),
  });
}

/** What the officer's authenticator app scans. */
export function totpUri(secret: Uint8Array, loginName: string): string {
  return totpOf(secret, loginName).toString();
}

/**
 * The time step a code belongs to, one step of drift allowed each way. RFC 6238 §5.2
 * @returns null when the code fits none, or none later than the last one used
 */
export function stepOfCode(
  secret: Uint8Array,
  code: string,
  at: { now: Date; lastStep: number | null },
): number | null {
  const delta = totpOf(secret).validate({ token: code, timestamp: at.now.getTime(), window: 1 });
  if (delta === null) return null;
  const step = Math.floor(at.now.getTime() / PERIOD_MS) + delta;
  return at.lastStep !== null && step <= at.lastStep ? null : step;
}

export function codeAt(secret: Uint8Array, now: Date): string {
  return totpOf(secret).generate({ timestamp: now.getTime() });
}
