import { parseArgs } from 'node:util';
import { addStaff, agencyIdsByKey, grantTerm } from '#modules/agency';
import { type IssuedTicket, createStaffAccount, issueTicket } from '#platform/identity';
import { type Ctx, legalDay, system } from '#platform/runtime';
import { withHouse } from './operator-commands.ts';
import { seedCatalogue } from './seed.ts';
import { UserError } from './user-error.ts';

/** `./serepok catalogue`: everything in catalog/, and nothing of the demonstration. */
export async function catalogueCommand(): Promise<number> {
  await withHouse(({ house }) => seedCatalogue(house));
  console.log('Đã nạp danh mục. / The catalogue is loaded.');
  return 0;
}

export interface NewOfficer {
  readonly login: string;
  readonly name: string;
  /** Key of the agency in catalog/agencies. */
  readonly agency: string;
  readonly role: string;
  readonly title: string;
}

const loginName = /^[a-z0-9][a-z0-9.-]{2,60}$/;
const roleName = /^[a-z][a-z-]{2,40}$/;

/** An officer with one term of office from today, and a ticket to set up the means of sign-in. @throws UserError */
export async function addOfficer(ctx: Ctx, officer: NewOfficer): Promise<IssuedTicket> {
  if (!loginName.test(officer.login) || !roleName.test(officer.role) || officer.name.trim() === '')
    throw usage();
  const taken = await ctx.db
    .selectFrom('identity.staff_account')
    .select('id')
    .where('login_name', '=', officer.login)
    .executeTakeFirst();
  if (taken)
    throw new UserError(
      { vi: `Tên đăng nhập ${officer.login} đã có.`, en: `the login name ${officer.login} is taken` },
      2,
    );
  const agencyId = (await agencyIdsByKey(ctx)).get(officer.agency);
  if (!agencyId)
    throw new UserError(
      {
        vi: `Không có cơ quan ${officer.agency}; xem các khoá trong catalog/agencies và chạy ./serepok catalogue trước.`,
        en: `there is no agency ${officer.agency}; see the keys in catalog/agencies and run ./serepok catalogue first`,
      },
      2,
    );
  const staffId = await addStaff(ctx, { name: officer.name.trim().normalize('NFC') });
  await grantTerm(ctx, {
    staffId,
    agencyId,
    role: officer.role,
    title: officer.title,
    validFrom: legalDay(ctx.clock.now()),
  });
  await createStaffAccount(ctx, {
    id: staffId,
    personId: null,
    loginName: officer.login,
    displayName: officer.name.trim().normalize('NFC'),
    isVneidAllowed: false,
  });
  return issueTicket(ctx, staffId);
}

function usage(): UserError {
  return new UserError(
    {
      vi: 'Cách dùng: ./serepok officer TÊN_ĐĂNG_NHẬP "HỌ VÀ TÊN" --agency KHOÁ_CƠ_QUAN --role VAI_TRÒ [--title "CHỨC DANH"]',
      en: 'usage: ./serepok officer LOGIN "NAME" --agency KEY --role ROLE [--title "TITLE"]',
    },
    2,
  );
}

function readOfficer(args: readonly string[]): NewOfficer {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { agency: text, role: text, title: text },
    allowPositionals: true,
  });
  const [login, name, ...rest] = positionals;
  if (!login || !name || rest.length > 0 || !values.agency || !values.role) throw usage();
  return { login, name, agency: values.agency, role: values.role, title: values.title ?? '' };
}

/** `./serepok officer LOGIN NAME --agency KEY --role ROLE`: for the first administrator, and whoever follows. */
export async function officerCommand(args: readonly string[]): Promise<number> {
  const officer = readOfficer(args);
  const { ticket, address } = await withHouse(async ({ house, config }) => ({
    ticket: await house.runner.act({ action: 'setup.add-officer', principal: system }, (ctx) =>
      addOfficer(ctx, officer),
    ),
    address: config.publicUrl,
  }));
  console.log(`${address}/can-bo/thiet-lap#phieu=${ticket.ticket}`);
  console.log(
    `Chỉ đưa cho chính người đó; dùng một lần, hết hạn / for that person only, once, until ${ticket.expiresAt.toISOString()}`,
  );
  return 0;
}
