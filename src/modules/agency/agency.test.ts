import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AgencyRow } from '#lib/catalog';
import { placeProjectors } from '#modules/place';
import { importSheets, publishRow, readCatalogFolder, rebuild } from '#platform/catalog';
import { createServer } from '#platform/http';
import { type Ctx, type Principal, anonymous, system } from '#platform/runtime';
import { type TestHouse, citizen, officer, openHouse } from '../../../test/support/house.ts';
import {
  addStaff,
  agencyIdsByKey,
  agencyNames,
  agencyProjectors,
  endTerm,
  findAgencyByCode,
  findAgencyByKey,
  findServingAgency,
  findSuccessors,
  grantTerm,
  listStaffAt,
  mayActFor,
  officeTerms,
  staffNames,
  termsOn,
} from './index.ts';

const sheets = readCatalogFolder(resolve(import.meta.dirname, '../../../catalog'));
const projectors = [...placeProjectors, ...agencyProjectors];
let house: TestHouse;
let ids: Map<string, string>;
let actor: Principal = anonymous;
let server: Awaited<ReturnType<typeof createServer>>;

const act = <T>(principal: Principal, run: (ctx: Ctx) => Promise<T>): Promise<T> =>
  house.runner.act({ action: 'test.agency', principal }, run);
const idOf = (key: string): string => {
  const id = ids.get(key);
  if (id === undefined) throw new Error(key);
  return id;
};
const call = async (method: 'GET' | 'POST', url: string, payload?: object) => {
  const answer = await server.inject({
    method,
    url: `/api/v1${url}`,
    headers: {
      'idempotency-key': `${method}${url}${JSON.stringify(payload ?? {})}${house.clock.now().getTime()}`,
    },
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() };
};

beforeAll(async () => {
  house = await openHouse({
    rooms: ['agency'],
    ports: { memory: new Map() },
  });
  await act(system, (ctx) => importSheets(ctx, sheets, projectors));
  ids = await act(system, agencyIdsByKey);
  server = await createServer({
    runner: house.runner,
    rooms: house.rooms,
    authenticate: () => Promise.resolve(actor),
    origins: [],
  });
});
afterAll(async () => {
  await server.close();
  await house.close();
});

describe('agencies', () => {
  test('of the plan are found as they are today, by field where they were divided', async () => {
    const today = async (key: string, field?: string): Promise<string[]> =>
      (await act(anonymous, (ctx) => findSuccessors(ctx, key, { field }))).map((found) => found.key);
    expect(await today('dept-information-communications', 'chuyển đổi số')).toEqual([
      'dept-science-technology',
    ]);
    expect(await today('dept-information-communications', 'báo chí')).toEqual(['dept-culture-tourism']);
    expect(await today('dept-labour')).toEqual([
      'dept-agriculture-environment',
      'dept-education',
      'dept-health',
      'dept-home-affairs',
      'province-police',
    ]);
    expect(await today('dept-labour', 'việc làm')).toEqual(['dept-home-affairs']);
    expect(await today('dept-justice')).toEqual(['dept-justice']);
    expect(await today('dept-justice', 'lý lịch tư pháp')).toEqual(['province-police']);
    expect(await today('province-committee-phu-yen')).toEqual(['province-committee']);
    await expect(act(anonymous, (ctx) => findSuccessors(ctx, 'moon'))).rejects.toMatchObject({
      code: 'agency.not_found',
    });
    const before = await act(anonymous, (ctx) => findSuccessors(ctx, 'dept-labour', { day: '2024-01-01' }));
    expect(before.map((found) => found.key)).toEqual(['dept-labour']);
  });

  test('of the former districts lead to the communes in their territory', async () => {
    const today = async (key: string): Promise<string[]> =>
      (await act(anonymous, (ctx) => findSuccessors(ctx, key))).map((found) => found.key);
    expect(await today('district-committee-656')).toEqual(
      ['24580', '24595', '24598', '24604', '24607'].map((code) => `committee-${code}`),
    );
    expect(await today('district-police-656')).toEqual(['province-police']);
    expect(await today('district-police-564')).toEqual(['province-police']);
    const before = await act(anonymous, (ctx) =>
      findServingAgency(ctx, { kind: 'district-committee', place: '24580', day: '2024-01-01' }),
    );
    expect(before).toMatchObject({ key: 'district-committee-656', place: '656' });
  });

  test('serve a commune: its centre, its police, and the province’s where the commune has none', async () => {
    const serving = (kind: AgencyRow['kind'], place: string, day?: string) =>
      act(anonymous, (ctx) => findServingAgency(ctx, { kind, place, day }));
    expect(await serving('commune-centre', '24305')).toMatchObject({
      key: 'centre-24305',
      dossierPrefix: expect.stringMatching(/^H15\.\d{3}$/) as string,
      place: '24305',
    });
    expect(await serving('commune-police', '24305')).toMatchObject({
      key: 'police-24305',
      name: 'Công an phường Buôn Hồ',
    });
    expect(await serving('province-centre', '22015')).toMatchObject({
      key: 'province-centre',
      dossierPrefix: 'H15.01',
      place: '66',
    });
    expect(await serving('commune-centre', '24305', '2024-01-01')).toBeUndefined();
    expect(await serving('commune-centre', '99999')).toBeUndefined();
    expect(await serving('province-police', '22015', '2024-01-01')).toMatchObject({
      key: 'province-police-phu-yen',
    });
  });

  test('are found by the code other systems know them by', async () => {
    const named = async (code: string, day?: string): Promise<string | undefined> =>
      (await act(anonymous, (ctx) => findAgencyByCode(ctx, code, day)))?.key;
    expect(await named('H15')).toBe('province-committee');
    expect(await named('H45')).toBeUndefined();
    expect(await named('H45', '2025-06-30')).toBe('province-committee-phu-yen');
    expect(await named('H15.07')).toBe('dept-science-technology');
    expect(await named('H15.07', '2024-01-01')).toBe('dept-science-technology-2023');
    expect(await named('H15.101')).toBe('centre-22015');
    expect(await named('H15.101.01')).toBe('centre-22015');
    expect(await named('G01.66')).toBe('province-police');
    expect(await named('H15.01')).toBe('province-centre');
    expect(await named('H15.01.01')).toBe('province-centre');
    expect(await named('H99')).toBeUndefined();
  });

  test('keep their id when a code is corrected, and when the tables are rebuilt', async () => {
    const row = sheets
      .flatMap((sheet) => (sheet.sheet === 'agency' ? (sheet.rows as AgencyRow[]) : []))
      .find((item) => item.key === 'committee-24305');
    if (row === undefined) throw new Error('row');
    await act(system, (ctx) =>
      publishRow(
        ctx,
        { kind: 'agency', sheetId: 'agencies/communes', row: { ...row, code: 'H15.41', provisional: false } },
        projectors,
      ),
    );
    expect(await act(anonymous, (ctx) => findAgencyByKey(ctx, 'committee-24305'))).toMatchObject({
      id: idOf('committee-24305'),
      code: 'H15.41',
      provisional: false,
    });
    await act(system, (ctx) => rebuild(ctx, projectors));
    expect(await act(system, agencyIdsByKey)).toEqual(ids);
    expect(
      await act(anonymous, (ctx) => agencyNames(ctx, [idOf('centre-24305'), idOf('centre-24305')])),
    ).toEqual(new Map([[idOf('centre-24305'), 'Trung tâm Phục vụ hành chính công phường Buôn Hồ']]));
    expect(await act(anonymous, (ctx) => agencyNames(ctx, []))).toEqual(new Map());
  });

  test('are public over HTTP', async () => {
    actor = anonymous;
    const found = await call('GET', '/agencies?search=so%20khoa%20hoc');
    expect(found.body['items']).toMatchObject([
      { key: 'dept-science-technology', validFrom: '2025-03-01', code: 'H15.07' },
    ]);
    expect((await call('GET', '/agencies?search=so%20khoa%20hoc&former=true')).body['items']).toHaveLength(2);
    expect((await call('GET', '/agencies?kind=commune-centre')).body['items']).toHaveLength(102);
    expect((await call('GET', '/agencies?kind=commune-police&place=24305')).body['items']).toMatchObject([
      { key: 'police-24305' },
    ]);
    expect((await call('GET', `/agencies/${idOf('dept-labour')}`)).body).toMatchObject({
      agency: { validFrom: null, validTo: '2025-03-01' },
      parent: { key: 'province-committee' },
      predecessors: [],
      today: [{}, {}, {}, {}, {}],
    });
    expect((await call('GET', `/agencies/${idOf('dept-finance')}`)).body['predecessors']).toHaveLength(2);
    expect((await call('GET', '/agencies/019ab000-0000-7000-8000-000000000000')).status).toBe(404);
    expect((await call('GET', '/agencies?place=abc')).status).toBe(422);
  });
});

test('figures read the published views', async () => {
  const { sql } = await import('kysely');
  const rows = await act(anonymous, async (ctx) => {
    const units = await sql<{
      n: number;
    }>`select count(*)::int as n from place_pub.unit where valid_to is null and level = 'commune'`.execute(
      ctx.db,
    );
    const agencies = await sql<{
      n: number;
    }>`select count(*)::int as n from agency_pub.agency where kind = 'commune-centre'`.execute(ctx.db);
    const changes = await sql<{
      n: number;
    }>`select count(*)::int as n from place_pub.change where kind = 'partial' and on_day = '2025-07-01'`.execute(
      ctx.db,
    );
    return [units, agencies, changes].map((result) => result.rows[0]?.n);
  });
  expect(rows).toEqual([102, 102, 16]);
});

describe('staff and terms of office', () => {
  const personId = '019ab000-0000-7000-8000-0000000000c1';
  const administrator = officer('019ab000-0000-7000-8000-0000000000a1', {
    role: 'administrator',
    agencyId: '019ab000-0000-7000-8000-0000000000b1',
  });
  let local: Principal;
  let member: string;
  const grant = (over: object = {}) => ({
    staffId: member,
    agencyId: idOf('centre-24305'),
    role: 'one-stop-officer',
    title: 'Chuyên viên tiếp nhận',
    validFrom: '2026-11-23',
    ...over,
  });

  beforeAll(async () => {
    local = officer('019ab000-0000-7000-8000-0000000000a2', {
      role: 'staff-administrator',
      agencyId: idOf('centre-24305'),
    });
    member = await act(administrator, (ctx) => addStaff(ctx, { name: 'H’Thử Niê', personId }));
  });

  test('a person is entered once; only who administers staff may enter', async () => {
    await expect(
      act(administrator, (ctx) => addStaff(ctx, { name: 'Khác', personId })),
    ).rejects.toMatchObject({ code: 'agency.person_is_staff' });
    await expect(
      act(
        officer('019ab000-0000-7000-8000-0000000000a3', { role: 'clerk', agencyId: idOf('centre-24305') }),
        (ctx) => addStaff(ctx, { name: 'x' }),
      ),
    ).rejects.toMatchObject({ status: 403 });
    await expect(act(citizen(personId), (ctx) => addStaff(ctx, { name: 'x' }))).rejects.toMatchObject({
      status: 403,
    });
  });

  test('a role is given at an agency from a day on, and counts from that day', async () => {
    const id = await act(local, (ctx) =>
      grantTerm(ctx, grant({ validFrom: '2026-12-01', decision: '12/QĐ-UBND' })),
    );
    expect(await act(system, (ctx) => officeTerms.termsOf(ctx, member))).toEqual([]);
    const onDay = await act(system, (ctx) => termsOn(ctx, member, '2026-12-01'));
    expect(onDay).toEqual([{ role: 'one-stop-officer', agencyId: idOf('centre-24305'), places: ['24305'] }]);
    expect(
      await act(system, (ctx) =>
        mayActFor(ctx, { staffId: member, agencyId: idOf('centre-24305'), day: '2026-11-30' }),
      ),
    ).toBe(false);
    expect(
      await act(system, (ctx) =>
        mayActFor(ctx, { staffId: member, agencyId: idOf('centre-24305'), day: '2026-12-01' }),
      ),
    ).toBe(true);
    expect(
      await act(system, (ctx) =>
        mayActFor(ctx, {
          staffId: member,
          agencyId: idOf('centre-24305'),
          role: 'leader',
          day: '2026-12-01',
        }),
      ),
    ).toBe(false);
    const holders = await act(local, (ctx) =>
      listStaffAt(ctx, { agencyId: idOf('centre-24305'), role: 'one-stop-officer', day: '2027-01-01' }),
    );
    expect(holders).toEqual([
      { id: member, name: 'H’Thử Niê', title: 'Chuyên viên tiếp nhận', role: 'one-stop-officer' },
    ]);
    const { rows } = await house.admin.query(
      `select type, data ->> 'termId' as term from events.event where stream_id = $1 order by type`,
      [member],
    );
    expect(rows).toEqual([
      { type: 'agency.staff_added', term: null },
      { type: 'agency.term_granted', term: id },
    ]);
  });

  test('the same role cannot be held twice at a time, however quickly it is asked for', async () => {
    await expect(
      act(local, (ctx) => grantTerm(ctx, grant({ validFrom: '2027-01-01' }))),
    ).rejects.toMatchObject({ code: 'agency.term_overlaps' });
    const twice = await Promise.allSettled(
      [1, 2].map(() => act(local, (ctx) => grantTerm(ctx, grant({ role: 'clerk', title: 'Văn thư' })))),
    );
    expect(twice.map((outcome) => outcome.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('a role lasts no longer than the agency, and its end is known to a term without end', async () => {
    const at = (key: string, validFrom: string, validTo: string | null = null) =>
      act(administrator, (ctx) =>
        grantTerm(ctx, grant({ agencyId: idOf(key), validFrom, validTo, role: 'leader', title: 'Giám đốc' })),
      );
    await expect(at('dept-labour', '2025-03-01')).rejects.toMatchObject({
      code: 'agency.agency_not_in_force',
    });
    await expect(at('dept-labour', '2024-01-01', '2025-03-02')).rejects.toMatchObject({
      code: 'agency.agency_not_in_force',
    });
    await expect(at('centre-24305', '2025-06-30')).rejects.toMatchObject({
      code: 'agency.agency_not_in_force',
    });
    await expect(at('centre-24305', '2026-01-01', '2026-01-01')).rejects.toMatchObject({
      code: 'agency.agency_not_in_force',
    });
    await at('dept-labour', '2024-01-01');
    expect(await act(system, (ctx) => termsOn(ctx, member, '2025-02-28'))).toHaveLength(1);
    expect(await act(system, (ctx) => termsOn(ctx, member, '2025-03-01'))).toEqual([]);
  });

  test('an agency of the province reaches every commune of its time', async () => {
    const id = await act(administrator, (ctx) => addStaff(ctx, { name: 'Y Mẫu Êban' }));
    await act(administrator, (ctx) =>
      grantTerm(ctx, {
        staffId: id,
        agencyId: idOf('dept-justice'),
        role: 'specialist',
        title: 'Chuyên viên',
        validFrom: '2023-01-01',
      }),
    );
    const [now] = await act(system, (ctx) => officeTerms.termsOf(ctx, id));
    expect(now?.places).toHaveLength(103);
    expect(now?.places).toContain('22015');
    const [then] = await act(system, (ctx) => termsOn(ctx, id, '2023-06-01'));
    expect(then?.places).toHaveLength(185);
    expect(then?.places).not.toContain('22015');
  });

  test('administrators of one agency give no role at another, nor end one there, also behind the use case', async () => {
    await expect(
      act(local, (ctx) => grantTerm(ctx, grant({ agencyId: idOf('centre-24133') }))),
    ).rejects.toMatchObject({ status: 404, code: 'agency.outside_jurisdiction' });
    const elsewhere = await act(administrator, (ctx) =>
      grantTerm(ctx, grant({ agencyId: idOf('centre-24133') })),
    );
    await expect(
      act(local, (ctx) => endTerm(ctx, elsewhere, { on: '2026-12-31', reason: 'x' })),
    ).rejects.toMatchObject({ code: 'agency.outside_jurisdiction' });
    const behind = act(local, (ctx) =>
      ctx.db
        .updateTable('agency.term')
        .set({ valid_to: '2026-11-24' })
        .where('id', '=', elsewhere)
        .executeTakeFirst(),
    );
    expect((await behind).numUpdatedRows).toBe(0n);
    const deleted = act(administrator, (ctx) => ctx.db.deleteFrom('agency.term').execute());
    await expect(deleted).rejects.toThrow(/permission denied/);
    await expect(
      act(officer(member, { role: 'one-stop-officer', agencyId: idOf('centre-24305') }), (ctx) =>
        grantTerm(ctx, grant({ role: 'leader' })),
      ),
    ).rejects.toMatchObject({ status: 403 });
  });

  test('a citizen and a passer-by see no staff', async () => {
    for (const principal of [citizen(personId), anonymous]) {
      expect(await act(principal, (ctx) => ctx.db.selectFrom('agency.staff').selectAll().execute())).toEqual(
        [],
      );
      expect(await act(principal, (ctx) => ctx.db.selectFrom('agency.term').selectAll().execute())).toEqual(
        [],
      );
    }
  });

  test('a term ends today at the earliest, once, and what came before stays', async () => {
    const id = await act(administrator, (ctx) => addStaff(ctx, { name: 'Nguyễn Thử' }));
    const termId = await act(local, (ctx) => grantTerm(ctx, grant({ staffId: id, validFrom: '2026-01-01' })));
    const end = (on: string) => act(local, (ctx) => endTerm(ctx, termId, { on, reason: 'Chuyển công tác' }));
    await expect(end('2026-11-22')).rejects.toMatchObject({ code: 'agency.end_in_past' });
    await end('2026-11-23');
    await expect(end('2026-11-24')).rejects.toMatchObject({ code: 'agency.term_ended' });
    expect(await act(system, (ctx) => officeTerms.termsOf(ctx, id))).toEqual([]);
    expect(
      await act(system, (ctx) =>
        mayActFor(ctx, { staffId: id, agencyId: idOf('centre-24305'), day: '2026-11-22' }),
      ),
    ).toBe(true);
    await act(local, (ctx) => grantTerm(ctx, grant({ staffId: id })));
    expect(await act(system, (ctx) => officeTerms.termsOf(ctx, id))).toHaveLength(1);
    await expect(
      act(local, (ctx) =>
        endTerm(ctx, '019ab000-0000-7000-8000-000000000000', { on: '2026-12-01', reason: 'x' }),
      ),
    ).rejects.toMatchObject({ code: 'agency.term_not_found' });
    const future = await act(local, (ctx) =>
      grantTerm(ctx, grant({ staffId: id, role: 'leader', title: 'x', validFrom: '2027-01-01' })),
    );
    await expect(
      act(local, (ctx) => endTerm(ctx, future, { on: '2026-12-01', reason: 'x' })),
    ).rejects.toMatchObject({ code: 'agency.end_in_past' });
    await act(local, (ctx) => endTerm(ctx, future, { on: '2027-01-01', reason: 'Không nhận việc' }));
    expect(await act(system, (ctx) => termsOn(ctx, id, '2027-01-01'))).toHaveLength(1);
  });

  test('over HTTP: enter, give, list, end', async () => {
    actor = administrator;
    const added = await call('POST', '/staff', { name: 'Trần Thị Mẫu', email: 'mau@example.vn' });
    expect(added.status).toBe(201);
    const id = String(added.body['id']);
    const granted = await call('POST', `/staff/${id}/terms`, {
      agencyId: idOf('centre-24133'),
      role: 'leader',
      title: 'Giám đốc',
      validFrom: '2026-11-01',
    });
    expect(granted.status).toBe(201);
    const listed = await call('GET', `/staff?agency=${idOf('centre-24133')}&role=leader`);
    expect(listed.body['items']).toMatchObject([
      { id, name: 'Trần Thị Mẫu', terms: [{ role: 'leader', agency: { key: 'centre-24133' } }] },
    ]);
    expect((await call('GET', '/staff?search=tran%20thi%20mau')).body['items']).toHaveLength(1);
    expect((await call('GET', '/staff?search=%25')).body['items']).toEqual([]);
    const ended = await call('POST', `/terms/${String(granted.body['id'])}/ending`, {
      on: '2026-12-31',
      reason: 'Nghỉ hưu',
    });
    expect(ended.body).toMatchObject({ validTo: '2026-12-31' });
    expect((await call('POST', '/staff', { name: ' ' })).status).toBe(422);
    expect((await call('POST', `/staff/${id}/terms`, { agencyId: 'x' })).status).toBe(422);
    actor = anonymous;
    expect((await call('GET', '/staff')).status).toBe(401);
    expect(await act(system, (ctx) => staffNames(ctx, [id]))).toEqual(new Map([[id, 'Trần Thị Mẫu']]));
  });
});
