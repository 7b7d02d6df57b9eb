import type { SyntheticPerson } from '#lib/synthetic-population';
import { fold } from '#lib/vietnamese';
import type { ListKind, NoisyFields, NoisyRow } from './types.ts';

export interface ListLayout {
  /** Vietnamese name of the list, as its title row says. */
  readonly title: string;
  /** Rows of the header, first to last; two where cells are merged above. */
  readonly header: readonly (readonly string[])[];
  readonly cells: (row: NoisyRow) => readonly string[];
  readonly mayHold: (person: SyntheticPerson, year: number) => boolean;
}

function addressOf(fields: NoisyFields): string {
  return [fields.detail, fields.hamlet, fields.commune, fields.district].filter(Boolean).join(', ');
}

function birthParts(birth: string): readonly [string, string, string] {
  const match = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(birth);
  if (match) return [match[1] ?? '', match[2] ?? '', match[3] ?? ''];
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(birth);
  return iso ? [iso[3] ?? '', iso[2] ?? '', iso[1] ?? ''] : ['', '', birth];
}

function nameParts(name: string): readonly [string, string] {
  const at = name.trimEnd().lastIndexOf(' ');
  return at < 0 ? ['', name] : [name.slice(0, at), name.slice(at + 1)];
}

function isFemale(fields: NoisyFields): boolean {
  return fold(fields.sex) === 'nu';
}

const anyone = () => true;
const adult = (person: SyntheticPerson, year: number) => year - person.birth.year >= 18;

/** Columns and habits of each kind of list. */
export const layouts: Readonly<Record<ListKind, ListLayout>> = {
  general: {
    title: 'DANH SÁCH CÔNG DÂN',
    header: [
      [
        'STT',
        'Họ và tên',
        'Ngày sinh',
        'Giới tính',
        'Số định danh/CCCD',
        'Dân tộc',
        'Số nhà, đường',
        'Thôn/buôn/TDP',
        'Xã/phường',
        'Huyện (cũ)',
        'Họ tên cha',
        'Họ tên mẹ',
      ],
    ],
    cells: ({ row, fields: f }) => [
      String(row),
      f.name,
      f.birth,
      f.sex,
      f.number,
      f.ethnicity,
      f.detail,
      f.hamlet,
      f.commune,
      f.district,
      f.father,
      f.mother,
    ],
    mayHold: anyone,
  },
  poor_households: {
    title: 'DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO',
    header: [
      [
        'STT',
        'Họ và tên',
        'Ngày, tháng, năm sinh',
        '',
        '',
        'Giới tính',
        '',
        'Dân tộc',
        'Số CCCD/CMND',
        'Thôn, buôn',
        'Xã, phường',
        'Diện',
      ],
      ['', '', 'Ngày', 'Tháng', 'Năm', 'Nam', 'Nữ', '', '', '', '', ''],
    ],
    cells: ({ row, fields: f }) => [
      String(row),
      f.name,
      ...birthParts(f.birth),
      f.sex !== '' && !isFemale(f) ? 'x' : '',
      isFemale(f) ? 'x' : '',
      f.ethnicity,
      f.number,
      f.hamlet,
      f.commune,
      row % 3 === 0 ? 'Hộ cận nghèo' : 'Hộ nghèo',
    ],
    mayHold: anyone,
  },
  land_users: {
    title: 'DANH SÁCH NGƯỜI SỬ DỤNG ĐẤT',
    header: [
      [
        'TT',
        'Tên người sử dụng đất',
        'Năm sinh',
        'Số CMND/CCCD',
        'Địa chỉ thường trú',
        'Tờ bản đồ số',
        'Thửa đất số',
        'Diện tích (m2)',
      ],
    ],
    cells: ({ row, fields: f }) => [
      String(row),
      f.name,
      /\b(18|19|20)\d{2}\b/.exec(f.birth)?.[0] ?? f.birth,
      f.number,
      addressOf(f),
      String(1 + (row % 90)),
      String(1 + ((row * 37) % 600)),
      String(100 + ((row * 7919) % 20_000)),
    ],
    mayHold: adult,
  },
  pupils: {
    title: 'DANH SÁCH HỌC SINH NĂM HỌC 2026-2027',
    header: [
      [
        'STT',
        'Họ và chữ đệm',
        'Tên',
        'Ngày sinh',
        'Nữ',
        'Dân tộc',
        'Lớp',
        'Mã định danh',
        'Họ tên cha',
        'Họ tên mẹ',
        'Chỗ ở hiện nay',
      ],
    ],
    cells: ({ row, fields: f }) => [
      String(row),
      ...nameParts(f.name),
      f.birth,
      isFemale(f) ? 'x' : '',
      f.ethnicity,
      `${1 + (row % 12)}${'ABCD'.charAt(row % 4)}`,
      f.number,
      f.father,
      f.mother,
      addressOf(f),
    ],
    mayHold: (person, year) => year - person.birth.year >= 6 && year - person.birth.year <= 18,
  },
  insured: {
    title: 'DANH SÁCH NGƯỜI THAM GIA BẢO HIỂM Y TẾ',
    header: [
      ['STT', 'Mã số BHXH', 'Họ tên', 'Ngày sinh', 'Giới tính', 'Số CCCD', 'Địa chỉ', 'Nơi đăng ký KCB'],
    ],
    cells: ({ row, fields: f }) => [
      String(row),
      `66${String((row * 7919) % 100_000_000).padStart(8, '0')}`,
      f.name,
      f.birth,
      f.sex === '' ? '' : isFemale(f) ? '2' : '1',
      f.number,
      addressOf(f),
      `Trạm y tế ${f.commune}`,
    ],
    mayHold: anyone,
  },
  labour: {
    title: 'DANH SÁCH NGƯỜI LAO ĐỘNG',
    header: [['STT', 'HỌ TÊN', 'NGÀY SINH', 'GIỚI TÍNH', 'SỐ ĐỊNH DANH', 'THÔN', 'XÃ', 'VIỆC LÀM']],
    cells: ({ row, fields: f }) => [
      String(row),
      f.name,
      f.birth,
      f.sex,
      f.number,
      f.hamlet,
      f.commune,
      ['Làm nông', 'Công nhân', 'Buôn bán', 'Thất nghiệp'][row % 4] ?? '',
    ],
    mayHold: adult,
  },
};

/** Whether a list of this kind may hold the person, by age on the day of the list. */
export function eligibleFor(kind: ListKind, person: SyntheticPerson, asOf = '2026-11-01'): boolean {
  return layouts[kind].mayHold(person, Number(asOf.slice(0, 4)));
}

/** Counted before a list is made, so that it gets exactly the rows asked for. */
export function countEligible(persons: Iterable<SyntheticPerson>, kind: ListKind, asOf?: string): number {
  let count = 0;
  for (const person of persons) if (eligibleFor(kind, person, asOf)) count += 1;
  return count;
}
