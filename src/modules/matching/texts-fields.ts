import type { Sentence } from '#lib/contract';
import { personFieldTexts } from '../../../lib/tabular/texts.ts';
import type { RowField } from './contract-shapes.ts';

/** Names of compared fields, as they stand beside the two sides. */
export const fieldSentences: Readonly<Record<string, Sentence>> = {
  name: { vi: 'Họ và tên', en: 'Full name' },
  'name.given': { vi: 'Tên', en: 'Given name' },
  'name.family': { vi: 'Họ', en: 'Family name' },
  'name.middle': { vi: 'Chữ đệm', en: 'Middle name' },
  number: { vi: 'Số giấy tờ', en: 'Number' },
  birth: { vi: 'Ngày sinh', en: 'Date of birth' },
  address: { vi: 'Nơi ở', en: 'Address' },
  place: { vi: 'Xã, phường', en: 'Commune' },
  sex: { vi: 'Giới tính', en: 'Sex' },
  householder: { vi: 'Chủ hộ', en: 'Householder' },
  father: { vi: 'Cha', en: 'Father' },
  mother: { vi: 'Mẹ', en: 'Mother' },
  ethnicity: { vi: 'Dân tộc', en: 'Ethnicity' },
};

/** Levels of agreement in plain words; `field.level` before `level`. */
export const levelSentences: Readonly<Record<string, Sentence>> = {
  missing: { vi: 'Không có để so', en: 'Not known on one side' },
  exact: { vi: 'Giống hệt', en: 'The same' },
  same: { vi: 'Giống nhau', en: 'The same' },
  differs: { vi: 'Khác nhau', en: 'Different' },
  plain: { vi: 'Cùng chữ, danh sách không ghi dấu', en: 'Same letters, the list has no marks' },
  unmarked: { vi: 'Danh sách mất dấu', en: 'The list lost the marks' },
  marks: { vi: 'Khác dấu', en: 'Other marks' },
  variant: { vi: 'Cách viết khác của cùng tên', en: 'Another spelling of the same name' },
  typo: { vi: 'Gõ sai một chữ', en: 'A letter mistyped' },
  initial: { vi: 'Viết tắt', en: 'Abbreviated' },
  near: { vi: 'Gần giống', en: 'Nearly the same' },
  partly: { vi: 'Giống một phần', en: 'Partly the same' },
  dropped: { vi: 'Danh sách bỏ chữ đệm', en: 'The list drops the middle name' },
  added: { vi: 'Danh sách thêm chữ đệm', en: 'The list adds a middle name' },
  reversed: { vi: 'Đảo thứ tự họ và tên', en: 'Name order reversed' },
  swapped: { vi: 'Ngày và tháng đổi chỗ', en: 'Day and month swapped' },
  lunar: { vi: 'Ngày âm lịch', en: 'Lunar date' },
  one_digit: { vi: 'Lệch một chữ số', en: 'One digit differs' },
  exchanged: { vi: 'Hai chữ số đổi chỗ', en: 'Two digits exchanged' },
  day_month: { vi: 'Cùng ngày tháng, khác năm', en: 'Same day and month, other year' },
  month: { vi: 'Cùng tháng, năm', en: 'Same month and year' },
  year_only: { vi: 'Danh sách chỉ ghi năm, cùng năm', en: 'The list has the year only, the same' },
  register_year_only: { vi: 'Dân cư chỉ có năm, cùng năm', en: 'The register has the year only, the same' },
  year: { vi: 'Cùng năm', en: 'Same year' },
  neighbour_year: { vi: 'Lệch một năm', en: 'One year off' },
  former: { vi: 'Đúng số giấy tờ cũ', en: 'An old number of this person' },
  cancelled: { vi: 'Số đã hủy của người này', en: 'A cancelled number of this person' },
  most: { vi: 'Phần lớn giống', en: 'Mostly the same' },
  some: { vi: 'Giống một phần', en: 'Partly the same' },
  neighbour: { vi: 'Xã, phường liền kề', en: 'An adjoining commune' },
  'place.same': { vi: 'Cùng xã, phường', en: 'Same commune' },
  'place.differs': { vi: 'Khác xã, phường', en: 'Another commune' },
  'name.exact': { vi: 'Tên giống hệt', en: 'Same name' },
  'householder.differs': {
    vi: 'Khác tên, có thể đã tách hộ',
    en: 'Another name; the household may have split',
  },
};

export const noteSentences = {
  oldUnit: { vi: 'Đơn vị cũ', en: 'Former unit' },
  formerName: { vi: 'Tên trước đây: {name}', en: 'Former name: {name}' },
  oldNumber: { vi: 'Số cũ {number}', en: 'Old number {number}' },
  nineDigits: { vi: 'CMND 9 số', en: 'Old 9-digit card' },
  noNumber: { vi: 'Không ghi', en: 'Not given' },
  unknownPlace: { vi: 'Chưa rõ xã, phường', en: 'Commune not recognised' },
  deceased: { vi: 'Đã mất {on}', en: 'Died {on}' },
} as const satisfies Record<string, Sentence>;

export const sexSentences: Readonly<Record<string, Sentence>> = {
  male: { vi: 'Nam', en: 'Male' },
  female: { vi: 'Nữ', en: 'Female' },
};

/** What a column may mean, as offered to who confirms it. */
export const rowFieldSentences: Readonly<Record<RowField, Sentence>> = {
  row_key: {
    vi: 'Mã riêng của dòng (không phải số thứ tự)',
    en: 'Own key of the row (not its running number)',
  },
  ...personFieldTexts,
};
