import type { NoticeCode } from './notice.ts';
import type { CardQr } from './qr.ts';

export interface GoldenQr {
  about: string;
  raw: string;
  card?: Partial<CardQr>;
  notices?: NoticeCode[];
  refused?: NoticeCode;
}

const address = 'Thôn 1, Xã Mẫu, Huyện Mẫu, Đắk Lắk';
const full = `066203000123|240012345|Nguyễn Văn Thử|15012003|Nam|${address}|01052021`;
const child = `066315000456||H'Mai Mlô|02032015|Nữ|Buôn Mẫu, Xã Mẫu, Đắk Lắk|23092024|066215000999|Y Thử Êban|H'Thử Mlô|`;
const birth = { year: 2003, month: 1, day: 15 };
const withName = (name: string) => `066203000123||${name}|15012003|Nam|${address}|01052021`;
const withBirth = (text: string) => `066203000123||Nguyễn Văn Thử|${text}|Nam|${address}|01052021`;
const withSex = (text: string) => `066203000123||Nguyễn Văn Thử|15012003|${text}|${address}|01052021`;
const mojibake = (text: string) => {
  const table = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
  return Array.from(new TextEncoder().encode(text), (byte) =>
    byte >= 0x80 && byte < 0xa0 ? table.charAt(byte - 0x80) : String.fromCharCode(byte),
  ).join('');
};

const normal: GoldenQr[] = [
  {
    about: 'card of 2021, seven fields',
    raw: full,
    card: {
      generation: '2021',
      number: '066203000123',
      cmnd9: '240012345',
      name: 'Nguyễn Văn Thử',
      birth,
      sex: 'male',
      address,
      issued: { year: 2021, month: 5, day: 1 },
      extra: [],
    },
  },
  {
    about: 'card of 2024, eleven fields, year of birth only',
    raw: '066303000456||H Mlô Thử Nghiệm|2003|Nữ|Buôn Mẫu, Xã Mẫu, Đắk Lắk|23092024||||',
    card: {
      generation: '2024',
      name: 'H Mlô Thử Nghiệm',
      birth: { year: 2003 },
      sex: 'female',
      extra: ['', '', '', ''],
    },
  },
  {
    about: "child's card with cancelled number and parents",
    raw: child,
    card: {
      generation: '2024',
      unconfirmed: { cancelledNumber: '066215000999', father: 'Y Thử Êban', mother: "H'Thử Mlô" },
    },
  },
  {
    about: 'more than eleven fields',
    raw: `${child}|mới`,
    card: { extra: ['066215000999', 'Y Thử Êban', "H'Thử Mlô", '', 'mới'] },
  },
  { about: 'empty CMND', raw: full.replace('240012345', ''), card: { generation: '2021', cmnd9: undefined } },
  {
    about: '12-digit CMND in the second field',
    raw: full.replace('240012345', '066203000123'),
    card: { cmnd9: undefined },
  },
  {
    about: 'space as CMND',
    raw: full.replace('240012345', ' '),
    card: { generation: '2021', name: 'Nguyễn Văn Thử' },
  },
  {
    about: 'born abroad',
    raw: full.replace('066203', '150203'),
    card: { number: '150203000123' },
    notices: ['number_unknown_birth_code'],
  },
  { about: 'test number', raw: full.replace('066203', '100203'), notices: ['number_is_test'] },
  {
    about: 'no expiry person of 1940',
    raw: full.replace('066203', '066040').replace('15012003', '15011940'),
    card: { birth: { year: 1940, month: 1, day: 15 } },
  },
];

const names: GoldenQr[] = [
  { about: 'Ê Đê name with breves', raw: withName('Y Blă Ayŭn Ƀkrông'), card: { name: 'Y Blă Ayŭn Ƀkrông' } },
  { about: 'M’nông name', raw: withName('Điểu K’Thử'), card: { name: 'Điểu K’Thử' } },
  { about: 'H with typographic mark', raw: withName('H’Thử Niê Kđăm'), card: { name: 'H’Thử Niê Kđăm' } },
  { about: 'one-word name', raw: withName('Thử'), card: { name: 'Thử' } },
  { about: 'upper case', raw: withName('NGUYỄN VĂN THỬ'), card: { name: 'NGUYỄN VĂN THỬ' } },
  {
    about: 'decomposed letters',
    raw: full.normalize('NFD'),
    card: { name: 'Nguyễn Văn Thử', sex: 'male', address },
  },
  { about: 'eth in place of Đ', raw: withName('\u00d0ặng Văn Thử'), card: { name: 'Đặng Văn Thử' } },
  {
    about: 'double and hard spaces in the name',
    raw: withName(' Nguyễn \u00a0 Văn  Thử '),
    card: { name: 'Nguyễn Văn Thử' },
  },
  { about: 'name without marks', raw: withName('NGUYEN VAN THU'), card: { name: 'NGUYEN VAN THU' } },
  { about: 'no name', raw: withName(''), notices: ['qr_no_name'] },
  {
    about: 'eight-word name',
    raw: withName('Công Tằng Tôn Nữ Thị Thử Nghiệm Mẫu'),
    card: { name: 'Công Tằng Tôn Nữ Thị Thử Nghiệm Mẫu' },
  },
];

const dates: GoldenQr[] = [
  { about: 'birth: year only', raw: withBirth('2003'), card: { birth: { year: 2003 } } },
  { about: 'birth: month and year', raw: withBirth('012003'), card: { birth: { year: 2003, month: 1 } } },
  { about: 'birth: zeros for day and month', raw: withBirth('00002003'), card: { birth: { year: 2003 } } },
  { about: 'birth: zero for the day', raw: withBirth('00012003'), card: { birth: { year: 2003, month: 1 } } },
  { about: 'birth with slashes', raw: withBirth('15/01/2003'), card: { birth } },
  { about: 'birth with hyphens', raw: withBirth('15-01-2003'), card: { birth } },
  {
    about: 'birth: impossible day',
    raw: withBirth('31022003'),
    card: { birth: undefined },
    notices: ['qr_bad_birth'],
  },
  { about: 'birth: letters', raw: withBirth('không rõ'), notices: ['qr_bad_birth'] },
  {
    about: 'birth: leap day',
    raw: withBirth('29022004'),
    card: { birth: { year: 2004, month: 2, day: 29 } },
    notices: ['number_year_differs'],
  },
  { about: 'birth empty', raw: withBirth(''), notices: ['qr_truncated'] },
  {
    about: 'issue date: month only',
    raw: full.replace('01052021', '052021'),
    card: { issued: undefined },
    notices: ['qr_bad_issue_date'],
  },
  {
    about: 'issue date in the future',
    raw: full.replace('01052021', '01012027'),
    notices: ['qr_issued_in_future'],
  },
  {
    about: 'issue date today',
    raw: full.replace('01052021', '23112026'),
    card: { issued: { year: 2026, month: 11, day: 23 } },
  },
  {
    about: 'issue date impossible',
    raw: full.replace('01052021', '99992021'),
    notices: ['qr_bad_issue_date'],
  },
];

const sexes: GoldenQr[] = [
  {
    about: 'sex: Nữ, number says male',
    raw: withSex('Nữ'),
    card: { sex: 'female' },
    notices: ['number_sex_differs'],
  },
  {
    about: 'sex: Nữ decomposed',
    raw: withSex('Nữ'.normalize('NFD')),
    card: { sex: 'female' },
    notices: ['number_sex_differs'],
  },
  { about: 'sex: upper case', raw: withSex('NAM'), card: { sex: 'male' } },
  {
    about: 'sex: without marks',
    raw: withSex('Nu'),
    card: { sex: 'female' },
    notices: ['number_sex_differs'],
  },
  { about: 'sex: letter lost', raw: withSex('N?'), card: { sex: 'female' }, notices: ['number_sex_differs'] },
  { about: 'sex: unknown word', raw: withSex('Khác'), card: { sex: undefined }, notices: ['qr_unknown_sex'] },
  { about: 'sex empty', raw: withSex(''), card: { sex: undefined }, notices: ['qr_truncated'] },
];

const shapes: GoldenQr[] = [
  {
    about: 'six fields of old software',
    raw: `066203000123|Nguyễn Văn Thử|15012003|Nam|${address}|01052021`,
    card: { generation: 'short', name: 'Nguyễn Văn Thử', birth, sex: 'male', address },
    notices: ['qr_short_form'],
  },
  {
    about: 'cut before the issue date',
    raw: full.slice(0, -9),
    card: { address, issued: undefined },
    notices: ['qr_truncated'],
  },
  {
    about: 'cut inside the issue date',
    raw: full.slice(0, -4),
    card: { issued: undefined },
    notices: ['qr_bad_issue_date'],
  },
  {
    about: 'cut before the address',
    raw: '066203000123||Nguyễn Văn Thử|15012003|Nam',
    card: { birth },
    notices: ['qr_truncated'],
  },
  {
    about: 'number and name only',
    raw: '066203000123||Nguyễn Văn Thử',
    card: { name: 'Nguyễn Văn Thử' },
    notices: ['qr_truncated'],
  },
  { about: 'number only', raw: '066203000123|', notices: ['qr_no_name', 'qr_truncated'] },
  {
    about: 'empty address',
    raw: full.replace(address, ''),
    card: { address: undefined },
    notices: ['qr_truncated'],
  },
  {
    about: 'year differs from the number',
    raw: full.replace('15012003', '15012004'),
    notices: ['number_year_differs'],
  },
];

const scanners: GoldenQr[] = [
  {
    about: 'carriage return at the end',
    raw: `${full}\r`,
    card: { issued: { year: 2021, month: 5, day: 1 } },
  },
  { about: 'CR LF at the end', raw: `${full}\r\n`, card: { name: 'Nguyễn Văn Thử' } },
  { about: 'tab at the end', raw: `${full}\t`, card: { name: 'Nguyễn Văn Thử' } },
  {
    about: 'control characters inside',
    raw: full.replace('Văn', 'V\u0002ă\u007fn'),
    card: { name: 'Nguyễn Văn Thử' },
  },
  { about: 'byte order mark in front', raw: `\ufeff${full}`, card: { number: '066203000123' } },
  { about: 'AIM identifier in front', raw: `]Q1${full}`, card: { number: '066203000123' } },
  {
    about: 'spaces inside the number',
    raw: full.replace('066203000123', '066 203 000 123'),
    card: { number: '066203000123' },
  },
  {
    about: 'spaces around the bars',
    raw: full.replaceAll('|', ' | '),
    card: { name: 'Nguyễn Văn Thử', address },
  },
  { about: 'another bar on the keyboard', raw: full.replaceAll('|', '¦'), card: { name: 'Nguyễn Văn Thử' } },
  { about: 'full-width bars', raw: full.replaceAll('|', '｜'), card: { cmnd9: '240012345' } },
  {
    about: 'scanned twice',
    raw: `${full}\r\n${full}\r\n`,
    card: { number: '066203000123' },
    notices: ['qr_scanned_twice'],
  },
  { about: 'line break inside the address', raw: full.replace('1, ', '1,\r\n'), card: { address } },
  {
    about: 'UTF-8 read as Windows-1252',
    raw: mojibake(full),
    card: { name: 'Nguyễn Văn Thử', address },
    notices: ['qr_text_repaired'],
  },
  {
    about: 'Ê Đê name read as Windows-1252',
    raw: mojibake(withName('Y Blă Êñuôl')),
    card: { name: 'Y Blă Êñuôl' },
    notices: ['qr_text_repaired'],
  },
  {
    about: 'letters lost to question marks',
    raw: withName('Nguy?n V?n Th?'),
    card: { name: 'Nguy?n V?n Th?' },
    notices: ['qr_text_lost'],
  },
  {
    about: 'Telex keys left in the name',
    raw: withName('Nguyeenx Vawn Thuwr'),
    card: { name: 'Nguyễn Văn Thử' },
    notices: ['qr_text_repaired'],
  },
  {
    about: 'VNI keys left in the name',
    raw: withName('Nguye64n Va8n Thu73'),
    card: { name: 'Nguyễn Văn Thử' },
    notices: ['qr_text_repaired'],
  },
];

const refused: GoldenQr[] = [
  { about: 'nothing', raw: '', refused: 'qr_empty' },
  { about: 'white space', raw: ' \r\n\t ', refused: 'qr_empty' },
  { about: 'a link', raw: 'https://example.test/x|y', refused: 'qr_not_card' },
  { about: 'a link without bars', raw: 'https://example.test/x', refused: 'qr_is_link' },
  { about: 'token on a telephone screen', raw: 'eyJhbGciOiJFUzI1NiJ9.e30.c2ln', refused: 'qr_not_card' },
  {
    about: 'machine-readable zone',
    raw: 'IDVNM2030001233066203000123<<7\n0301154M4301152VNM<<<<<<<<<<<8\nNGUYEN<<VAN<THU<<<<<<<<<<<<<<<',
    refused: 'qr_is_mrz',
  },
  {
    about: 'number with a letter',
    raw: full.replace('066203000123', '06620300O123'),
    refused: 'qr_not_card',
  },
  { about: 'number too short', raw: full.replace('066203000123', '06620300012'), refused: 'qr_bad_number' },
  {
    about: 'number partly lost',
    raw: full.replace('066203000123', '0662030?0123'),
    refused: 'qr_bad_number',
  },
  {
    about: 'health insurance card',
    raw: 'DN4666612345678|4e677579e1bb856e|15/01/2003|1|66|001|$',
    refused: 'qr_not_card',
  },
  { about: 'two different cards', raw: `${full}\r\n${child}`, refused: 'qr_two_cards' },
  { about: 'bars only', raw: '||||||', refused: 'qr_not_card' },
];

export const goldenQr: GoldenQr[] = [
  ...normal,
  ...names,
  ...dates,
  ...sexes,
  ...shapes,
  ...scanners,
  ...refused,
];
