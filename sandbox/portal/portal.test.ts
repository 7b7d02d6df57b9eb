import { afterEach, describe, expect, it } from 'vitest';
import { createStage, json, openSandbox, type Sandbox, signBody } from '../kit/index.ts';
import { gatewayTime, samplePdf } from './filing.ts';
import { type PortalOptions, startPortal } from './index.ts';
import { isGatewayTime, mayFollow, STATES } from './shapes.ts';

const APPLICANT = {
  number: '100203000123',
  fullName: 'Nguyễn Văn Thử',
  birth: '20030115',
  phone: '0900000001',
};
const opened: Sandbox[] = [];

afterEach(async () => {
  for (const sandbox of opened.splice(0)) await sandbox.close();
});

interface Reply {
  error_code: number;
  error_message?: string;
  errors?: { index: number; field: string; message: string }[];
  session?: string;
  result?: Record<string, unknown>[];
}

async function open(options: Partial<PortalOptions> = {}, answers: number[] = []) {
  const received: { valid: boolean; body: Record<string, unknown> }[] = [];
  const receiver = await openSandbox(createStage('tinh', { writeLog: () => undefined }), () => ({
    routes: [
      {
        method: 'POST',
        path: '/api/v1/national-portal/dossiers',
        handle: (asked) => {
          const valid = asked.headers['x-signature'] === signBody('bi-mat', asked.body);
          received.push({ valid, body: JSON.parse(asked.body.toString()) as Record<string, unknown> });
          return json({}, valid ? (answers.shift() ?? 201) : 401);
        },
      },
    ],
  }));
  const portal = await startPortal({
    username: 'daklak',
    password: 'mat-khau',
    dstcode: 'VN:GOV:000.00.00.G22:vpcpdvcprovider',
    unit: '000.00.00.H15',
    intake: `${receiver.url}/api/v1/national-portal/dossiers`,
    intakeSecret: 'bi-mat',
    applicants: () => [APPLICANT],
    findApplicant: (number) => (number === APPLICANT.number ? APPLICANT : undefined),
    units: [{ code: '24133', name: 'Phường Buôn Ma Thuột' }],
    courier: { baseDelayMs: 1, attempts: 4 },
    controlToken: 't',
    writeLog: () => undefined,
    ...options,
  });
  opened.push(receiver, portal);
  const post = async (path: string, body: unknown, dstcode = 'VN:GOV:000.00.00.G22:vpcpdvcprovider') =>
    (await (
      await fetch(portal.url + path, { method: 'POST', body: JSON.stringify(body), headers: { dstcode } })
    ).json()) as Reply;
  const { session } = await post('/mapi/login', { username: 'daklak', password: 'mat-khau' });
  const call = (service: string, more: Record<string, unknown> = {}) =>
    post('/mapi/g', { session, madonvi: '000.00.00.H15', service, ...more });
  const file = (fields: Record<string, string> = {}) =>
    fetch(`${portal.url}/nop-ho-so`, {
      method: 'POST',
      body: new URLSearchParams({
        procedure: '2.000635',
        applicant: '0',
        unit: '24133',
        document: 'yes',
        answers: 'loai = khai_sinh\nsoBan=2',
        ...fields,
      }),
      redirect: 'manual',
    });
  return { portal, post, call, file, received };
}

function dossier(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    MaHoSo: 'H15.41-261123-0001',
    MaTTHC: '2.000635',
    TenTTHC: 'Cấp bản sao Trích lục hộ tịch',
    MaLinhVuc: 'HT',
    TenLinhVuc: 'Hộ tịch',
    ChuHoSo: APPLICANT.fullName,
    LoaiDoiTuong: '1',
    MaDoiTuong: APPLICANT.number,
    HinhThuc: '0',
    DonViXuLy: 'UBND phường Buôn Ma Thuột',
    TrangThaiHoSo: '2',
    NgayTiepNhan: '20261123080000',
    NgayHenTra: '20261123170000',
    ...more,
  };
}

const sync = (isUpdating: boolean, ...data: unknown[]) => ({ isUpdating, data });

describe('session', () => {
  it('wants the right name, secret and routing code', async () => {
    const { post } = await open();
    expect((await post('/mapi/login', { username: 'daklak', password: 'sai' })).error_code).toBe(101);
    expect((await post('/mapi/login', {})).error_code).toBe(101);
    expect((await post('/mapi/login', { username: 'daklak', password: 'mat-khau' }, 'khac')).error_code).toBe(
      103,
    );
  });

  it('wants a living session, the unit and a known service on every call', async () => {
    let now = new Date('2026-11-23T03:00:00Z');
    const surroundings = { ...createStage('x', {}).surroundings, now: () => now };
    const { call, post } = await open({ surroundings });
    expect((await call('LayDanhSachTTHC')).error_code).toBe(0);
    expect((await call('LayDanhSachTTHC', { madonvi: 'khac' })).error_code).toBe(103);
    expect((await call('XoaHoSo')).error_code).toBe(104);
    expect((await call('constructor')).error_code).toBe(104);
    expect(
      (await post('/mapi/g', { session: 'bia', madonvi: '000.00.00.H15', service: 'LayDanhSachTTHC' }))
        .error_code,
    ).toBe(102);
    now = new Date(now.getTime() + 1_800_000);
    expect((await call('LayDanhSachTTHC')).error_code).toBe(102);
  });
});

describe('catalogue', () => {
  it('lists procedures shortly and shows one with its components', async () => {
    const { call } = await open();
    const list = await call('LayDanhSachTTHC');
    expect(list.result?.map(({ MaTTHC }) => MaTTHC)).toEqual(['2.000635', '1.004194', '1.012566']);
    expect(list.result?.[0]).not.toHaveProperty('ThanhPhanHoSo');
    const one = await call('LayThuTuc', { maTTHC: '1.004194' });
    expect(one.result?.[0]?.ThanhPhanHoSo).toHaveLength(2);
    expect((await call('LayThuTuc', { maTTHC: '9.999999' })).error_code).toBe(105);
  });
});

describe('dossier sync', () => {
  it('keeps what it received and shows it again', async () => {
    const { call } = await open();
    expect((await call('DongBoHoSoMC', sync(false, dossier()))).error_code).toBe(0);
    const shown = await call('TraCuuHoSo', { mahoso: 'H15.41-261123-0001' });
    expect(shown.result?.[0]).toMatchObject({ TrangThaiHoSo: '2', ChuHoSo: APPLICANT.fullName });
    expect((await call('TraCuuHoSo', { mahoso: 'H15.41-261123-0002' })).error_code).toBe(105);
  });

  it('refuses a second first time and an update of the unknown', async () => {
    const { call } = await open();
    await call('DongBoHoSoMC', sync(false, dossier()));
    const again = await call('DongBoHoSoMC', sync(false, dossier()));
    expect(again.errors).toEqual([{ index: 0, field: 'MaHoSo', message: 'hồ sơ đã tồn tại' }]);
    const unknown = await call('DongBoHoSoMC', sync(true, dossier({ MaHoSo: 'H15.41-261123-0009' })));
    expect(unknown.errors?.[0]?.message).toBe('hồ sơ chưa tồn tại');
  });

  it.each([
    ['MaHoSo', 'H15-1'],
    ['MaTTHC', '2000635'],
    ['TenTTHC', ' '],
    ['ChuHoSo', undefined],
    ['LoaiDoiTuong', '3'],
    ['MaDoiTuong', '10020300012A'],
    ['Email', 'khong-phai'],
    ['SoDienThoai', '123'],
    ['NgayTiepNhan', '2026-11-23'],
    ['NgayTiepNhan', '20261323080000'],
    ['NgayTiepNhan', undefined],
    ['NgayHenTra', '20261122170000'],
    ['TrangThaiHoSo', '11'],
    ['TrangThaiHoSo', 2],
    ['HinhThuc', '7'],
    ['TaiLieuNop', 'x'],
  ])('names the field %s when it is %o and keeps nothing', async (field, value) => {
    const { call } = await open();
    const good = dossier({ MaHoSo: 'H15.41-261123-0002' });
    const reply = await call('DongBoHoSoMC', sync(false, good, dossier({ [field]: value })));
    expect(reply.error_code).toBe(105);
    expect(reply.errors?.map((fault) => [fault.index, fault.field])).toContainEqual([1, field]);
    expect((await call('TraCuuHoSo', { mahoso: 'H15.41-261123-0002' })).error_code).toBe(105);
  });

  it.each([
    ['3', {}, 'GhiChu'],
    ['5', {}, 'DanhSachHoSoBoSung'],
    ['9', {}, 'NgayKetThucXuLy'],
    ['10', { NgayKetThucXuLy: '20261123100000' }, 'NgayTra'],
  ])('demands with state %s what that state means', async (state, more, field) => {
    const { call } = await open();
    const reply = await call('DongBoHoSoMC', sync(false, dossier({ TrangThaiHoSo: state, ...more })));
    expect(reply.errors?.map((fault) => fault.field)).toContain(field);
  });

  it('wants isUpdating as a truth value and data as a filled list', async () => {
    const { call } = await open();
    expect((await call('DongBoHoSoMC', { isUpdating: 'false', data: [dossier()] })).error_code).toBe(105);
    expect((await call('DongBoHoSoMC', { isUpdating: false, data: [] })).error_code).toBe(105);
    expect((await call('DongBoHoSoMC', { isUpdating: false, data: dossier() })).error_code).toBe(105);
  });

  it('follows the ten states and no other way', async () => {
    const { call } = await open();
    await call('DongBoHoSoMC', sync(false, dossier()));
    const step = async (state: string, more = {}) =>
      (await call('DongBoHoSoMC', sync(true, dossier({ TrangThaiHoSo: state, ...more })))).error_code;
    const done = { NgayKetThucXuLy: '20261123100000', NgayTra: '20261123110000' };
    expect(await step('9', done)).toBe(105);
    expect(await step('4')).toBe(0);
    expect(await step('4')).toBe(0);
    expect(await step('9', done)).toBe(0);
    expect(await step('10', done)).toBe(0);
    expect(await step('4')).toBe(105);
    const states = Object.keys(STATES);
    const pairs = states.flatMap((from) => states.map((to) => [from, to] as const));
    expect(pairs.filter(([from, to]) => from !== to && mayFollow(from, to))).toHaveLength(17);
  });

  it('takes progress only for a dossier it knows', async () => {
    const { call } = await open();
    const entry = {
      MaHoSo: 'H15.41-261123-0001',
      NguoiXuLy: 'Trần Thị Thử',
      ThoiDiemXuLy: '20261123090000',
      NoiDungXuLy: 'Thẩm định hồ sơ',
      TrangThai: '4',
    };
    expect((await call('CapNhatTienDoHoSoMC', { data: [entry] })).error_code).toBe(105);
    await call('DongBoHoSoMC', sync(false, dossier()));
    expect((await call('CapNhatTienDoHoSoMC', { data: [entry] })).error_code).toBe(0);
    expect(
      (await call('CapNhatTienDoHoSoMC', { data: [{ ...entry, ThoiDiemXuLy: '' }] })).errors?.[0]?.field,
    ).toBe('ThoiDiemXuLy');
    const shown = await call('TraCuuHoSo', { mahoso: entry.MaHoSo });
    expect(shown.result?.[0]?.TienDo).toMatchObject([{ NoiDungXuLy: 'Thẩm định hồ sơ' }]);
  });
});

describe('filing at the portal', () => {
  it('arrives at our intake, signed, with answers and a document that can be fetched', async () => {
    const { file, received, portal, call } = await open();
    const answer = await file();
    expect(answer.status).toBe(303);
    await expect.poll(() => received.length).toBe(1);
    const { valid, body } = received[0] ?? {};
    expect(valid).toBe(true);
    expect(body).toMatchObject({
      MaTTHC: '2.000635',
      MaDoiTuong: APPLICANT.number,
      MaDonViTiepNhan: '24133',
      ToKhai: { loai: 'khai_sinh', soBan: '2' },
    });
    expect(isGatewayTime(String(body?.NgayNop))).toBe(true);
    const [document] = (body?.TaiLieuNop ?? []) as { DuongDanTaiTepTin: string }[];
    const fetched = await fetch(document?.DuongDanTaiTepTin ?? '');
    expect((await fetched.text()).startsWith('%PDF-1.4')).toBe(true);
    await expect
      .poll(async () => (await fetch(portal.url + (answer.headers.get('location') ?? ''))).text())
      .toContain('Tỉnh đã nhận');
    const code = String(body?.MaHoSo);
    expect(code).toMatch(/^G22\.99\.08-\d{6}-\d{6}$/);
    const received2 = dossier({ MaHoSo: code });
    expect((await call('DongBoHoSoMC', sync(true, received2))).error_code).toBe(0);
    expect(await (await fetch(portal.url)).text()).toContain('2. Được tiếp nhận');
  });

  it('repeats while the province is down and stops at a refusal of the content', async () => {
    const first = await open({}, [503, 503, 201]);
    await first.file();
    await expect.poll(() => first.received.length).toBe(3);
    expect(new Set(first.received.map(({ body }) => body.MaHoSo)).size).toBe(1);
    const second = await open({}, [422]);
    const answer = await second.file();
    await expect
      .poll(async () => (await fetch(second.portal.url + (answer.headers.get('location') ?? ''))).text())
      .toContain('Tỉnh không nhận (422)');
    expect(second.received).toHaveLength(1);
  });

  it('refuses an unknown person, procedure or unit', async () => {
    const { file, received } = await open();
    expect(await (await file({ number: '100203000999' })).text()).toContain('Không tìm thấy người nộp');
    expect(await (await file({ procedure: 'x' })).text()).toContain('Hãy chọn thủ tục');
    expect(await (await file({ unit: 'x' })).text()).toContain('Hãy chọn thủ tục');
    expect(received).toHaveLength(0);
  });

  it('hands over twice, or with a bad signature first, when hostile', async () => {
    const { file, received, portal } = await open();
    const order = (next: string[]) =>
      fetch(`${portal.url}/__control`, {
        method: 'POST',
        headers: { authorization: 'Bearer t' },
        body: JSON.stringify({ next }),
      });
    await order(['duplicated']);
    await file();
    await expect.poll(() => received.map(({ valid }) => valid)).toEqual([true, true]);
    await order(['wrong']);
    await file();
    await expect.poll(() => received.slice(2).map(({ valid }) => valid)).toEqual([false, true]);
  });

  it('says in its own way that it is broken', async () => {
    const { portal, call } = await open();
    portal.hostile.enqueue(['wrong', 'dropped', 'duplicated']);
    expect((await call('LayDanhSachTTHC')).error_code).toBe(-1);
    await expect(call('DongBoHoSoMC', sync(false, dossier()))).rejects.toThrow();
    // Taken although the answer was lost: the sender who repeats hears that it is already there.
    expect((await call('DongBoHoSoMC', sync(false, dossier()))).errors?.[0]?.message).toBe(
      'hồ sơ đã tồn tại',
    );
  });
});

describe('times and files', () => {
  it('reads yyyyMMddHHmmss strictly', () => {
    expect(isGatewayTime('20280229235959')).toBe(true);
    for (const wrong of [
      '20270229000000',
      '20261123240000',
      '20261123006000',
      '202611230000',
      '2026112300000x',
      '',
    ]) {
      expect(isGatewayTime(wrong)).toBe(false);
    }
    expect(gatewayTime(new Date('2026-11-23T17:05:09Z'))).toBe('20261124000509');
  });

  it('makes a PDF whose table of objects points at the objects', () => {
    const file = samplePdf('To khai (thu)').toString('latin1');
    const start = Number(/startxref\n(\d+)/.exec(file)?.[1]);
    expect(file.slice(start, start + 4)).toBe('xref');
    const offsets = [...file.matchAll(/^(\d{10}) 00000 n /gm)].map(([, offset]) => Number(offset));
    expect(offsets.map((offset, index) => file.startsWith(`${index + 1} 0 obj`, offset))).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
  });
});
