import { XMLParser } from 'fast-xml-parser';
import type { Birth } from './contract.ts';
import type {
  AskedFor,
  AskedPerson,
  AskedRelative,
  PopulationAddress,
  PopulationChange,
  PopulationRecord,
  PopulationRelative,
} from './population-port.ts';

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const REQUEST = 'http://dancuquocgia.bca';

/** Operation → MaTichHop. The codes are the province's contract with the provider; these are those seen in use. */
export const defaultIntegrationCodes = {
  lookup: '037',
  verify: '003',
  verifyRelation: '038',
  changes: '039',
} as const;

const relationWords = {
  father: 'CHA',
  mother: 'ME',
  spouse: 'VOCHONG',
  child: 'CON',
  guardian: 'GIAMHO',
} as const;

function element(name: string, text: string): string {
  const safe = text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? '');
  return `<dan:${name}>${safe}</dan:${name}>`;
}

export function headXml(asked: AskedFor, integrationCode: string): string {
  return (
    element('MaYeuCau', asked.requestCode) +
    element('MaDVC', asked.purposeCode) +
    element('MaTichHop', integrationCode) +
    element('MaCanBo', asked.officerCode)
  );
}

const pad = (value: number) => String(value).padStart(2, '0');

function birthXml(birth: Birth): string {
  const whole = birth.month !== null && birth.day !== null;
  const inner = whole
    ? element('NgayThangNam', `${birth.year}${pad(birth.month ?? 0)}${pad(birth.day ?? 0)}`)
    : element('Nam', String(birth.year));
  return `<dan:NgayThangNamSinh>${inner}</dan:NgayThangNamSinh>`;
}

/** The order of these elements is part of the contract. */
export function personXml(person: AskedPerson): string {
  const key = person.numberType === 'personal_number' ? 'SoDinhDanh' : 'SoCMND';
  return (
    element(key, person.number) +
    element('HoVaTen', person.fullName.normalize('NFC').toUpperCase()) +
    birthXml(person.birth)
  );
}

export function relativeXml(relative: AskedRelative): string {
  const number = relative.number === undefined ? '' : element('SoDinhDanh', relative.number);
  return `<dan:NhanThan>${element('QuanHe', relationWords[relative.relation])}${number}${element('HoVaTen', relative.fullName.normalize('NFC').toUpperCase())}</dan:NhanThan>`;
}

export function changesXml(period: { from: string; to: string; page: number; size: number }): string {
  const compact = (day: string) => day.replaceAll('-', '');
  return (
    element('TuNgay', compact(period.from)) +
    element('DenNgay', compact(period.to)) +
    element('Loai', '') +
    element('Trang', String(period.page)) +
    element('SoBanGhi', String(period.size))
  );
}

export function envelope(operation: string, inner: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="${SOAP}" xmlns:dan="${REQUEST}"><soapenv:Header/><soapenv:Body><dan:${operation}>${inner}</dan:${operation}></soapenv:Body></soapenv:Envelope>`;
}

/** The answer is not what the contract promises: it is treated as no answer. */
export class MalformedAnswer extends Error {}

type Node = Readonly<Record<string, unknown>>;

const parser = new XMLParser({
  removeNSPrefix: true,
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: true,
  htmlEntities: true,
  isArray: (name) => name === 'CongDan' || name === 'ThayDoi' || name === 'NhanThan',
});

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function child(node: Node, name: string): Node {
  const value = node[name];
  if (value === '') return {};
  if (!isNode(value)) throw new MalformedAnswer(name);
  return value;
}

function maybeChild(node: Node, name: string): Node | null {
  return isNode(node[name]) ? (node[name] as Node) : null;
}

function text(node: Node | null, name: string): string | null {
  const value = node?.[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

function list(node: Node, name: string): Node[] {
  const value = node[name];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** The content of `<operation>Response`; a fault gives its code. */
export function readAnswer(body: string, operation: string): { fault: string } | { content: Node } {
  if (/<!DOCTYPE|<!ENTITY/.test(body)) throw new MalformedAnswer('doctype');
  let root: unknown;
  try {
    root = parser.parse(body, true);
  } catch (error) {
    throw new MalformedAnswer('xml', { cause: error });
  }
  const soapBody = child(child(isNode(root) ? root : {}, 'Envelope'), 'Body');
  const fault = maybeChild(soapBody, 'Fault');
  if (fault)
    return { fault: text(maybeChild(fault, 'detail'), 'MaLoi') ?? text(fault, 'faultcode') ?? 'fault' };
  return { content: child(soapBody, `${operation}Response`) };
}

export function readVerdict(content: Node): boolean {
  const verdict = text(child(content, 'KetQuaXacThuc'), 'TonTai');
  if (verdict !== 'true' && verdict !== 'false') throw new MalformedAnswer('TonTai');
  return verdict === 'true';
}

export function readRelationVerdict(content: Node): boolean {
  const [first] = list(child(content, 'NhanThanCollection'), 'NhanThan');
  const note = first ? text(first, 'GhiChu') : null;
  if (note !== 'DUNG' && note !== 'KHONGDUNG') throw new MalformedAnswer('GhiChu');
  return note === 'DUNG';
}

/** Undefined when the collection is empty. */
export function readRecord(content: Node): PopulationRecord | undefined {
  const people = list(child(content, 'CongdanCollection'), 'CongDan');
  if (people.length > 1) throw new MalformedAnswer('several persons');
  const [found] = people;
  return found ? toRecord(found) : undefined;
}

function toRecord(node: Node): PopulationRecord {
  const number = text(node, 'SoDinhDanh');
  const fullName = nameOf(node);
  if (number === null || !/^\d{12}$/.test(number) || fullName === null) throw new MalformedAnswer('CongDan');
  const head = maybeChild(node, 'ChuHo');
  const headName = text(head, 'HoVaTen');
  return {
    number,
    oldNumber: text(node, 'SoCMND'),
    fullName,
    sex: ({ 1: 'male', 2: 'female' } as const)[text(node, 'GioiTinh') ?? ''] ?? 'unknown',
    birth: readBirth(child(node, 'NgayThangNamSinh')),
    ethnicity: text(node, 'DanToc'),
    religion: text(node, 'TonGiao'),
    maritalStatus: maritalStatusOf(text(node, 'TinhTrangHonNhan')),
    nationality: text(node, 'QuocTich'),
    birthPlace: text(maybeChild(node, 'NoiDangKyKhaiSinh'), 'ChiTiet'),
    hometown: text(maybeChild(node, 'QueQuan'), 'ChiTiet'),
    permanentAddress: readAddress(maybeChild(node, 'ThuongTru')),
    currentAddress: readAddress(maybeChild(node, 'NoiOHienTai')),
    father: readRelative(maybeChild(node, 'Cha')),
    mother: readRelative(maybeChild(node, 'Me')),
    spouse: readRelative(maybeChild(node, 'VoChong')),
    representative: readRelative(maybeChild(node, 'NguoiDaiDien')),
    householder:
      headName === null
        ? null
        : { fullName: headName, number: text(head, 'SoDinhDanh'), relation: text(head, 'QuanHe') },
    diedOn: isoDay(text(node, 'NgayMat')),
  };
}

/** The whole name often stands in Ten alone. */
function nameOf(node: Node): string | null {
  const name = maybeChild(node, 'HoVaTen');
  const whole = [text(name, 'Ho'), text(name, 'ChuDem'), text(name, 'Ten')]
    .filter((part) => part !== null)
    .join(' ');
  return whole === '' ? null : whole.normalize('NFC');
}

function maritalStatusOf(code: string | null): string | null {
  return { 1: 'single', 2: 'married', 3: 'widowed', 4: 'divorced' }[code ?? ''] ?? null;
}

function isoDay(compact: string | null): string | null {
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(compact ?? '');
  return match ? `${match[1]}-${match[2]}-${match[3]}` : null;
}

function readBirth(node: Node): Birth {
  const day = isoDay(text(node, 'NgayThangNam'));
  if (day)
    return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), day: Number(day.slice(8)) };
  const year = text(node, 'Nam');
  if (year === null || !/^\d{4}$/.test(year)) throw new MalformedAnswer('NgayThangNamSinh');
  return { year: Number(year), month: null, day: null };
}

function readAddress(node: Node | null): PopulationAddress | null {
  if (!node) return null;
  return {
    placeCode: text(node, 'MaPhuongXa'),
    placeName: text(node, 'TenPhuongXa') ?? '',
    detail: text(node, 'ChiTiet') ?? '',
    provinceName: text(node, 'TenTinhThanh') ?? '',
  };
}

function readRelative(node: Node | null): PopulationRelative | null {
  const fullName = text(node, 'HoVaTen');
  return fullName === null ? null : { fullName, number: text(node, 'SoDinhDanh') };
}

const changeKinds: Readonly<Record<string, PopulationChange['kind']>> = {
  1: 'birth',
  2: 'death',
  3: 'number_changed',
  4: 'moved_away',
};

export function readChanges(content: Node): { total: number; items: PopulationChange[] } {
  const collection = child(content, 'ThayDoiCollection');
  const total = Number(text(collection, 'TongSo'));
  if (!Number.isSafeInteger(total)) throw new MalformedAnswer('TongSo');
  return {
    total,
    items: list(collection, 'ThayDoi').map((node) => {
      const [number, on, fullName] = [
        text(node, 'SoDinhDanh'),
        isoDay(text(node, 'NgayThayDoi')),
        nameOf(node),
      ];
      if (number === null || on === null || fullName === null) throw new MalformedAnswer('ThayDoi');
      return {
        id: Number(text(node, 'Id')),
        kind: changeKinds[text(node, 'Loai') ?? ''] ?? 'other',
        on,
        number,
        formerNumber: text(node, 'SoDinhDanhCu'),
        fullName,
      };
    }),
  };
}
