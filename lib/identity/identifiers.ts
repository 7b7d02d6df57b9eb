import type { BilingualText } from './notice.ts';

/** Numbers and papers by which a person is known. One person has many, each with its time of validity. */
export const identifierTypes = {
  personal_number: { vi: 'Số định danh cá nhân', en: 'Personal identification number' },
  cmnd9: { vi: 'Số chứng minh nhân dân (9 số)', en: 'Old identity card number (9 digits)' },
  passport: { vi: 'Số hộ chiếu', en: 'Passport number' },
  tax_code: { vi: 'Mã số thuế', en: 'Tax code' },
  social_insurance: { vi: 'Mã số bảo hiểm xã hội', en: 'Social insurance number' },
  health_card: { vi: 'Mã thẻ bảo hiểm y tế', en: 'Health insurance card number' },
  driving_licence: { vi: 'Số giấy phép lái xe', en: 'Driving licence number' },
  origin_certificate: { vi: 'Số giấy chứng nhận căn cước', en: 'Certificate of identity number' },
} as const satisfies Record<string, BilingualText>;

export type IdentifierType = keyof typeof identifierTypes;

/** `cancelled`: the authority took the number back and gave another (correction of sex or year of birth). */
export const identifierStates = {
  valid: { vi: 'Đang có giá trị', en: 'Valid' },
  cancelled: { vi: 'Đã hủy', en: 'Cancelled' },
  expired: { vi: 'Hết giá trị', en: 'Expired' },
} as const satisfies Record<string, BilingualText>;

export type IdentifierState = keyof typeof identifierStates;

export interface Identifier {
  type: IdentifierType;
  value: string;
  state: IdentifierState;
  /** ISO dates, [from, to). */
  validFrom?: string;
  validTo?: string;
}
