import type { NamingSystem } from './ethnicity.ts';
import { kinhName, pickGivenName, pickKinhSurname } from './names-kinh.ts';
import type { SeededRandom } from './random.ts';
import { WeightedChoice } from './random.ts';
import type { Sex, SyntheticName } from './types.ts';

interface Who {
  sex: Sex;
  birthYear: number;
}

const EDE_CLANS: readonly [string, number][] = [
  ['Niê', 22],
  ['Mlô', 14],
  ['Êban', 9],
  ['Byă', 6],
  ['Ayŭn', 5],
  ['Kbuôr', 5],
  ['Êñuôl', 5],
  ['Kpă', 4],
  ['Ksơr', 4],
  ['Niê Kđăm', 6],
  ['Niê Siêng', 2],
  ['Niê Buôn Yă', 1.5],
  ['Mlô Duôn Du', 1.5],
  ['Ktla', 2],
  ['Knul', 3],
  ['Buôn Yă', 3],
  ['Buôn Krông', 3],
  ['Bkrông', 3],
  ['Hđơk', 3],
  ['Hmŏk', 2],
  ['Hwing', 2],
  ['Jiê', 1.5],
  ['Ađrơng', 3],
  ['Rơ Yam', 0.8],
  ['Ƀuôn Ƀrah', 0.5],
];
const MNONG_CLANS: readonly [string, number][] = [
  ['Bu', 4],
  ['Rlŭk', 4],
  ['Du', 3],
  ['Liêng', 5],
  ['Ong', 4],
  ['Triêk', 4],
  ['Bkrông', 3],
  ['Cil', 3],
  ['Rơ Ông', 1],
  ['Jiê', 1],
];
const JRAI_CLANS: readonly [string, number][] = [
  ['Siu', 6],
  ['Ksor', 6],
  ['Kpă', 4],
  ['Rah Lan', 4],
  ['Nay', 5],
  ['Rơ Châm', 5],
  ['Rơ Mah', 4],
  ['Rơ Ô', 2],
];
const HMONG_SURNAMES: readonly [string, number][] = [
  ['Giàng', 20],
  ['Sùng', 14],
  ['Vàng', 14],
  ['Lý', 12],
  ['Thào', 14],
  ['Vừ', 6],
  ['Lầu', 6],
  ['Hầu', 5],
  ['Hạng', 3],
  ['Má', 3],
  ['Cứ', 2],
  ['Ly', 2],
];
const NORTHERN_SURNAMES: readonly [string, number][] = [
  ['Nông', 16],
  ['Hoàng', 16],
  ['Lục', 4],
  ['Vi', 7],
  ['Triệu', 8],
  ['Lý', 7],
  ['Lò', 4],
  ['Hà', 5],
  ['Bế', 3],
  ['Đàm', 3],
  ['Ma', 3],
  ['Lương', 5],
  ['Bàn', 3],
  ['Đặng', 3],
  ['Phùng', 2],
  ['Quàng', 1],
  ['Lương', 2],
  ['Chu', 3],
  ['La', 2],
  ['Mông', 2],
  ['Hứa', 2],
  ['Long', 1],
  ['Linh', 0.5],
];
const HROI_CLANS: readonly [string, number][] = [
  ['La Lan', 5],
  ['So', 6],
  ['Mang', 5],
  ['Lê Mo', 4],
  ['La Mo', 4],
  ['Sô Minh', 1],
  ['Ra Lan', 2],
];
const KHMER_SURNAMES: readonly [string, number][] = [
  ['Thạch', 6],
  ['Sơn', 5],
  ['Kim', 4],
  ['Lâm', 3],
  ['Châu', 2],
  ['Danh', 4],
];
const RAGLAI_CLANS: readonly [string, number][] = [
  ['Cao', 4],
  ['Mấu', 4],
  ['Bo Bo', 3],
  ['Pi Năng', 3],
  ['Ka Tơ', 2],
  ['Chamaléa', 2],
];
const HRE_SURNAMES: readonly [string, number][] = [
  ['Đinh', 9],
  ['Phạm', 4],
  ['Hồ', 3],
];
const CLANS: Readonly<Record<NamingSystem, WeightedChoice<string> | undefined>> = {
  kinh: undefined,
  ede: weighted(EDE_CLANS),
  mnong: weighted(MNONG_CLANS),
  jrai: weighted(JRAI_CLANS),
  hmong: weighted(HMONG_SURNAMES),
  northern: weighted(NORTHERN_SURNAMES),
  a_y: weighted([
    ['', 8],
    ['Đinh', 2],
  ]),
  k_ka: weighted([['', 1]]),
  dieu: weighted([['Điểu', 1]]),
  hroi: weighted(HROI_CLANS),
  bru: weighted([
    ['Hồ', 12],
    ['Cao', 2],
  ]),
  hre: weighted(HRE_SURNAMES),
  khmer: weighted(KHMER_SURNAMES),
  raglai: weighted(RAGLAI_CLANS),
};

const EDE_MEN =
  'Blă Bhiông Bliêm Brih Čhông Dhăm Dhin Dliêl Djăm Dhun Guôn Hăk Hiăt Huăt Jhiăm Khăm Khoai Kuan Kŏ Lăk Lŏ Luin Mĭn Moan Ngang Nguôm Nuê Ñap Phŏk Pliu Rin Rôn Săm Sĭ Suôl Thuyên Thiăng Tĭm Toăn Wăn Wơn Yiêl Yŏ Yơn Ƀlong Ƀăm Zôn Bhem Nhiêm Kŭn Thắng Tuấn Minh Quốc Hùng Nam Thuận Phong Đức Bình Jôsep Phillip Wil Blin Kruih Dăm Tlam Ngŏ Drim Bham Jut Jŭ Wang Čuin Bung'.split(
    ' ',
  );
const EDE_WOMEN =
  'Bia Ƀiă Bhiă Dhiă Djuan Hen Hương Jih Jưng Klot Lan Liên Lĭn Linh Loan Lŭn Luyn Mai Mĭ Mrai Ngăm Nguyệt Nhuê Ni Nuăn Ñuên Phiăng Rĭ Rŭt Sĭ Thảo Thi Tiêt Trinh Uôl Wit Yar Yum Yuin Zơn Blă Bliu Čhăm Ñhiă Ngol Nga Ngân Diễm Uyên Trang Nhung Hoa Ăng Đuynh Duyn Hŏk Juê Kuê Riêm Rin Wen Yam Yer Yôn Nhŏ Bluin Sen Hŭt Mơ Jen'.split(
    ' ',
  );
const HMONG_MEN =
  'Páo Chứ Dơ Sính Chính Lử Dình Tủa Nhè Sáu Vảng Pó Sử Thắng Hồ Vinh Tình Dế Lồng Chớ Già Sèo Phử Hầu Tráng Dũng'.split(
    ' ',
  );
const HMONG_WOMEN =
  'Mỷ Dợ Dua Sua Mai Pà Chía Xua Dính Ghếnh Sông Chư Mị Say Dở Chở Ly Máy Sy Và Dí Xá Lan Hoa'.split(' ');
const HIGHLAND_MEN =
  'Bring Thơi Bluk Hlôm Blưh Ngôk Nhuk Khưn Thuyn Đrin Wing Chương Tuyn Biên Phin Hyưk Kroih Lưm Lai Thương Dĩnh Thiên'.split(
    ' ',
  );
const HIGHLAND_WOMEN =
  'Blinh Ngơi Nhưl Lưl Thuyên Rưm Hlưp Bơi Nhơi Blơk Lai Đươn Hyưn Thơm Diên Byưn Xơi Hnhưl Phưng Ngun Sương Mơn'.split(
    ' ',
  );
const MEN_A = ['A', 'Seo', 'Văn', 'Bá', 'Mí', 'A'];
const CURLY = '\u2019';

function weighted(rows: readonly (readonly [string, number])[]): WeightedChoice<string> {
  return new WeightedChoice(
    rows.map(([name]) => name),
    rows.map(([, weight]) => weight),
  );
}

/** Surname or clan a founder of this naming system brings along. */
export function pickFamily(random: SeededRandom, naming: NamingSystem): string {
  return CLANS[naming]?.pick(random) ?? pickKinhSurname(random);
}

/** A full name under the group's own rule; `family` is the inherited surname or clan. */
export function composeName(
  random: SeededRandom,
  naming: NamingSystem,
  who: Who & { family: string },
): SyntheticName {
  return COMPOSERS[naming](random, who.family, who);
}

type Composer = (random: SeededRandom, family: string, who: Who) => SyntheticName;

const COMPOSERS: Readonly<Record<NamingSystem, Composer>> = {
  kinh: kinhName,
  northern: kinhName,
  bru: kinhName,
  hre: kinhName,
  khmer: kinhName,
  ede: (random, family, who) => particleName(random, family, who),
  jrai: jraiName,
  mnong: mnongName,
  hroi: hroiName,
  hmong: hmongName,
  a_y: (random, family, who) => prefixName(random, who, { prefix: who.sex === 'male' ? 'A' : 'Y', family }),
  k_ka: (random, family, who) => kaName(random, family, who),
  dieu: dieuName,
  raglai: (random, family, who) => kinhName(random, family, who),
};

function particleName(random: SeededRandom, family: string, who: Who): SyntheticName {
  const given = highlandGiven(random, who, { men: EDE_MEN, women: EDE_WOMEN });
  const full = who.sex === 'male' ? `Y ${given} ${family}` : `${femaleParticle(random)}${given} ${family}`;
  return { full, family, middle: who.sex === 'male' ? 'Y' : "H'", given };
}

function femaleParticle(random: SeededRandom): string {
  const roll = random.float();
  if (roll < 0.78) return "H'";
  if (roll < 0.93) return "H' ";
  return `H${CURLY}`;
}

function highlandGiven(random: SeededRandom, who: Who, own: { men: string[]; women: string[] }): string {
  if (random.float() < (who.birthYear - 1975) / 70) return pickGivenName(random, who.sex, who.birthYear);
  return random.pick(who.sex === 'male' ? own.men : own.women);
}

function jraiName(random: SeededRandom, family: string, who: Who): SyntheticName {
  if (random.chance(0.45)) return particleName(random, family, who);
  const given = highlandGiven(random, who, { men: EDE_MEN, women: EDE_WOMEN });
  const middle = who.sex === 'male' ? '' : "H'";
  const full = middle === '' ? `${family} ${given}` : `${family} H'${given}`;
  return { full, family, middle, given };
}

function mnongName(random: SeededRandom, family: string, who: Who): SyntheticName {
  if (random.chance(0.68)) return particleName(random, family, who);
  return dieuName(random, family, who);
}

function dieuName(random: SeededRandom, _family: string, who: Who): SyntheticName {
  const given = highlandGiven(random, who, { men: HIGHLAND_MEN, women: HIGHLAND_WOMEN });
  const family = who.sex === 'male' ? 'Điểu' : 'Thị';
  return { full: `${family} ${given}`, family, middle: '', given };
}

function hroiName(random: SeededRandom, family: string, who: Who): SyntheticName {
  if (random.chance(0.35)) return kinhName(random, family, who);
  const given = highlandGiven(random, who, { men: HIGHLAND_MEN, women: HIGHLAND_WOMEN });
  const middle = who.sex === 'male' ? '' : random.pick(['Thị', "H'", '']);
  return {
    full: [family, middle, given].filter(Boolean).join(' ').replace("H' ", "H'"),
    family,
    middle,
    given,
  };
}

function hmongName(random: SeededRandom, family: string, who: Who): SyntheticName {
  const given = random.pick(who.sex === 'male' ? HMONG_MEN : HMONG_WOMEN);
  const middle = who.sex === 'male' ? random.pick(MEN_A) : 'Thị';
  return { full: `${family} ${middle} ${given}`, family, middle, given };
}

function prefixName(random: SeededRandom, who: Who, part: { prefix: string; family: string }): SyntheticName {
  const given = highlandGiven(random, who, { men: HIGHLAND_MEN, women: HIGHLAND_WOMEN });
  const family = part.family;
  if (family !== '') return { full: `${family} ${given}`, family, middle: '', given };
  return { full: `${part.prefix} ${given}`, family: part.prefix, middle: '', given };
}

function kaName(random: SeededRandom, _family: string, who: Who): SyntheticName {
  const given = highlandGiven(random, who, { men: HIGHLAND_MEN, women: HIGHLAND_WOMEN });
  if (who.sex === 'male') return { full: `K'${given}`, family: "K'", middle: '', given };
  return { full: `Ka ${given}`, family: 'Ka', middle: '', given };
}
