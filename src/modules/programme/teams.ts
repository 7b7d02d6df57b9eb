import type { z } from 'zod';
import { errors as accessErrors } from '#platform/access';
import { foldForSearch } from '#lib/vietnamese';
import type { Ctx } from '#platform/runtime';
import type { addMember, addTeam, listTeams } from './contract-people.ts';
import { errors } from './errors.ts';
import { demand, demandOfficer, isSecretary, may } from './may.ts';
import { today } from './present.ts';
import { record } from './record.ts';
import { addDays } from './rules.ts';
import { codesOf, namesNow, placeOn } from './sites.ts';
import {
  closeMember,
  findContact,
  insertMember,
  insertTeam,
  type MemberRow,
  readMembers,
  readTeams,
} from './store-people.ts';

type TeamFields = z.output<NonNullable<typeof addTeam.body>>;
type MemberFields = z.output<NonNullable<typeof addMember.body>>;

const soonDays = 60;

/** @throws programme.place_unknown, end_before_begin */
export async function enterTeam(
  ctx: Ctx,
  fields: TeamFields,
  options: { isDemonstration?: boolean } = {},
): Promise<string> {
  demand(ctx, 'team.add');
  if (fields.validTo !== null && fields.validTo <= fields.validFrom) throw errors.error('end_before_begin');
  const placeName = await placeOn(ctx, fields.placeCode, today(ctx));
  const id = await insertTeam(ctx, {
    level: fields.level,
    name: fields.name,
    place_code: fields.placeCode,
    place_name: placeName,
    agency_id: null,
    decision: fields.decision,
    valid_from: fields.validFrom,
    valid_to: fields.validTo,
    is_demonstration: options.isDemonstration ?? false,
    search_text: foldForSearch(`${fields.name} ${placeName}`),
  });
  await record(ctx, { type: 'programme.team_added', streamId: id, after: { name: fields.name } });
  return id;
}

/** @throws programme.end_before_begin, not_found */
export async function enterMember(ctx: Ctx, teamId: string, fields: MemberFields): Promise<string> {
  demand(ctx, 'member.add');
  const [team] = await readTeams(ctx, { ids: [teamId], limit: 1 });
  if (team === undefined) throw errors.error('not_found');
  if (fields.validTo !== null && fields.validTo <= fields.validFrom) throw errors.error('end_before_begin');
  const id = await insertMember(
    ctx,
    {
      team_id: teamId,
      full_name: fields.fullName,
      position: fields.position,
      role: fields.role,
      valid_from: fields.validFrom,
      valid_to: fields.validTo,
      search_text: foldForSearch(`${fields.fullName} ${fields.position}`),
    },
    { phone: fields.phone, email: fields.email },
  );
  await record(ctx, {
    type: 'programme.member_added',
    streamId: id,
    after: { team: team.name, role: fields.role },
  });
  return id;
}

/** @throws programme.member_ended, end_before_begin */
export async function endMember(ctx: Ctx, input: { id: string; on: string; reason: string }): Promise<void> {
  demand(ctx, 'member.change');
  const [row] = await readMembers(ctx, { id: input.id });
  if (row === undefined) throw errors.error('not_found');
  if (row.end_reason !== null) throw errors.error('member_ended');
  if (input.on < row.valid_from) throw errors.error('end_before_begin');
  await closeMember(ctx, input);
  await record(ctx, {
    type: 'programme.member_ended',
    streamId: input.id,
    after: { on: input.on, reason: input.reason },
  });
}

/** @throws access.forbidden to who is not entitled, also where no contact is entered */
export async function memberContact(
  ctx: Ctx,
  id: string,
): Promise<{ phone: string | null; email: string | null }> {
  if (!may(ctx, 'contact.read')) throw accessErrors.error('forbidden');
  return (await findContact(ctx, id)) ?? { phone: null, email: null };
}

export interface TeamQuestion {
  readonly search?: string | undefined;
  readonly level?: string | undefined;
  readonly place?: string | undefined;
  readonly ending?: number | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

const isRunning = (row: MemberRow, day: string): boolean =>
  row.valid_from <= day && (row.valid_to === null || row.valid_to > day);

const endingBy = (ctx: Ctx, days: number): Promise<MemberRow[]> =>
  readMembers(ctx, { endingFrom: today(ctx), endingBy: addDays(today(ctx), days) });

export async function listAllTeams(
  ctx: Ctx,
  question: TeamQuestion,
): Promise<z.input<NonNullable<typeof listTeams.response>>> {
  demandOfficer(ctx);
  const day = today(ctx);
  const all = question.place === undefined ? [] : await readTeams(ctx, { limit: 5000 });
  const codes = all.flatMap((row) => (row.place_code === null ? [] : [row.place_code]));
  const soon = question.ending === undefined ? undefined : await endingBy(ctx, question.ending);
  const rows = await readTeams(ctx, {
    level: question.level,
    search:
      question.search === undefined ? undefined : foldForSearch(question.search).replaceAll(/[%_\\]/g, ''),
    places: await codesOf(ctx, question.place, codes),
    after: question.cursor,
    limit: question.limit + 1,
    ...(soon ? { ids: [...new Set(soon.map((member) => member.team_id))] } : {}),
  });
  const page = rows.slice(0, question.limit);
  const members = Map.groupBy(
    await readMembers(ctx, { teamIds: page.map((team) => team.id) }),
    (member) => member.team_id,
  );
  const nowOf = await namesNow(ctx, page);
  return {
    endingSoon: (await endingBy(ctx, soonDays)).length,
    canManage: isSecretary(ctx),
    canSeeContact: may(ctx, 'contact.read'),
    nextCursor: rows.length > question.limit ? (page.at(-1)?.id ?? null) : null,
    items: page.map((team) => ({
      id: team.id,
      level: team.level as 'province',
      name: team.name,
      placeCode: team.place_code,
      placeName: team.place_name,
      placeNow: nowOf(team),
      decision: team.decision,
      validFrom: team.valid_from,
      validTo: team.valid_to,
      demonstration: team.is_demonstration,
      version: team.version,
      members: (members.get(team.id) ?? []).map((member) => ({
        id: member.id,
        fullName: member.full_name,
        position: member.position,
        role: member.role as 'head',
        validFrom: member.valid_from,
        validTo: member.valid_to,
        endReason: member.end_reason,
        isRunning: isRunning(member, day),
      })),
    })),
  };
}
