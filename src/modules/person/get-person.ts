import { requireCovered } from '#platform/access';
import { type Ctx, legalDay } from '#platform/runtime';
import type { IdentifierView, PersonView, RelativeView } from './contract.ts';
import { errors } from './errors.ts';
import { birthOf } from './rules.ts';
import { findPersonRow, listPersonRows, type PersonRow } from './store.ts';
import { listContactRows, listIdentifierRows, listKinshipRows } from './store-parts.ts';

/** A person with numbers, kin and contacts. @throws person.not_found also when no basis names the person */
export async function getPerson(ctx: Ctx, id: string): Promise<PersonView> {
  const found = await findPerson(ctx, id);
  if (!found) throw errors.error('not_found');
  return found;
}

/** As `getPerson`, undefined when not visible. Leaves a look in the audit log. */
export async function findPerson(ctx: Ctx, id: string): Promise<PersonView | undefined> {
  const row = await findPersonRow(ctx, id);
  if (!row) return undefined;
  await requireCovered(ctx, 'person');
  ctx.looks.add([id], 'person');
  return toView(row, {
    identifiers: await readIdentifiers(ctx, id),
    relatives: await readRelatives(ctx, row),
    contacts: (await listContactRows(ctx, id)) as PersonView['contacts'],
  });
}

/** Names, births and states of several persons in one query; those not visible are absent. */
export async function listPersons(ctx: Ctx, ids: readonly string[]): Promise<PersonSummary[]> {
  const rows = await listPersonRows(ctx, ids);
  if (rows.length > 0)
    ctx.looks.add(
      rows.map((row) => row.id),
      'person.summary',
    );
  return rows.map((row) => ({
    id: row.id,
    fullName: row.full_name,
    sex: row.sex as PersonView['sex'],
    birth: birthOf(row),
    homePlace: row.home_place,
    state: row.state as PersonView['state'],
  }));
}

export type PersonSummary = Pick<PersonView, 'id' | 'fullName' | 'sex' | 'birth' | 'homePlace' | 'state'>;

function toView(
  row: PersonRow,
  parts: Pick<PersonView, 'identifiers' | 'relatives' | 'contacts'>,
): PersonView {
  return {
    id: row.id,
    fullName: row.full_name,
    sex: row.sex as PersonView['sex'],
    birth: birthOf(row),
    ethnicity: row.ethnicity,
    religion: row.religion,
    nationality: row.nationality,
    maritalStatus: row.marital_status,
    birthPlace: row.birth_place,
    hometown: row.hometown,
    homePlace: row.home_place,
    state: row.state as PersonView['state'],
    diedOn: row.died_on,
    version: row.version,
    ...parts,
  };
}

async function readIdentifiers(ctx: Ctx, personId: string): Promise<IdentifierView[]> {
  const rows = await listIdentifierRows(ctx, personId);
  return rows.map((row) => ({
    type: row.type,
    value: ctx.ports.identifierCipher.open(row.type, row.sealed),
    state: row.state as IdentifierView['state'],
    validFrom: row.valid_from,
    validTo: row.valid_to,
    reason: row.reason,
  }));
}

/** Kin by register id; a parent the register has no row for is given by name alone. */
async function readRelatives(ctx: Ctx, row: PersonRow): Promise<RelativeView[]> {
  const kin = await listKinshipRows(ctx, { personId: row.id, on: legalDay(ctx.clock.now()) });
  const ids = kin.map((link) => (link.person_id === row.id ? link.relative_id : link.person_id));
  const names = new Map((await listPersonRows(ctx, ids)).map((other) => [other.id, other.full_name]));
  const written: Readonly<Record<string, string | null>> = {
    father: row.father_name,
    mother: row.mother_name,
  };
  const relatives = kin.flatMap((link): RelativeView[] => {
    const outward = link.person_id === row.id;
    if (!outward && link.kind === 'spouse') return [];
    const personId = outward ? link.relative_id : link.person_id;
    const kind = outward ? (link.kind as RelativeView['kind']) : link.kind === 'guardian' ? 'ward' : 'child';
    return [{ kind, personId, name: names.get(personId) ?? (outward ? (written[link.kind] ?? null) : null) }];
  });
  for (const kind of ['father', 'mother'] as const) {
    const name = written[kind];
    if (name && !relatives.some((relative) => relative.kind === kind))
      relatives.push({ kind, personId: null, name });
  }
  return relatives;
}
