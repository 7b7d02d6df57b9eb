import { hashText, SeededRandom } from './random.ts';
import type { SyntheticAddress, UnitInput } from './types.ts';

const STREETS =
  'Lê Duẩn|Nguyễn Tất Thành|Phan Chu Trinh|Hùng Vương|Trần Phú|Y Jút|Y Ngông|Y Wang|Nơ Trang Long|Hoàng Diệu|Lý Thường Kiệt|Hai Bà Trưng|Quang Trung|Nguyễn Công Trứ|Ama Khê|Phan Bội Châu|Lê Thánh Tông|Mai Hắc Đế|Võ Văn Kiệt|Lê Lợi|Trần Hưng Đạo|Duy Tân|Nguyễn Huệ|Lê Thành Phương|Bà Triệu|Điện Biên Phủ'.split(
    '|',
  );
const HAMLET_NAMES =
  "Ako Dhông|Alê A|Alê B|Kô Sier|Păm Lăm|Dhă Prông|Ea Bông|Tơng Jŭ|Kmrơng A|Kmrơng B|Ea Sut|Drai Hling|Kram|Dang Kang|Jê Jŭk|Tría|Ea Kiêu|Cuôr Knia|Ea Mấp|Kbu|Hra Ea Hning|Ea Tul|Knia|Sah A|Sah B|Triăp|Ko H'Neh|Đrao|Kdrô|Mhăng|Ea Druich|Tah|Hring|Ea Yuôl|M'Duk|Phơng|Ea Krôm|Sut Mgrư|Krông Búk|Hằng Năm".split(
    '|',
  );
const NEARBY_PROVINCES =
  'Nghệ An|Hà Tĩnh|Thanh Hóa|Đà Nẵng|Gia Lai|Quảng Ngãi|Khánh Hòa|Lâm Đồng|Thành phố Hồ Chí Minh|Cao Bằng|Lạng Sơn|Hưng Yên|Ninh Bình|Thành phố Huế'.split(
    '|',
  );

export const HOME_PROVINCE = 'Đắk Lắk';

/** Hamlets depend on the unit alone, so a hamlet keeps its name whatever the seed. */
export interface UnitPlaces {
  unit: UnitInput;
  hamlets: readonly string[];
  villages: readonly string[];
}

export function placesOf(unit: UnitInput): UnitPlaces {
  const random = new SeededRandom(`hamlets/${unit.code}`);
  const kind = unit.kind === 'ward' ? 'Tổ dân phố' : 'Thôn';
  const count = random.between(8, unit.kind === 'ward' ? 30 : 18);
  const villageCount = unit.formerProvince === '54' ? random.between(0, 3) : random.between(2, 9);
  const offset = hashText(unit.code) % HAMLET_NAMES.length;
  return {
    unit,
    hamlets: Array.from({ length: count }, (_, i) => `${kind} ${i + 1}`),
    villages: Array.from(
      { length: villageCount },
      (_, i) => `Buôn ${HAMLET_NAMES[(offset + i * 7) % HAMLET_NAMES.length] ?? 'Ea Tul'}`,
    ),
  };
}

export function pickAddress(random: SeededRandom, places: UnitPlaces, indigenous: boolean): SyntheticAddress {
  const villages = places.villages;
  const inVillage = villages.length > 0 && random.chance(indigenous ? 0.93 : 0.06);
  const prefix = places.unit.kind === 'ward' ? 'Phường' : 'Xã';
  const withStreet = places.unit.kind === 'ward' ? !inVillage && random.chance(0.75) : random.chance(0.05);
  return {
    unitCode: places.unit.code,
    unitName: `${prefix} ${places.unit.name}`,
    hamlet: random.pick(inVillage ? villages : places.hamlets),
    detail: withStreet ? `${houseNumber(random)} ${random.pick(STREETS)}` : '',
    provinceName: HOME_PROVINCE,
  };
}

function houseNumber(random: SeededRandom): string {
  const number = random.between(1, 380);
  return random.chance(0.25) ? `${number}/${random.between(1, 40)}` : String(number);
}

/** An address in another province: no unit code of ours. */
export function pickOutsideAddress(random: SeededRandom): SyntheticAddress {
  return {
    unitName: `Xã ${random.pick(['Tân Thành', 'An Hòa', 'Phú Lộc', 'Bình Sơn', 'Đông Sơn', 'Hòa Bình'])}`,
    hamlet: `Thôn ${random.between(1, 12)}`,
    detail: '',
    provinceName: random.pick(NEARBY_PROVINCES),
  };
}

export function pickOriginProvince(random: SeededRandom): string {
  return random.pick(NEARBY_PROVINCES);
}

/** One line as printed on papers. */
export function formatAddress(address: SyntheticAddress): string {
  return [address.detail, address.hamlet, address.unitName, address.provinceName]
    .filter((part) => part !== '')
    .join(', ');
}
