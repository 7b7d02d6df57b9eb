import { z } from 'zod';
import type { ClaimedPerson } from './ports.ts';

/** What VNeID said, in our words. */
export interface VneidPerson {
  readonly subject: string;
  readonly person: ClaimedPerson;
  readonly organisation: { readonly taxCode: string; readonly name: string } | null;
  /** Absent for organisations: their accounts have no level. NĐ 69/2024/NĐ-CP */
  readonly accountLevel: 1 | 2 | null;
  readonly authLevel: 1 | 2 | 3 | 4;
}

const text = z.string().trim().min(1).max(500);

// Claim names of the national single sign-on as observed; MucTaiKhoan and MucXacThuc are our assumption.
const vnconnect = z.looseObject({
  sub: z.string().min(1).max(255),
  SoDinhDanh: z.string().regex(/^\d{12}$/),
  HoVaTen: text,
  NgayThangNamSinh: z.string().regex(/^\d{4}(\d{4})?$/),
  LoaiTaiKhoan: z.string(),
  MucTaiKhoan: z.enum(['1', '2']).optional(),
  MucXacThuc: z.enum(['1', '2', '3', '4']).optional(),
  acr: z.string().optional(),
  TenToChuc: text.optional(),
  MaSoThue: z
    .string()
    .regex(/^\d{10}(-?\d{3})?$|^\d{12}$/)
    .optional(),
});

const LEVELS = { '1': 1, '2': 2, '3': 3, '4': 4 } as const;

function isLevel(value: string | undefined): value is keyof typeof LEVELS {
  return value !== undefined && Object.hasOwn(LEVELS, value);
}

/** The level the provider names itself wins; else `acr`; what is not said counts as the lowest. */
function authLevelOf(claims: z.infer<typeof vnconnect>): 1 | 2 | 3 | 4 {
  const fromAcr = claims.acr?.replace(/^LoA/, '');
  const named = claims.MucXacThuc ?? fromAcr;
  return isLevel(named) ? LEVELS[named] : 1;
}

/** @returns null when the claims are not those of a person we could know */
export function readVnconnect(claims: unknown): VneidPerson | null {
  const { data } = vnconnect.safeParse(claims);
  if (!data) return null;
  const isOrganisation = data.LoaiTaiKhoan !== '1';
  if (isOrganisation && (!data.MaSoThue || !data.TenToChuc)) return null;
  return {
    subject: data.sub,
    person: {
      number: data.SoDinhDanh,
      fullName: data.HoVaTen.normalize('NFC'),
      birth: data.NgayThangNamSinh,
    },
    organisation:
      isOrganisation && data.MaSoThue && data.TenToChuc
        ? { taxCode: data.MaSoThue, name: data.TenToChuc.normalize('NFC') }
        : null,
    accountLevel: isOrganisation ? null : data.MucTaiKhoan === '2' ? 2 : 1,
    authLevel: authLevelOf(data),
  };
}
