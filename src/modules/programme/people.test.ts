import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openScene, type Scene } from './scene.fixture.ts';
import { changeSite, listAllSites, registerSite } from './sites.ts';
import { endMember, enterMember, enterTeam, listAllTeams, memberContact } from './teams.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.house.close());
const lead = () => scene.lead('dept-health');

describe('sites', () => {
  const site = (change: object = {}) => ({
    model: 6,
    kind: 'Trạm y tế',
    name: 'Trạm Y tế mẫu',
    placeCode: '24163',
    address: '',
    agencyId: scene.agency('dept-health'),
    reader_qr: 1,
    reader_chip: 2,
    handheld: 0,
    kiosk: 0,
    camera: 0,
    pos: 0,
    installed: 1,
    surveyedOn: '2026-11-20',
    note: '',
    ...change,
  });
  test('registered once, summed against the plan’s devices, two corrections conflict', async () => {
    const id = await scene.act(lead(), (ctx) => registerSite(ctx, site()));
    await expect(scene.act(lead(), (ctx) => registerSite(ctx, site()))).rejects.toMatchObject({
      code: 'programme.site_exists',
    });
    await expect(
      scene.act(lead(), (ctx) => registerSite(ctx, site({ name: 'B', installed: 9 }))),
    ).rejects.toMatchObject({ code: 'programme.site_installed_too_many' });
    await expect(
      scene.act(lead(), (ctx) => registerSite(ctx, site({ placeCode: '99999' }))),
    ).rejects.toMatchObject({ code: 'programme.place_unknown' });
    await scene.act(lead(), (ctx) => changeSite(ctx, { id, version: 1, fields: site({ reader_chip: 4 }) }));
    await expect(
      scene.act(lead(), (ctx) => changeSite(ctx, { id, version: 1, fields: site() })),
    ).rejects.toMatchObject({ code: 'programme.version_conflict' });
    const list = await scene.act(scene.leader, (ctx) =>
      listAllSites(ctx, { limit: 50, search: 'tram y te mau' }),
    );
    expect(list.items).toHaveLength(1);
    expect(list.totals[0]).toMatchObject({
      model: 6,
      sites: 1,
      needed: { reader_qr: 1, reader_chip: 4 },
      planned: ['reader_qr', 'reader_chip'],
    });
  });

  test('a commune renamed in mid-year keeps its row, its name of the time, and says what it is now', async () => {
    await scene.act(lead(), (ctx) => registerSite(ctx, site({ name: 'Trạm cũ', placeCode: '24277' })));
    const before = await scene.act(scene.leader, (ctx) =>
      listAllSites(ctx, { limit: 50, search: 'tram cu' }),
    );
    expect(before.items[0]).toMatchObject({ placeNow: null });
    const copy = JSON.stringify({ name: 'Ea Tul Mới', valid_from: '2026-11-01', valid_to: null });
    await scene.house.admin.query(
      `insert into place.unit select (jsonb_populate_record(u, $1::jsonb)).* from place.unit u where code = '24277' and valid_to is null`,
      [copy],
    );
    await scene.house.admin.query(
      `update place.unit set valid_to = '2026-11-01' where code = '24277' and name <> 'Ea Tul Mới' and valid_to is null`,
    );
    const list = await scene.act(scene.leader, (ctx) =>
      listAllSites(ctx, { limit: 50, place: '24277', search: 'tram cu' }),
    );
    expect(list.items[0]).toMatchObject({ placeName: before.items[0]?.placeName, placeNow: 'Xã Ea Tul Mới' });
  });
});

describe('working groups', () => {
  const team = () =>
    scene.act(scene.secretary, (ctx) =>
      enterTeam(ctx, {
        level: 'commune',
        name: 'Tổ công tác',
        placeCode: '24163',
        decision: '06/QĐ',
        validFrom: '2025-07-01',
        validTo: null,
      }),
    );
  test('entered at run time; terms ending soon are counted; contact only for the entitled', async () => {
    const id = await team();
    const member = await scene.act(scene.secretary, (ctx) =>
      enterMember(ctx, id, {
        fullName: 'Y Thử Ayun',
        position: 'Chủ tịch',
        role: 'head',
        validFrom: '2025-07-01',
        validTo: '2026-12-20',
        phone: '0900000111',
        email: null,
      }),
    );
    const list = await scene.act(scene.leader, (ctx) =>
      listAllTeams(ctx, { limit: 20, search: 'y thu ayun' }),
    );
    expect(list).toMatchObject({ endingSoon: 1, canManage: false, canSeeContact: false });
    expect(list.items[0]?.members[0]).toMatchObject({ fullName: 'Y Thử Ayun', isRunning: true });
    expect(
      (await scene.act(scene.leader, (ctx) => listAllTeams(ctx, { limit: 20, ending: 10 }))).items,
    ).toEqual([]);
    expect(await scene.act(scene.secretary, (ctx) => memberContact(ctx, member))).toMatchObject({
      phone: '0900000111',
    });
    await expect(scene.act(scene.leader, (ctx) => memberContact(ctx, member))).rejects.toMatchObject({
      code: 'access.forbidden',
    });
    const hidden = await scene.act(scene.leader, (ctx) =>
      ctx.db.selectFrom('programme.member_contact').selectAll().execute(),
    );
    expect(hidden).toEqual([]);
    await scene.act(scene.secretary, (ctx) =>
      endMember(ctx, { id: member, on: '2026-11-23', reason: 'Chuyển công tác' }),
    );
    await expect(
      scene.act(scene.secretary, (ctx) => endMember(ctx, { id: member, on: '2026-11-23', reason: 'x' })),
    ).rejects.toMatchObject({ code: 'programme.member_ended' });
    await expect(
      scene.act(scene.leader, (ctx) =>
        enterTeam(ctx, {
          level: 'commune',
          name: 'x',
          placeCode: '24163',
          decision: 'x',
          validFrom: '2025-07-01',
          validTo: null,
        }),
      ),
    ).rejects.toMatchObject({ code: 'access.forbidden' });
  });
});
