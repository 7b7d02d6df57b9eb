// The baseline's SQL: blocking and Fellegi–Sunter as Splink does it, in DuckDB. What is compared and how is explicit, with
// levels of their own for years alone, lost marks, and days exchanged with months, and frequencies of names.

const folded = (column: string) =>
  `trim(regexp_replace(regexp_replace(replace(strip_accents(replace(replace(lower(nfc_normalize(${column})), 'đ', 'd'), 'ð', 'd')), 'ƀ', 'b'), '[''’‘\`´ʼ]', '', 'g'), '[^a-z0-9]+', ' ', 'g'))`;

const kept = (column: string) =>
  `trim(regexp_replace(lower(nfc_normalize(replace(replace(${column}, 'Ð', 'Đ'), 'ð', 'đ'))), '[\\s\\x{200b}]+', ' ', 'g'))`;

// Titles, brackets, remarks; Y and H' joined to the name behind them.
const cleanName = (column: string) =>
  `regexp_replace(regexp_replace(regexp_replace(regexp_replace(${column}, '\\(.*\\)|\\s+-\\s+.*$', '', 'g'), '^\\s*(ông|bà|anh|chị|ô\\.|b\\.)\\s+', '', 'i'), '^\\s*[hH]\\s*[''’‘\`´ʼ]\\s*', 'H'), '^\\s*[yY][\\s-]+', 'Y')`;

const nameParts = (column: string, prefix: string) => `
  ${folded(column)} as ${prefix}f,
  ${kept(column)} as ${prefix}k`;

const parts = `
  split_part(nf, ' ', -1) as given, split_part(nf, ' ', 1) as family,
  split_part(nk, ' ', -1) as given_k,
  array_to_string(list_slice(string_split(nf, ' '), 2, -2), ' ') as middle`;

const bareUnit = (column: string) =>
  `replace(regexp_replace(${folded(column)}, '^(phuong|xa|thi tran|p|x|tt|thanh pho|thi xa|huyen|tp|tx|h) ', ''), 'bmt', 'buon ma thuot')`;

export const importPopulation = (path: string) => `
create table pop_raw as select * from read_csv('${path}', header = true, all_varchar = true);
create table pop as
  with named as (
    select cast(key as integer) as pid, ${nameParts(cleanName('name'), 'n')}, ${folded("coalesce(father, '')")} as father,
      ${folded("coalesce(mother, '')")} as mother, ${folded("coalesce(address, '')")} as address,
      cast(substr(birth, 1, 4) as integer) as y, try_cast(substr(birth, 6, 2) as integer) as m, try_cast(substr(birth, 9, 2) as integer) as d,
      sex, number, cancelled, former, split_part(place, '|', 1) as place, split_part(place, '|', 2) as place2, ethnicity
    from pop_raw)
  select *, ${parts} from named;
drop table pop_raw;`;

export const importList = (path: string, places: string) => `
create table alias as select alias, list(code) as codes from read_csv('${places}', header = true, all_varchar = true) group by alias;
create table lst_raw as select * from read_csv('${path}', header = true, all_varchar = true, delim = ',', quote = '"', parallel = false);
create table lst as
  with plain as (
    select cast(STT as integer) + 1 as rid, "Họ và tên" as name, trim(coalesce("Ngày sinh", '')) as b, "Giới tính" as s,
      regexp_replace(regexp_replace(coalesce("Số định danh/CCCD", ''), '\\.0$', ''), '[ .'']', '', 'g') as num,
      ${bareUnit(`coalesce("Xã/phường", '')`)} as commune, ${bareUnit(`coalesce("Huyện (cũ)", '')`)} as district,
      ${folded(`coalesce("Số nhà, đường", '') || ' ' || coalesce("Thôn/buôn/TDP", '')`)} as address,
      ${folded(cleanName(`coalesce("Họ tên cha", '')`))} as father, ${folded(cleanName(`coalesce("Họ tên mẹ", '')`))} as mother
    from lst_raw),
  dated as (
    select *, ${nameParts(cleanName('name'), 'n')},
      coalesce(
        try_strptime(b, ['%d/%m/%Y', '%d-%m-%Y', '%d.%m.%Y', '%Y-%m-%d']),
        case when regexp_matches(b, '^\\d{1,2}/\\d{1,2}/\\d{2}$') then
          case when try_strptime(b, '%d/%m/%y') > timestamp '2026-12-31' then try_strptime(b, '%d/%m/%y') - interval 100 year else try_strptime(b, '%d/%m/%y') end end,
        case when regexp_matches(b, '^\\d{5}$') then timestamp '1899-12-30' + to_days(cast(b as integer)) end) as t,
      case when regexp_matches(num, '^\\d{12}$') then num when regexp_matches(num, '^\\d{7,9}$') then lpad(num, 9, '0') end as number
    from plain)
  select dated.* exclude (t, name, b, num, s), ${parts},
    coalesce(year(t), try_cast(regexp_extract(b, '(1[89]|20)\\d\\d') as integer)) as y,
    case when year(t) is null or (month(t) = 1 and day(t) = 1) then null else month(t) end as m,
    case when year(t) is null or (month(t) = 1 and day(t) = 1) then null else day(t) end as d,
    case s when 'Nam' then 'male' when 'Nữ' then 'female' end as sex,
    coalesce(a2.codes, a1.codes) as codes
  from dated left join alias a1 on a1.alias = dated.commune left join alias a2 on a2.alias = dated.district || '/' || dated.commune;
drop table lst_raw;`;

/** Eleven rules; each pair is compared once. */
export const blockingRules: readonly string[] = [
  'l.number = p.number',
  `l.number = p.former and p.former <> ''`,
  `l.number = p.cancelled and p.cancelled <> ''`,
  'l.given = p.given and l.y = p.y and l.m = p.m and l.d = p.d',
  'l.given = p.given and l.y = p.y and l.m = p.d and l.d = p.m',
  'l.family = p.family and l.y = p.y and l.m = p.m and l.d = p.d',
  'l.nf = p.nf and l.y = p.y',
  'l.given = p.given and l.y = p.y and l.code = p.place',
  'l.family = p.family and l.y = p.y and l.code = p.place',
  'l.nf = p.nf and l.code = p.place',
  `l.father = p.father and l.father <> '' and l.y = p.y`,
  'l.family = p.given and l.given = p.family and l.y = p.y',
  `l.nf = p.nf and l.m = p.m and l.d = p.d`,
];

export const block = `
create table lc as select * exclude (codes), unnest(case when codes is null then ['-'] else codes end) as code from lst;
create table pairs as ${blockingRules.map((rule) => `select l.rid, p.pid from lc l join pop p on ${rule}`).join('\n  union ')};`;

/** Level 0 is missing; the highest is the fullest agreement. Order: from the best level down. */
export const comparisons: readonly { readonly name: string; readonly levels: readonly string[] }[] = [
  {
    name: 'given',
    levels: [
      'l.given_k = p.given_k',
      'l.given = p.given',
      `(l.given = p.family and l.family = p.given)`,
      'jaro_winkler_similarity(l.given, p.given) > 0.88',
      'true',
    ],
  },
  {
    name: 'family',
    levels: ['l.family = p.family', 'jaro_winkler_similarity(l.family, p.family) > 0.85', 'true'],
  },
  {
    name: 'middle',
    levels: [
      `l.middle = p.middle`,
      `(l.middle = '' or p.middle = '')`,
      'jaro_winkler_similarity(l.middle, p.middle) > 0.88',
      'true',
    ],
  },
  {
    name: 'birth',
    levels: [
      'l.y = p.y and l.m = p.m and l.d = p.d',
      'l.y = p.y and (l.m is null and l.d is null) and p.m is not null',
      'l.y = p.y and (p.m is null or p.d is null)',
      'l.y = p.y and l.m = p.d and l.d = p.m',
      'l.y = p.y and (l.m = p.m or l.d = p.d)',
      'abs(l.y - p.y) <= 1 and l.m = p.m and l.d = p.d',
      'l.y = p.y',
      'abs(l.y - p.y) <= 1',
      'true',
    ],
  },
  { name: 'sex', levels: ['l.sex = p.sex', 'true'] },
  {
    name: 'number',
    levels: [
      'l.number = p.number',
      'l.number = p.former',
      'l.number = p.cancelled',
      'damerau_levenshtein(l.number, p.number) <= 1',
      'length(l.number) = 9',
      'true',
    ],
  },
  { name: 'place', levels: ['list_contains(l.codes, p.place)', 'list_contains(l.codes, p.place2)', 'true'] },
  {
    name: 'address',
    levels: [
      'l.address = p.address',
      `(length(l.address) > 6 and contains(p.address, l.address))`,
      `split_part(l.address, ' ', -1) = split_part(p.address, ' ', -1)`,
      'true',
    ],
  },
  {
    name: 'father',
    levels: [
      'l.father = p.father',
      'jaro_winkler_similarity(l.father, p.father) > 0.92',
      `split_part(l.father, ' ', -1) = split_part(p.father, ' ', -1)`,
      'true',
    ],
  },
  {
    name: 'mother',
    levels: [
      'l.mother = p.mother',
      'jaro_winkler_similarity(l.mother, p.mother) > 0.92',
      `split_part(l.mother, ' ', -1) = split_part(p.mother, ' ', -1)`,
      'true',
    ],
  },
];

const missing: Readonly<Record<string, string>> = {
  // An order reversed is counted once, under the given name.
  family: 'l.given = p.family and l.family = p.given and l.family <> p.family',
  birth: 'l.y is null or p.y is null',
  sex: 'l.sex is null',
  number: 'l.number is null',
  place: 'l.codes is null',
  address: `l.address = ''`,
  father: `l.father = '' or p.father = ''`,
  mother: `l.mother = '' or p.mother = ''`,
};

const gamma = ({ name, levels }: (typeof comparisons)[number]) =>
  `cast(case ${missing[name] ? `when ${missing[name]} then 0 ` : ''}${levels.map((test, at) => `when ${test} then ${levels.length - at}`).join(' ')} end as utinyint) as g_${name}`;

export const compare = `
create table vectors as select rid, pid, ${comparisons.map(gamma).join(',\n  ')},
  p.given as tf_given, p.family as tf_family, p.father as tf_father, p.mother as tf_mother
  from pairs join lst l using (rid) join pop p using (pid);`;

/** Chance agreement from pairs drawn at random. */
export const randomPairs = (count: number) => `
create table chance as with l as (select * from lst using sample ${Math.round(Math.sqrt(count))} rows (reservoir, 1)),
  p as (select * from pop using sample ${Math.round(Math.sqrt(count))} rows (reservoir, 2))
  select ${comparisons.map(gamma).join(',\n  ')} from l cross join p;`;

const frequency = (column: string) => `
create table tf_${column} as select ${column} as value, count(*) / sum(count(*)) over () as share from pop where ${column} <> '' group by ${column};`;

export const frequencies = ['given', 'family', 'father', 'mother'].map(frequency).join('\n');

/** Patterns of levels with how often they occur: all that expectation and maximisation need. */
export const patterns = `
create table patterns as select ${comparisons.map(({ name }) => `g_${name}`).join(', ')}, count(*) as n from vectors group by all;`;

export interface Weights {
  /** By comparison and level, level 0 included: log2 of m/u. */
  readonly bits: Readonly<Record<string, readonly number[]>>;
  /** log2 of u of full agreement, by comparison: what a value's own frequency replaces. */
  readonly logU: Readonly<Record<string, number>>;
}

const adjusted = ['given', 'family', 'father', 'mother'];

/** Scores, then the best candidate of each row with the gap to the next. */
export function decide({ bits, logU }: Weights, prior: number): string {
  const weight = ({ name, levels }: (typeof comparisons)[number]) =>
    `case g_${name} ${(bits[name] ?? []).map((value, level) => `when ${level} then ${value.toFixed(4)}`).join(' ')} end` +
    (adjusted.includes(name)
      ? ` + case when g_${name} >= ${levels.length - (name === 'given' ? 1 : 0)} then ${(logU[name] ?? 0).toFixed(4)} - log2(greatest(coalesce(t_${name}.share, 0), 0.0000005)) else 0 end`
      : '');
  const joins = adjusted
    .map((name) => `left join tf_${name} t_${name} on t_${name}.value = v.tf_${name}`)
    .join(' ');
  return `
create table scored as select rid, pid, ${Math.log2(prior).toFixed(4)} + ${comparisons.map(weight).join('\n    + ')} as score from vectors v ${joins};
create table decided as
  select rid, arg_max(pid, score) as pid, max(score) as best, 1 / (1 + pow(2, -max(score)) + (sum(pow(2, least(score, 500) - 500)) / pow(2, least(max(score), 500) - 500) - 1)) as probability
  from scored group by rid;`;
}
