import type { Account, AccountLevel, AuthLevel } from './people.ts';

/** How sure this sign-in is: level of the account, level of the act of authentication. */
export interface Levels {
  accountLevel: Exclude<AccountLevel, 0>;
  authLevel: AuthLevel;
}

export interface Attribute {
  name: string;
  label: string;
  required: boolean;
}

/** Claim profile `vnconnect`: names seen on the national single sign-on; the two level claims and the contact data are our assumption. */
export const ATTRIBUTES: readonly Attribute[] = [
  { name: 'HoVaTen', label: 'Họ và tên', required: true },
  { name: 'SoDinhDanh', label: 'Số định danh cá nhân', required: true },
  { name: 'NgayThangNamSinh', label: 'Ngày, tháng, năm sinh', required: true },
  { name: 'SoDienThoai', label: 'Số điện thoại', required: false },
  { name: 'NoiCuTru', label: 'Nơi cư trú', required: false },
];

export const ORGANISATION_ATTRIBUTES: readonly Attribute[] = [
  { name: 'TenToChuc', label: 'Tên tổ chức', required: true },
  { name: 'MaSoThue', label: 'Mã số thuế', required: true },
];

const TECHNICAL = [
  'sub',
  'acr',
  'TechID',
  'LoaiTaiKhoan',
  'MucTaiKhoan',
  'MucXacThuc',
  'loginIdp',
  'userProfileUri',
  'logoutUri',
];

export const CLAIM_NAMES: readonly string[] = [
  ...TECHNICAL,
  ...[...ATTRIBUTES, ...ORGANISATION_ATTRIBUTES].map(({ name }) => name),
];

export const ACR_VALUES = ['LoA1', 'LoA2', 'LoA3', 'LoA4'] as const;

export function acrOf(level: AuthLevel): string {
  return `LoA${level}`;
}

// NĐ 69/2024/NĐ-CP: four authentication levels, told apart by factors and biometrics.
export const AUTH_LEVELS: readonly { level: AuthLevel; label: string }[] = [
  { level: 1, label: 'Mức 1: mật khẩu' },
  { level: 2, label: 'Mức 2: mật khẩu và mã OTP' },
  { level: 3, label: 'Mức 3: mật khẩu và khuôn mặt' },
  { level: 4, label: 'Mức 4: khuôn mặt, thẻ Căn cước và mật khẩu' },
];

const AMR: Record<AuthLevel, string[]> = {
  1: ['pwd'],
  2: ['pwd', 'otp'],
  3: ['pwd', 'face'],
  4: ['pwd', 'face', 'sc'],
};

export function amrOf(level: AuthLevel): string[] {
  return AMR[level];
}

export function claimsOf(
  account: Account,
  levels: Levels | undefined,
  issuer: string,
): Record<string, unknown> {
  const { person, organisation } = account;
  return {
    sub: account.techId,
    TechID: account.techId,
    LoaiTaiKhoan: organisation ? '2' : '1',
    HoVaTen: person.fullName.toUpperCase(),
    SoDinhDanh: person.number,
    NgayThangNamSinh: person.birth,
    SoDienThoai: person.phone,
    NoiCuTru: person.address,
    TenToChuc: organisation?.name,
    MaSoThue: organisation?.taxCode,
    MucTaiKhoan: levels && !organisation ? String(levels.accountLevel) : undefined,
    MucXacThuc: levels ? String(levels.authLevel) : undefined,
    acr: levels ? acrOf(levels.authLevel) : undefined,
    loginIdp: 'BCA',
    userProfileUri: `${issuer}/dien-thoai`,
    logoutUri: `${issuer}/oidc/logout`,
  };
}

/** The lowest authentication level the asking system accepts, from acr_values. */
export function wantedAuthLevel(acrValues: unknown): AuthLevel {
  const wanted = typeof acrValues === 'string' ? acrValues.split(' ') : [];
  const level = ACR_VALUES.findIndex((value) => wanted.includes(value)) + 1;
  return level >= 1 && level <= 4 ? (level as AuthLevel) : 1;
}
