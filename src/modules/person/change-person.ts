import { normaliseName, parseName } from '#lib/vietnamese';
import { type Ctx, legalDay } from '#platform/runtime';
import { errors } from './errors.ts';
import { addIdentifier } from './register-person.ts';
import { birthOf, canBeParent, cleanContact, isPossibleName, latestBirthDay, searchKey } from './rules.ts';
import { findPersonRow, insertFormerName, type PersonRow, updatePerson } from './store.ts';
import {
  endIdentifier,
  endKinshipRows,
  insertKinship,
  type KinshipKind,
  listKinshipRows,
  replaceContact,
} from './store-parts.ts';

async function demandPerson(ctx: Ctx, id: string): Promise<PersonRow> {
  const row = await findPersonRow(ctx, id);
  if (!row) throw errors.error('not_found');
  return row;
}

/** Records a death: the person keeps all rows, represents nobody and is represented by nobody any more. */
export async function recordDeath(ctx: Ctx, input: { personId: string; on: string }): Promise<void> {
  const row = await demandPerson(ctx, input.personId);
  if (row.state === 'deceased') throw errors.error('deceased');
  const born = birthOf(row);
  const impossible = born.day !== null && input.on < latestBirthDay(born);
  if (impossible || input.on > legalDay(ctx.clock.now())) throw errors.error('birth_invalid');
  await updatePerson(ctx, { id: row.id }, { state: 'deceased', died_on: input.on });
  await endKinshipOfDead(ctx, { personId: row.id, on: input.on });
  await ctx.events.emit({
    type: 'person.died',
    streamId: row.id,
    data: { personId: row.id, on: input.on },
    subjects: [row.id],
  });
}

/** A marriage and a guardianship end with a death: Luật Hôn nhân và gia đình 52/2014/QH13 Đ.65; BLDS 91/2015 Đ.62 */
async function endKinshipOfDead(ctx: Ctx, at: { personId: string; on: string }): Promise<void> {
  for (const link of await listKinshipRows(ctx, at)) {
    if (link.kind === 'father' || link.kind === 'mother') continue;
    const { person_id: personId, relative_id: relativeId, kind } = link;
    await endKinshipRows(ctx, { personId, relativeId, kind: kind as KinshipKind, on: at.on });
    if (kind === 'spouse' && personId !== at.personId) {
      await updatePerson(ctx, { id: personId }, { marital_status: 'widowed' });
    }
  }
}

/** Records that a person left the province for good; false when that is known already. */
export async function recordMoveAway(ctx: Ctx, input: { personId: string; on: string }): Promise<boolean> {
  const row = await demandPerson(ctx, input.personId);
  if (row.state === 'deceased') throw errors.error('deceased');
  if (row.state === 'moved_away') return false;
  await updatePerson(ctx, { id: row.id }, { state: 'moved_away', moved_away_on: input.on, home_place: null });
  await ctx.events.emit({
    type: 'person.moved_away',
    streamId: row.id,
    data: { personId: row.id, on: input.on },
    subjects: [row.id],
  });
  return true;
}

/** The authority cancelled a number and gave another: NĐ 70/2024/NĐ-CP. The old one keeps finding the person. */
export async function replaceNumber(
  ctx: Ctx,
  input: { personId: string; type: string; value: string; on: string; reason: string },
): Promise<void> {
  const { personId, type, value, on, reason } = input;
  await demandPerson(ctx, personId);
  if (!(await endIdentifier(ctx, { personId, type, on, state: 'cancelled', reason })))
    throw errors.error('not_found');
  await addIdentifier(ctx, { personId, type, value, validFrom: on });
  await ctx.events.emit({
    type: 'person.number_replaced',
    streamId: personId,
    data: { personId, numberType: type, on, reason },
    subjects: [personId],
  });
}

/** Changes the name; the former one is kept. */
export async function changeName(
  ctx: Ctx,
  input: { personId: string; fullName: string; on: string; reason: string; version: number },
): Promise<void> {
  const row = await demandPerson(ctx, input.personId);
  const name = parseName(normaliseName(input.fullName));
  if (!isPossibleName(name.full)) throw errors.error('name_invalid');
  const changed = await updatePerson(
    ctx,
    { id: row.id, version: input.version },
    {
      full_name: name.full,
      family_name: name.family,
      middle_name: name.middle || name.prefix,
      given_name: name.given,
      search_key: searchKey(name.full),
    },
  );
  if (!changed) throw errors.error('changed_meanwhile');
  await insertFormerName(ctx, {
    personId: row.id,
    fullName: row.full_name,
    validTo: input.on,
    reason: input.reason,
  });
  await ctx.events.emit({
    type: 'person.name_changed',
    streamId: row.id,
    data: { personId: row.id, on: input.on },
    subjects: [row.id],
  });
}

/** `relative` is `kind` of `person`; a marriage is recorded in both directions. */
export async function recordKinship(
  ctx: Ctx,
  input: {
    personId: string;
    relativeId: string;
    kind: KinshipKind;
    validFrom: string | null;
    source: string;
  },
): Promise<void> {
  const { personId, relativeId, kind, validFrom, source } = input;
  const [person, relative] = [await demandPerson(ctx, personId), await demandPerson(ctx, relativeId)];
  if (personId === relativeId || !isConsistent(kind, { person, relative }))
    throw errors.error('kinship_invalid');
  const today = legalDay(ctx.clock.now());
  const present = (await listKinshipRows(ctx, { personId, on: today })).filter(
    (link) => link.person_id === personId,
  );
  if (kind !== 'guardian' && present.some((link) => link.kind === kind))
    throw errors.error('kinship_invalid');
  await insertKinship(ctx, { personId, relativeId, kind, validFrom, source });
  if (kind === 'spouse') {
    await insertKinship(ctx, { personId: relativeId, relativeId: personId, kind, validFrom, source });
    for (const id of [personId, relativeId]) await updatePerson(ctx, { id }, { marital_status: 'married' });
  }
  await ctx.events.emit({
    type: 'person.kinship_recorded',
    streamId: personId,
    data: { personId, relativeId, kind },
    subjects: [personId, relativeId],
  });
}

function isConsistent(kind: KinshipKind, at: { person: PersonRow; relative: PersonRow }): boolean {
  const { person, relative } = at;
  if (kind === 'father' && relative.sex === 'female') return false;
  if (kind === 'mother' && relative.sex === 'male') return false;
  if (kind === 'father' || kind === 'mother') return canBeParent(birthOf(relative), birthOf(person));
  return relative.state !== 'deceased';
}

/** Ends a marriage or a guardianship on a day. */
export async function endKinship(
  ctx: Ctx,
  input: { personId: string; relativeId: string; kind: KinshipKind; on: string },
): Promise<void> {
  const { personId, relativeId, kind, on } = input;
  if ((await endKinshipRows(ctx, { personId, relativeId, kind, on })) === 0) throw errors.error('not_found');
  if (kind === 'spouse') {
    await endKinshipRows(ctx, { personId: relativeId, relativeId: personId, kind, on });
    for (const id of [personId, relativeId]) await updatePerson(ctx, { id }, { marital_status: 'divorced' });
  }
  await ctx.events.emit({
    type: 'person.kinship_ended',
    streamId: personId,
    data: { personId, relativeId, kind },
    subjects: [personId, relativeId],
  });
}

/** A telephone number or e-mail address, one of each at a time. */
export async function changeContact(
  ctx: Ctx,
  input: { personId: string; kind: 'phone' | 'email'; value: string },
): Promise<void> {
  const { personId, kind } = input;
  const value = cleanContact(kind, input.value);
  if (value === undefined) throw errors.error('contact_invalid');
  await replaceContact(ctx, { personId, kind, value, on: legalDay(ctx.clock.now()) });
  await ctx.events.emit({
    type: 'person.contact_changed',
    streamId: personId,
    data: { personId, kind },
    subjects: [personId],
  });
}

/** Where the person lives now, as the residence register knows it; kept here so that namesakes can be told apart. */
export async function setHomePlace(
  ctx: Ctx,
  input: { personId: string; placeCode: string | null },
): Promise<void> {
  await updatePerson(ctx, { id: input.personId }, { home_place: input.placeCode });
}
