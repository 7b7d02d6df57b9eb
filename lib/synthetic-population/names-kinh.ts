import type { SeededRandom } from './random.ts';
import { WeightedChoice } from './random.ts';
import type { Sex, SyntheticName } from './types.ts';

// Surname shares as commonly quoted from Lê Trung Hoa's book (nation-wide); the tail is an assumption.
const SURNAMES: readonly [string, number][] = [
  ['Nguyễn', 38.4],
  ['Trần', 12.1],
  ['Lê', 9.5],
  ['Phạm', 7],
  ['Hoàng', 2.6],
  ['Huỳnh', 2.5],
  ['Phan', 4.5],
  ['Vũ', 1.6],
  ['Võ', 2.3],
  ['Đặng', 2.1],
  ['Bùi', 2],
  ['Đỗ', 1.4],
  ['Hồ', 1.3],
  ['Ngô', 1.3],
  ['Dương', 1],
  ['Lý', 0.5],
  ['Đinh', 0.9],
  ['Đoàn', 0.7],
  ['Trương', 1.1],
  ['Cao', 0.6],
  ['Lương', 0.5],
  ['Mai', 0.5],
  ['Đào', 0.4],
  ['Trịnh', 0.4],
  ['Lâm', 0.3],
  ['Hà', 0.4],
  ['Tạ', 0.25],
  ['Thái', 0.25],
  ['Châu', 0.2],
  ['Chu', 0.15],
  ['Tôn', 0.1],
  ['Kiều', 0.1],
  ['Tô', 0.2],
  ['Từ', 0.12],
  ['Văn', 0.15],
  ['Lưu', 0.25],
  ['Quách', 0.12],
  ['Phùng', 0.25],
  ['La', 0.1],
  ['Bạch', 0.06],
  ['Nguyễn Phước', 0.05],
  ['Đặng Trần', 0.03],
  ['Tôn Thất', 0.03],
];

const MEN_MIDDLE_OLD =
  'Văn Văn Văn Văn Đình Hữu Bá Công Ngọc Xuân Quang Đức Sỹ Trọng Duy Viết Tấn Thanh'.split(' ');
const MEN_MIDDLE_NEW =
  'Văn Minh Gia Quốc Anh Đức Tuấn Hoàng Thành Đình Hữu Ngọc Quang Bảo Nhật Thiên Duy Khánh Trung Tiến Phúc Xuân Công Mạnh Thanh Chí Hải Nguyên Đăng Trọng'.split(
    ' ',
  );
const WOMEN_MIDDLE_OLD = 'Thị Thị Thị Thị Thị Thị Thị Ngọc Thanh Kim Xuân Thu Hồng Minh Mỹ'.split(' ');
const WOMEN_MIDDLE_NEW =
  'Thị Thị Ngọc Thanh Thu Bảo Gia Khánh Phương Minh Mai Hoài Quỳnh Thảo Như Tường Kim Hồng Yến Diễm Cẩm Nhật Anh Hà Trúc Tú Bích Kiều Mỹ Diệu'.split(
    ' ',
  );
const MEN_OLD =
  'Hùng Dũng Sơn Tâm Thành Bình Minh Hải Long Tuấn Cường Chiến Thắng Quang Lộc Phúc Phước Thọ Khánh An Bảy Tám Năm Tư Hai Sáu Chín Mười Hòa Lâm Nam Trung Hiếu Nghĩa Lợi Đông Xuân Hạ Tân Vinh Kiên Thủy Toàn Sáng Luận Hợi Tý Dần Sửu Mùi Thân Dậu Tuất Ngọ Thìn Tỵ Mão Đức Tài Cảnh Kiểng Nhơn Nhân Sanh Sinh Tùng Tòng Bửu Bảo Hưng Liêm Khôi Quý Đại Chung Hiền Hoạch Lương Ba Út'.split(
    ' ',
  );
const MEN_NEW =
  'Anh Huy Khang Bảo Minh Phúc Khoa Phát Đạt Khôi Long Nam Duy Quân Kiệt Thịnh Tuấn Hưng Hoàng Hiếu Nghĩa Trí Tiến Đức Dũng Trung Sơn Tùng Lâm Phong Vũ Việt Thiện Nhân Lộc Tài Quang Khánh An Bình Vinh Hải Đăng Nguyên Thành Thắng Cường Toàn Luân Linh Hào Tâm Quyết Sang Danh Vỹ Trường Hậu Thái Kiên Quý Bách Chiến Hiển Hòa Thuận Nhật'.split(
    ' ',
  );
const WOMEN_OLD =
  'Hoa Lan Hồng Mai Cúc Huệ Đào Liên Sen Nga Hà Thu Xuân Hạnh Hương Loan Phượng Yến Oanh Bình Tâm Thanh Hòa Thủy Nguyệt Tuyết Vân Lý Hai Ba Tư Năm Sáu Bảy Tám Chín Mười Út Bé Gái Hiền Thảo Dung Nhung Hằng Phương Kim Ngọc Ánh Liễu Lệ Nhàn Tình Thơm Thắm Tươi Lành Lợi Minh Diệp Sinh Vinh Quý Mùi Đông Hường Cẩm Xoan Luyến Thương Chung Nhạn Phấn'.split(
    ' ',
  );
const WOMEN_NEW =
  'Anh Linh Trang Ngân Nhi Vy Thảo My Hân Như Trâm Quỳnh Châu Ngọc Hà Phương Uyên Thư Trinh Yến Mai Chi Giang Hương Huyền Nhung Hằng Thúy Thùy Trúc Tiên Diễm Hiền Nga Lan Tuyền Duyên Dung Ly Vân Khánh Diệp An Ánh Hạnh Thương Oanh Tâm Thy Băng Kiều Mỹ Đan Quyên Nguyên Dương Hòa Thủy Lam Minh Tú Xuân'.split(
    ' ',
  );
const SECOND_MIDDLE = 'Ngọc Thanh Thu Hồng Kim Minh Mỹ Bích Phương Thùy Cẩm Hoài Kiều Lan Tuyết Diệu'.split(
  ' ',
);

const surnameChoice = new WeightedChoice(
  SURNAMES.map(([name]) => name),
  SURNAMES.map(([, weight]) => weight),
);

export function pickKinhSurname(random: SeededRandom): string {
  return surnameChoice.pick(random);
}

export function pickGivenName(random: SeededRandom, sex: Sex, birthYear: number): string {
  const modern = random.float() < (birthYear - 1955) / 45;
  if (sex === 'male') return random.pick(modern ? MEN_NEW : MEN_OLD);
  return random.pick(modern ? WOMEN_NEW : WOMEN_OLD);
}

export function pickMiddleName(random: SeededRandom, sex: Sex, birthYear: number): string {
  const modern = random.float() < (birthYear - 1960) / 45;
  if (random.chance(modern ? 0.03 : 0.05)) return '';
  if (sex === 'male') return random.pick(modern ? MEN_MIDDLE_NEW : MEN_MIDDLE_OLD);
  const first = random.pick(modern ? WOMEN_MIDDLE_NEW : WOMEN_MIDDLE_OLD);
  if (first !== 'Thị' || !random.chance(modern ? 0.5 : 0.18)) return first;
  return `Thị ${random.pick(SECOND_MIDDLE)}`;
}

export function kinhName(
  random: SeededRandom,
  family: string,
  who: { sex: Sex; birthYear: number },
): SyntheticName {
  const given = pickGivenName(random, who.sex, who.birthYear);
  let middle = pickMiddleName(random, who.sex, who.birthYear);
  if (middle === given) middle = who.sex === 'male' ? 'Văn' : 'Thị';
  return {
    full: middle === '' ? `${family} ${given}` : `${family} ${middle} ${given}`,
    family,
    middle,
    given,
  };
}
