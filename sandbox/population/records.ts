import type { RelativeMention, SyntheticAddress, SyntheticPerson } from '#lib/synthetic-population';
import { escapeXml } from './envelope.ts';
import type { Entry, Register, RegisterChange } from './register.ts';

/** Codes of the province and of sexes and marital states as the answers carry them. */
const PROVINCE = { code: '66', name: 'Tỉnh Đắk Lắk' };
const MARITAL: Readonly<Record<SyntheticPerson['maritalStatus'], string>> = {
  single: '1',
  married: '2',
  widowed: '3',
  divorced: '4',
};
const RELATION_WORDS: Readonly<Record<string, string>> = {
  head: 'Chủ hộ',
  spouse: 'Vợ/chồng',
  child: 'Con',
  child_in_law: 'Con dâu/rể',
  parent: 'Cha/mẹ',
  grandchild: 'Cháu',
  sibling: 'Anh/chị/em',
  grandparent: 'Ông/bà',
  relative: 'Khác',
  tenant: 'Ở trọ',
};

function tag(name: string, value: string | undefined): string {
  return value === undefined || value === '' ? '' : `<ns1:${name}>${escapeXml(value)}</ns1:${name}>`;
}

function nest(name: string, inner: string): string {
  return inner === '' ? '' : `<ns1:${name}>${inner}</ns1:${name}>`;
}

function compactDay(iso: string): string {
  return iso.replaceAll('-', '');
}

/** Only a whole date goes as a day; year and month without a day are sent as the year, as the schema has no other place. */
export function birthOf(person: SyntheticPerson): { day?: string; year?: string } {
  const { year, month, day } = person.birth;
  if (month === undefined || day === undefined) return { year: String(year) };
  return { day: `${year}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}` };
}

function birthXml(person: SyntheticPerson): string {
  const birth = birthOf(person);
  return nest('NgayThangNamSinh', tag('Nam', birth.year) + tag('NgayThangNam', birth.day));
}

function placeXml(name: string, address: SyntheticAddress): string {
  const inside = address.unitCode !== undefined;
  return nest(
    name,
    tag('MaTinhThanh', inside ? PROVINCE.code : undefined) +
      tag('TenTinhThanh', inside ? PROVINCE.name : address.provinceName) +
      tag('MaPhuongXa', address.unitCode) +
      tag('TenPhuongXa', address.unitName) +
      tag('ChiTiet', [address.detail, address.hamlet].filter(Boolean).join(', ')) +
      tag('QuocGia', 'VN'),
  );
}

function relativeXml(name: string, relative: RelativeMention | undefined): string {
  if (!relative) return '';
  return nest(
    name,
    tag('HoVaTen', relative.name) + tag('QuocTich', 'VN') + tag('SoDinhDanh', relative.number),
  );
}

export function personXml(register: Register, { person, household }: Entry): string {
  const head = register.ofRef(household.headRef)?.person;
  const relation = household.members.find((member) => member.ref === person.ref)?.relation;
  const old = person.identifiers.find((identifier) => identifier.kind === 'cmnd9');
  const inner =
    tag('SoDinhDanh', person.number) +
    tag('SoCMND', old?.value) +
    nest('HoVaTen', tag('Ten', person.name.full)) +
    tag('GioiTinh', person.sex === 'male' ? '1' : '2') +
    tag('DanToc', person.ethnicity) +
    tag('TonGiao', person.religion) +
    tag('TinhTrangHonNhan', MARITAL[person.maritalStatus]) +
    tag('NhomMau', person.bloodGroup) +
    birthXml(person) +
    nest(
      'NoiDangKyKhaiSinh',
      tag('MaPhuongXa', person.birthRegistration.unitCode) + tag('ChiTiet', person.birthRegistration.place),
    ) +
    tag('QuocTich', 'VN') +
    nest('QueQuan', tag('ChiTiet', person.hometown)) +
    placeXml('ThuongTru', person.permanentAddress) +
    placeXml('NoiOHienTai', person.currentAddress) +
    relativeXml('Cha', person.father) +
    relativeXml('Me', person.mother) +
    relativeXml('VoChong', person.spouse) +
    relativeXml('NguoiDaiDien', person.guardian) +
    nest(
      'ChuHo',
      tag('HoVaTen', head?.name.full) +
        tag('SoDinhDanh', head?.number) +
        tag('QuanHe', relation ? RELATION_WORDS[relation] : undefined),
    ) +
    tag('SoSoHoKhau', `H${String(household.ref).padStart(9, '0')}`) +
    tag('NgayMat', person.diedOn ? compactDay(person.diedOn) : undefined);
  return nest('CongDan', inner);
}

const CHANGE_CODES: Readonly<Record<RegisterChange['kind'], string>> = {
  birth: '1',
  death: '2',
  number_changed: '3',
  moved_away: '4',
};

export function changeKindOf(code: string): RegisterChange['kind'] | undefined {
  const entry = Object.entries(CHANGE_CODES).find(([, value]) => value === code);
  return entry?.[0] as RegisterChange['kind'] | undefined;
}

export function changeXml(change: RegisterChange): string {
  return nest(
    'ThayDoi',
    tag('Id', String(change.id)) +
      tag('Loai', CHANGE_CODES[change.kind]) +
      tag('NgayThayDoi', compactDay(change.on)) +
      tag('SoDinhDanh', change.person.number) +
      tag('SoDinhDanhCu', change.formerNumber) +
      nest('HoVaTen', tag('Ten', change.person.name.full)) +
      birthXml(change.person),
  );
}
