import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { persona, type SyntheticPerson } from '#lib/synthetic-population';
import type { Sandbox } from '../kit/index.ts';
import { expectedToken, SERVICE_PATH, startPopulation } from './index.ts';

const CLIENT = { user: 'daklak', secret: 'bi-mat-thu', xRoadClient: 'VN/GOV/H15/MOTCUA', apiKey: 'khoa-thu' };
const NOW = new Date('2026-11-20T02:00:00Z');
const TOKEN = 'dieu-khien';
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startPopulation({
    persons: 600,
    clients: [CLIENT],
    controlToken: TOKEN,
    writeLog: () => undefined,
    surroundings: {
      now: () => NOW,
      uuid: () => 'x',
      bytes: (n) => Buffer.alloc(n),
      sleep: async () => undefined,
    },
  });
});
afterAll(() => sandbox.close());

function head(code: string): string {
  return `<d:MaYeuCau>YC-00000001</d:MaYeuCau><d:MaDVC>2.000635</d:MaDVC><d:MaTichHop>${code}</d:MaTichHop><d:MaCanBo>cb.an</d:MaCanBo>`;
}

function birth(person: SyntheticPerson): string {
  const { year, month, day } = person.birth;
  const inner =
    day === undefined
      ? `<d:Nam>${year}</d:Nam>`
      : `<d:NgayThangNam>${year}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}</d:NgayThangNam>`;
  return `<d:NgayThangNamSinh>${inner}</d:NgayThangNamSinh>`;
}

function about(person: SyntheticPerson, number = person.number): string {
  return `<d:SoDinhDanh>${number}</d:SoDinhDanh><d:HoVaTen>${person.name.full.toUpperCase()}</d:HoVaTen>${birth(person)}`;
}

function envelope(operation: string, inner: string): string {
  return `<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:d="http://dancuquocgia.bca"><s:Header/><s:Body><d:${operation}>${inner}</d:${operation}></s:Body></s:Envelope>`;
}

async function ask(body: string, change: Record<string, string | undefined> = {}) {
  const timestamp = change.Timestamp ?? String(NOW.getTime());
  const token = expectedToken({ serviceUrl: `${sandbox.url}${SERVICE_PATH}`, client: CLIENT, timestamp });
  const headers: Record<string, string | undefined> = {
    'content-type': 'application/xml',
    SOAPAction: '""',
    Timestamp: timestamp,
    Authorization: `Basic ${Buffer.from(`${CLIENT.user}:${token}`).toString('base64')}`,
    'X-Road-Client': CLIENT.xRoadClient,
    ApiKey: CLIENT.apiKey,
    ...change,
  };
  const given = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const answer = await fetch(`${sandbox.url}${SERVICE_PATH}`, { method: 'POST', body, headers: given });
  return { status: answer.status, text: await answer.text() };
}

const lookup = (inner: string) => ask(envelope('TraCuuThongTinCongDan', head('037') + inner));
const control = (path: string, init: RequestInit = {}) =>
  fetch(`${sandbox.url}${path}`, { ...init, headers: { authorization: `Bearer ${TOKEN}` } });

describe('lookup', () => {
  it('gives the record when number, name and birth agree', async () => {
    const mother = persona('young_mother');
    const { status, text } = await lookup(about(mother));
    expect(status).toBe(200);
    expect(text).toContain('xmlns:ns1="http://www.mic.gov.vn/dancu/1.0"');
    expect(text).toContain(`<ns1:SoDinhDanh>${mother.number}</ns1:SoDinhDanh>`);
    expect(text).toContain('<ns1:Ten>H&#39;Lan Mlô</ns1:Ten>');
    expect(text).toContain('<ns1:GioiTinh>2</ns1:GioiTinh><ns1:DanToc>12</ns1:DanToc>');
    expect(text).toContain('<ns1:MaPhuongXa>24277</ns1:MaPhuongXa>');
    expect(text).toContain(`<ns1:SoDinhDanh>${persona('guardian').number}</ns1:SoDinhDanh>`);
  });

  it('is no free search: one differing item finds nobody', async () => {
    const person = persona('householder');
    const empty = '<ns1:CongdanCollection></ns1:CongdanCollection>';
    const wrongBirth = about(person).replace('19780419', '19780914');
    const wrongName = about(person).replace('VĂN', 'VẮN');
    for (const inner of [wrongBirth, wrongName, about(person, '100078000000')]) {
      expect((await lookup(inner)).text).toContain(empty);
    }
  });

  it('knows persons of whom only the year is known, by year', async () => {
    const person = persona('elderly_year_only');
    expect((await lookup(about(person))).text).toContain('<ns1:Nam>1938</ns1:Nam>');
    const asDay = about(person).replace('<d:Nam>1938</d:Nam>', '<d:NgayThangNam>19380101</d:NgayThangNam>');
    expect((await lookup(asDay)).text).not.toContain('<ns1:CongDan>');
  });

  it('finds by the old number and not by a cancelled one', async () => {
    const person = persona('old_number_holder');
    const old = person.identifiers.find((identifier) => identifier.kind === 'cmnd9')?.value ?? '';
    const byOld = about(person).replace(/<d:SoDinhDanh>.*<\/d:SoDinhDanh>/, `<d:SoCMND>${old}</d:SoCMND>`);
    expect((await lookup(byOld)).text).toContain(`<ns1:SoDinhDanh>${person.number}</ns1:SoDinhDanh>`);
    const renumbered = persona('cancelled_number');
    const cancelled =
      renumbered.identifiers.find((identifier) => identifier.state === 'cancelled')?.value ?? '';
    expect((await lookup(about(renumbered, cancelled))).text).not.toContain('<ns1:CongDan>');
  });
});

describe('verdicts', () => {
  it('says whether the person exists', async () => {
    const inner = about(persona('director'));
    const verify = (part: string) => ask(envelope('XacThucThongTinCongDan', head('003') + part));
    expect((await verify(inner)).text).toContain('<ns1:TonTai>true</ns1:TonTai>');
    expect((await verify(inner.replace('LÊ', 'LE'))).text).toContain('<ns1:TonTai>false</ns1:TonTai>');
  });

  it('says whether somebody is the mother of somebody', async () => {
    const child = persona('newborn');
    const mother = persona('young_mother');
    const relation = (word: string, number: string) =>
      ask(
        envelope(
          'XacMinhThongTinNhanThan',
          `${head('038')}${about(child)}<d:NhanThan><d:QuanHe>${word}</d:QuanHe><d:SoDinhDanh>${number}</d:SoDinhDanh><d:HoVaTen>${mother.name.full.toUpperCase()}</d:HoVaTen></d:NhanThan>`,
        ),
      );
    expect((await relation('ME', mother.number)).text).toContain('<ns1:GhiChu>DUNG</ns1:GhiChu>');
    expect((await relation('CHA', mother.number)).text).toContain('<ns1:GhiChu>KHONGDUNG</ns1:GhiChu>');
    expect((await relation('ME', '100301999000')).text).toContain('<ns1:GhiChu>KHONGDUNG</ns1:GhiChu>');
  });
});

describe('changes', () => {
  const changes = (kind: string, page = 1) =>
    ask(
      envelope(
        'TraCuuThongTinThayDoi',
        `${head('039')}<d:TuNgay>20240101</d:TuNgay><d:DenNgay>20261120</d:DenNgay><d:Loai>${kind}</d:Loai><d:Trang>${page}</d:Trang><d:SoBanGhi>5</d:SoBanGhi>`,
      ),
    );

  it('pages through deaths and re-issued numbers', async () => {
    const first = (await changes('')).text;
    expect(first.match(/<ns1:ThayDoi>/g)).toHaveLength(5);
    expect((await changes('', 2)).text).not.toBe(first);
    const renumbered = persona('cancelled_number');
    const cancelled = renumbered.identifiers.find((identifier) => identifier.state === 'cancelled')?.value;
    expect((await changes('3')).text).toContain(`<ns1:SoDinhDanhCu>${cancelled}</ns1:SoDinhDanhCu>`);
  });

  it('tells a death that was just recorded', async () => {
    const { number } = persona('landlord');
    const order = { method: 'POST', body: JSON.stringify({ number, on: '2026-11-19' }) };
    expect((await control('/__deaths', order)).status).toBe(201);
    expect((await control('/__deaths', order)).status).toBe(404);
    const total = Number(/<ns1:TongSo>(\d+)</.exec((await changes('2')).text)?.[1]);
    const last = await changes('2', Math.ceil(total / 5));
    expect(last.text).toContain(number);
    expect((await fetch(`${sandbox.url}/__deaths`, order)).status).toBe(401);
  });
});

describe('refusals are faults', () => {
  const code = (text: string) => /<MaLoi>(\w+)<\/MaLoi>/.exec(text)?.[1];
  const person = persona('householder');
  const good = envelope('TraCuuThongTinCongDan', head('037') + about(person));

  it.each([
    [
      'swapped elements',
      good.replace(/(<d:MaDVC>.*<\/d:MaDVC>)(<d:MaTichHop>.*<\/d:MaTichHop>)/, '$2$1'),
      'MISSING',
    ],
    [
      'name before number',
      good.replace(/(<d:SoDinhDanh>.*<\/d:SoDinhDanh>)(<d:HoVaTen>[^/]*<\/d:HoVaTen>)/, '$2$1'),
      'ORDER',
    ],
    ['an unknown element', good.replace('<d:HoVaTen>', '<d:Khac>1</d:Khac><d:HoVaTen>'), 'ORDER'],
    ['no officer', good.replace(/<d:MaCanBo>.*<\/d:MaCanBo>/, ''), 'MISSING'],
    ['an empty officer', good.replace('cb.an', ''), 'FORMAT'],
    ['a number with a letter', good.replace(person.number, '10020399900A'), 'FORMAT'],
    ['a name not in capitals', good.replace('NGUYỄN', 'Nguyễn'), 'FORMAT'],
    ['both numbers', good.replace('<d:HoVaTen>', '<d:SoCMND>009900002</d:SoCMND><d:HoVaTen>'), 'KEY'],
    ['another integration code', good.replace('>037<', '>003<'), 'INTEGRATION'],
    ['an unknown operation', good.replaceAll('TraCuuThongTinCongDan', 'XoaCongDan'), 'OPERATION'],
    ['another namespace', good.replace('http://dancuquocgia.bca', 'http://khac'), 'NAMESPACE'],
    [
      'SOAP 1.2',
      good.replace('http://schemas.xmlsoap.org/soap/envelope/', 'http://www.w3.org/2003/05/soap-envelope'),
      'ENVELOPE',
    ],
    ['broken XML', good.slice(0, -20), 'XML'],
    ['nothing', '', 'XML'],
    ['a document type', good.replace('<s:Envelope', '<!DOCTYPE x [<!ENTITY a "b">]><s:Envelope'), 'DTD'],
  ])('%s', async (_case, body, expected) => {
    const { status, text } = await ask(body);
    expect([status, code(text)]).toEqual([500, expected]);
    expect(text).toContain('<faultcode>soapenv:Client</faultcode>');
  });

  it.each([
    ['an old timestamp', { Timestamp: String(NOW.getTime() - 600_000) }, 'TIMESTAMP'],
    ['no timestamp', { Timestamp: 'hôm qua'.normalize('NFD').replace(/\P{ASCII}/gu, '') }, 'TIMESTAMP'],
    ['a wrong token', { Authorization: `Basic ${Buffer.from('daklak:00').toString('base64')}` }, 'AUTH'],
    ['another member', { 'X-Road-Client': 'VN/GOV/H01' }, 'AUTH'],
    ['no key', { ApiKey: undefined }, 'AUTH'],
    ['no action', { SOAPAction: undefined }, 'SOAPACTION'],
  ])('%s', async (_case, headers, expected) => {
    const { status, text } = await ask(good, headers);
    expect([status, code(text)]).toEqual([500, expected]);
  });

  it('takes a timestamp in seconds too', async () => {
    expect((await ask(good, { Timestamp: String(NOW.getTime() / 1000) })).status).toBe(200);
  });
});

describe('hostile mode and journal', () => {
  it('plays the ordered faults, then answers again', async () => {
    const person = persona('householder');
    const question = () => lookup(about(person));
    const right = (await question()).text;
    sandbox.hostile.enqueue(['dropped', 'half', 'wrong', 'none']);
    await expect(question()).rejects.toThrow();
    await expect(question()).rejects.toThrow();
    expect((await question()).text).not.toBe(right);
    expect((await question()).text).toBe(right);
  });

  it('notes who asked and never about whom', async () => {
    await lookup(about(persona('householder')));
    const journal = await (await control('/__journal')).text();
    expect(journal).toContain('"officerCode":"cb.an"');
    expect(journal).not.toMatch(/\d{12}/);
    expect((await fetch(`${sandbox.url}/__journal`)).status).toBe(401);
  });
});
