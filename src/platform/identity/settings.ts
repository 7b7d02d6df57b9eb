export interface SessionLimits {
  readonly idleMs: number;
  readonly absoluteMs: number;
}

export interface ThrottleLimits {
  /** Failures within the window before the lock. */
  readonly failures: number;
  readonly windowMs: number;
  readonly lockMs: number;
}

export interface OfficeClient {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly name: string;
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris?: readonly string[];
  readonly backchannelLogoutUri?: string;
}

export interface VneidSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Names of the claims; `vnconnect` is the only profile seen so far. */
  readonly claimProfile: 'vnconnect';
  readonly signingAlgorithm: 'RS256' | 'PS256' | 'ES256';
}

export interface IdentitySettings {
  /** Where browsers find this system, e.g. `https://dichvucong.example.vn`. WebAuthn needs a name, not an address. */
  readonly publicUrl: string;
  /** Where this server reaches itself, when that differs. */
  readonly internalUrl?: string;
  /** 32 bytes or more; seals secrets at rest and derives cookie keys. */
  readonly secret: Uint8Array;
  /** Replaced secrets, still able to open what they sealed. */
  readonly formerSecrets?: readonly Uint8Array[];
  readonly vneid: VneidSettings;
  /** Other systems that let officers sign in here. */
  readonly officeClients?: readonly OfficeClient[];
  readonly limits?: Partial<IdentityLimits>;
}

/** What a province decides; the defaults await the decree that replaces NĐ 85/2016 and are not law. */
export interface IdentityLimits {
  readonly citizen: SessionLimits;
  readonly staff: SessionLimits;
  readonly flowMs: number;
  readonly enrolmentMs: number;
  readonly perAccount: ThrottleLimits;
  readonly perAddress: ThrottleLimits;
  /** Roles that may sign in with a passkey only. */
  readonly passkeyOnlyRoles: readonly string[];
  readonly passwordLength: { readonly least: number; readonly most: number };
  readonly keySignsMs: number;
  readonly keyShownMs: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// Assumptions of 2026-11-23, after OWASP ASVS 5.0 V6 and V7 and the level-3 checklist of TT 12/2022 (from memory).
export const defaultLimits: IdentityLimits = {
  citizen: { idleMs: 30 * MINUTE, absoluteMs: 12 * HOUR },
  staff: { idleMs: 30 * MINUTE, absoluteMs: 10 * HOUR },
  flowMs: 10 * MINUTE,
  enrolmentMs: 3 * DAY,
  perAccount: { failures: 5, windowMs: 15 * MINUTE, lockMs: 15 * MINUTE },
  perAddress: { failures: 50, windowMs: 15 * MINUTE, lockMs: 15 * MINUTE },
  passkeyOnlyRoles: ['administrator'],
  passwordLength: { least: 12, most: 128 },
  keySignsMs: 90 * DAY,
  keyShownMs: 2 * DAY,
};

export function limitsOf(settings: IdentitySettings): IdentityLimits {
  return { ...defaultLimits, ...settings.limits };
}

/** A lone `Secure` cookie does not travel over the loopback's plain http. */
export function isSecure(settings: IdentitySettings): boolean {
  return settings.publicUrl.startsWith('https:');
}
