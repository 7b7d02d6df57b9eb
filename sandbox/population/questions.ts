import { assertOrder, type Element, type FieldRule, SoapFault } from './envelope.ts';

/** Who asks and about whom: the head every question shares. */
export interface Question {
  requestCode: string;
  serviceCode: string;
  integrationCode: string;
  officerCode: string;
  number?: string;
  oldNumber?: string;
  name: string;
  birth: { day?: string; year?: string };
  relative?: { relation: string; number?: string; name: string };
}

export interface ChangesQuestion {
  requestCode: string;
  officerCode: string;
  from: string;
  to: string;
  kind: string;
  page: number;
  size: number;
}

const HEAD: readonly FieldRule[] = [
  { name: 'MaYeuCau' },
  { name: 'MaDVC' },
  { name: 'MaTichHop' },
  { name: 'MaCanBo' },
  { name: 'MaDonVi', optional: true },
  { name: 'TaiKhoan', optional: true },
  { name: 'SoDienThoai', optional: true },
];
const SUBJECT: readonly FieldRule[] = [
  ...HEAD,
  { name: 'SoDinhDanh', optional: true },
  { name: 'SoCMND', optional: true },
  { name: 'HoVaTen' },
  { name: 'NgayThangNamSinh' },
];
const RELATION: readonly FieldRule[] = [...SUBJECT, { name: 'NhanThan' }];
const RELATIVE: readonly FieldRule[] = [
  { name: 'QuanHe' },
  { name: 'SoDinhDanh', optional: true },
  { name: 'HoVaTen' },
];
const CHANGES: readonly FieldRule[] = [
  ...HEAD,
  { name: 'TuNgay' },
  { name: 'DenNgay' },
  { name: 'Loai' },
  { name: 'Trang' },
  { name: 'SoBanGhi' },
];

/** MaTichHop per operation, as seen in use. */
export const INTEGRATION_CODES: Readonly<Record<string, string>> = {
  TraCuuThongTinCongDan: '037',
  XacThucThongTinCongDan: '003',
  XacMinhThongTinNhanThan: '038',
  TraCuuThongTinThayDoi: '039',
};

function textOf(fields: Map<string, Element>, name: string): string {
  return fields.get(name)?.text ?? '';
}

function demand(text: string, at: { pattern: RegExp; name: string }): string {
  if (!at.pattern.test(text)) throw new SoapFault('client', 'FORMAT', `Giá trị của ${at.name} không hợp lệ`);
  return text;
}

function readHead(fields: Map<string, Element>, operation: string) {
  const integrationCode = textOf(fields, 'MaTichHop');
  if (integrationCode !== INTEGRATION_CODES[operation])
    throw new SoapFault('client', 'INTEGRATION', 'Sai mã tích hợp');
  return {
    requestCode: demand(textOf(fields, 'MaYeuCau'), { pattern: /^[\w.-]{8,64}$/, name: 'MaYeuCau' }),
    serviceCode: demand(textOf(fields, 'MaDVC'), { pattern: /^[\w.-]{2,64}$/, name: 'MaDVC' }),
    integrationCode,
    officerCode: demand(textOf(fields, 'MaCanBo'), { pattern: /^[\w.@-]{2,64}$/, name: 'MaCanBo' }),
  };
}

export function readQuestion(operation: Element): Question {
  const withRelative = operation.name === 'XacMinhThongTinNhanThan';
  const fields = assertOrder(operation, withRelative ? RELATION : SUBJECT);
  const head = readHead(fields, operation.name);
  const number = fields.get('SoDinhDanh')?.text;
  const oldNumber = fields.get('SoCMND')?.text;
  if ((number === undefined) === (oldNumber === undefined)) {
    throw new SoapFault('client', 'KEY', 'Cần đúng một trong SoDinhDanh, SoCMND');
  }
  if (number !== undefined) demand(number, { pattern: /^\d{12}$/, name: 'SoDinhDanh' });
  if (oldNumber !== undefined) demand(oldNumber, { pattern: /^\d{9}$/, name: 'SoCMND' });
  const name = demand(textOf(fields, 'HoVaTen'), { pattern: /^.{1,100}$/u, name: 'HoVaTen' });
  if (name !== name.toUpperCase()) throw new SoapFault('client', 'FORMAT', 'HoVaTen phải viết hoa');
  const question: Question = {
    ...head,
    number,
    oldNumber,
    name,
    birth: readBirth(fields.get('NgayThangNamSinh')),
  };
  if (withRelative) question.relative = readRelative(fields.get('NhanThan'));
  return question;
}

function readBirth(element: Element | undefined): Question['birth'] {
  const [child] = element?.children ?? [];
  if (!element || !child || element.children.length !== 1)
    throw new SoapFault('client', 'FORMAT', 'Ngày sinh không hợp lệ');
  if (child.name === 'NgayThangNam')
    return { day: demand(child.text, { pattern: /^\d{8}$/, name: 'NgayThangNam' }) };
  if (child.name === 'Nam') return { year: demand(child.text, { pattern: /^\d{4}$/, name: 'Nam' }) };
  throw new SoapFault('client', 'ORDER', `Phần tử ${child.name} không đúng vị trí`);
}

function readRelative(element: Element | undefined): Question['relative'] {
  if (!element) throw new SoapFault('client', 'MISSING', 'Thiếu phần tử NhanThan');
  const fields = assertOrder(element, RELATIVE);
  const relation = demand(textOf(fields, 'QuanHe'), {
    pattern: /^(CHA|ME|VOCHONG|CON|GIAMHO)$/,
    name: 'QuanHe',
  });
  const number = fields.get('SoDinhDanh')?.text;
  return {
    relation,
    number,
    name: demand(textOf(fields, 'HoVaTen'), { pattern: /^.{1,100}$/u, name: 'HoVaTen' }),
  };
}

export function readChangesQuestion(operation: Element): ChangesQuestion {
  const fields = assertOrder(operation, CHANGES);
  const head = readHead(fields, operation.name);
  const day = (name: string) =>
    demand(textOf(fields, name), { pattern: /^\d{8}$/, name }).replace(/^(....)(..)(..)$/, '$1-$2-$3');
  const count = (name: string) => Number(demand(textOf(fields, name), { pattern: /^[1-9]\d{0,3}$/, name }));
  return {
    requestCode: head.requestCode,
    officerCode: head.officerCode,
    from: day('TuNgay'),
    to: day('DenNgay'),
    kind: textOf(fields, 'Loai'),
    page: count('Trang'),
    size: count('SoBanGhi'),
  };
}
