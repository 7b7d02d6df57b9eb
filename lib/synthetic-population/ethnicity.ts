export type NamingSystem =
  | 'kinh'
  | 'ede'
  | 'mnong'
  | 'jrai'
  | 'hmong'
  | 'northern'
  | 'a_y'
  | 'k_ka'
  | 'dieu'
  | 'hroi'
  | 'bru'
  | 'hre'
  | 'khmer'
  | 'raglai';

export interface EthnicGroup {
  /** Two-digit code of the official list of ethnic groups (QĐ 121-TCTK/PPCĐ 1979). */
  code: string;
  name: string;
  naming: NamingSystem;
  /** Clan passes from the mother and the couple lives with hers. */
  matrilineal: boolean;
  /** Assumed share of the merged province's population, in persons per million. */
  perMillion: number;
  /** Lives mainly in a buôn of its own. */
  indigenous: boolean;
}

// code | name | naming | matrilineal | persons per million | indigenous
const ROWS: readonly string[] = [
  '01|Kinh|kinh|0|733000|0',
  '12|Ê Đê|ede|1|134000|1',
  '07|Nùng|northern|0|29300|0',
  '02|Tày|northern|0|19300|0',
  "20|M'nông|mnong|1|17500|1",
  '08|Mông|hmong|0|14100|0',
  '17|Chăm|hroi|0|8300|1',
  '10|Gia Rai|jrai|1|7300|1',
  '03|Thái|northern|0|7000|0',
  '09|Dao|northern|0|6200|0',
  '06|Mường|northern|0|5500|0',
  '14|Xơ Đăng|a_y|0|3500|1',
  '13|Ba Na|a_y|0|1900|1',
  '15|Sán Chay|northern|0|1900|0',
  '23|Bru - Vân Kiều|bru|0|1200|0',
  '04|Hoa|northern|0|1100|0',
  '18|Sán Dìu|northern|0|350|0',
  '05|Khmer|khmer|0|300|0',
  '24|Thổ|northern|0|260|0',
  '37|Lào|northern|0|150|0',
  '19|Hrê|hre|0|140|1',
  '21|Ra Glai|raglai|1|110|1',
  '16|Cơ Ho|k_ka|1|90|1',
  '25|Giáy|northern|0|80|0',
  '22|Xtiêng|dieu|0|70|1',
  '31|Tà Ôi|bru|0|70|0',
  '28|Mạ|k_ka|0|60|1',
  '27|Giẻ Triêng|a_y|0|60|1',
  '30|Co|hre|0|50|0',
  '26|Cơ Tu|bru|0|50|0',
  '11|Ngái|northern|0|45|0',
  '29|Khơ Mú|northern|0|45|0',
  '32|Chơ Ro|dieu|0|40|0',
  '36|Chu Ru|k_ka|1|40|1',
  '34|Xinh Mun|northern|0|40|0',
  '35|Hà Nhì|hmong|0|40|0',
  '38|La Chí|northern|0|40|0',
  '39|La Ha|northern|0|40|0',
  '40|Phù Lá|hmong|0|40|0',
  '41|La Hủ|hmong|0|40|0',
  '42|Lự|northern|0|40|0',
  '43|Lô Lô|hmong|0|40|0',
  '44|Chứt|bru|0|40|0',
  '45|Mảng|northern|0|40|0',
  '46|Pà Thẻn|northern|0|40|0',
  '47|Cơ Lao|northern|0|40|0',
  '49|Bố Y|northern|0|40|0',
  '33|Kháng|northern|0|40|0',
  '54|Rơ Măm|a_y|0|40|1',
];

export const ETHNIC_GROUPS: readonly EthnicGroup[] = ROWS.map((row) => {
  const [code = '', name = '', naming = 'kinh', matrilineal, share, indigenous] = row.split('|');
  return {
    code,
    name,
    naming: naming as NamingSystem,
    matrilineal: matrilineal === '1',
    perMillion: Number(share),
    indigenous: indigenous === '1',
  };
});

const BY_CODE = new Map(ETHNIC_GROUPS.map((group) => [group.code, group]));

export function ethnicGroup(code: string): EthnicGroup {
  const group = BY_CODE.get(code);
  if (!group) throw new RangeError(`unknown ethnic group code ${code}`);
  return group;
}
