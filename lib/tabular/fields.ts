import type { PersonField } from './texts.ts';

/** Titles of columns, folded; the first line that fits wins, so the narrow ones stand first. */
export const titlePatterns: readonly (readonly [PersonField, RegExp])[] = [
  ['row_number', /^(stt|tt|so tt|so thu tu|no|id|rec id|row)$/],
  ['relation', /quan he|^qh\b|moi quan he|relation/],
  ['father', /(^|ten )(cha|bo)( de)?$|father/],
  ['mother', /(^|ten )me( de)?$|mother/],
  ['insurance_number', /(bhxh|bhyt|the bao hiem|so bao hiem|^ma the$|^so the$)/],
  ['old_number', /(cmnd|chung minh|so)\b.*\bcu$|^cmnd 9/],
  [
    'number',
    /(cccd|cmnd|cmtnd|cmt\b|can cuoc|dinh danh|chung minh|so giay to|giay to tuy than|ddcn|soc sec|national id|personal number)/,
  ],
  ['birth_year_male', /nam sinh \/ nam$/],
  ['birth_year_female', /nam sinh \/ nu$/],
  ['male_mark', /^nam$|(gioi tinh|phai|gt|gioi) \/ nam$/],
  ['female_mark', /^nu$|(gioi tinh|phai|gt|gioi) \/ nu$|^hoc sinh nu$|^la nu$/],
  ['birth_day', /sinh \/ ngay$|^ngay$|birth day$/],
  ['birth_month', /sinh \/ thang$|^thang$|birth month$/],
  ['birth_year', /sinh \/ nam$|^nam sinh$|^sinh nam$|birth year$|year of birth/],
  [
    'birth_date',
    /ngay sinh|ngay thang nam|ngay thang sinh|sinh ngay|^ntns$|nam sinh|date of birth|birth ?date|^dob$|^born/,
  ],
  ['sex', /^(gioi tinh|gioi|phai|gt|sex|gender)\b/],
  ['ethnicity', /dan toc|ethnic/],
  ['phone', /dien thoai|^sdt|\bdt\b|phone|mobile/],
  ['head', /chu ho/],
  ['family_and_middle', /^ho (va )?(chu )?(ten )?(dem|lot)|^ho va chu|^ho dem$|^ho lot$|^ho ten dem$/],
  ['middle_name', /^(chu |ten )?(dem|lot)$|middle name/],
  ['family_name', /^ho$|^surname$|family name|last name/],
  ['given_name', /^ten$|^given name|^first name|^ten rieng$/],
  [
    'full_name',
    /ho (va )?ten|^ten (nguoi|chu su dung|hoc sinh|cong dan|doi tuong|benh nhan|lao dong|nguoi lao dong)|nguoi su dung dat|^(full )?name$|nguoi (lao dong|tham gia|huong)/,
  ],
  ['hamlet', /^(thon|buon|ap|khoi|to dan pho|tdp|to(?! (ban do|khai))|khu pho|khom|lang|doi|ban)\b/],
  ['commune', /^(ten )?(xa|phuong|thi tran|xa phuong|don vi|suburb)\b|\/ (xa|phuong)\b/],
  ['district', /^(ten )?(huyen|quan|thi xa|tp|thanh pho)\b|\/ huyen/],
  ['province', /^(ten )?tinh\b|\/ tinh|^state$/],
  ['detail', /^(so nha|duong|ten duong|street|address ?1)/],
  ['address', /dia chi|thuong tru|cho o|noi o|cu tru|ho khau|tam tru|^address/],
  ['note', /^(ghi chu|chu thich|note|remark)/],
];

/** A column under a joined header whose last word alone is ambiguous without marks: Năm (year) and Nam (man). */
export const yearWord = /năm$/iu;

/** Words in titles and title rows that tell the sector. */
export const sectorWords = {
  poor_households: /ho ngheo|can ngheo|thoat ngheo|ho ngh/,
  land_users: /su dung dat|thua dat|so thua|to ban do|dien tich|quyen su dung|dia chinh/,
  pupils: /hoc sinh|\blop\b|truong (tieu hoc|thcs|thpt|mam non)|nam hoc|khoi lop|phu huynh/,
  insured: /bhxh|bhyt|bao hiem|dang ky kcb|noi kham/,
  labour: /lao dong|viec lam|thoi gian dong|hop dong|nghe nghiep/,
  social_protection: /bao tro|tro cap|khuyet tat|tan tat|nguoi cao tuoi|nguoi co cong/,
  civil_status: /khai sinh|khai tu|ket hon|ho tich|quyen so/,
} as const;

/** Frequent family names, folded: a column of these is a column of names. */
export const familyNames = new Set(
  (
    'nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh doan truong cao luong mai dao trinh ' +
    'lam ha ta thai chau chu ton kieu to tu van luu quach phung la bach y h nong luc vi trieu lo be dam ma ban giang ' +
    'sung vang thao vu lau siu ksor kpa nay rah ro dieu thi a nie mlo eban'
  ).split(' '),
);

export const ethnicNames =
  /^(kinh|tay|thai|hoa|kho ?me|muong|nung|mong|hmong|dao|gia ?rai|jrai|e ?de|ede|ba ?na|bahnar|san chay|cham|co ?ho|xo ?dang|san diu|hre|ra ?glai|mnong|m ?nong|tho|xtieng|khmu|bru|co ?tu|giay|ta oi|ma|xinh mun|ha nhi|chu ru|lao)( .*)?$/;
