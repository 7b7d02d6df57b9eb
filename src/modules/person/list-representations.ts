import { type Ctx, legalDay } from '#platform/runtime';
import type { Representation } from './contract.ts';
import { birthOf, fullAgeDay, isMinor } from './rules.ts';
import { listPersonRows, type PersonRow } from './store.ts';
import { listKinshipRows } from './store-parts.ts';

/**
 * Whom a person may represent today, from the register alone: their minor children and their wards. It ends by
 * itself with full age, death, or the end of the kinship. Sign-in asks this as the system.
 * BLDS 91/2015 Đ.136 k.1, k.2
 */
export async function listRepresentations(ctx: Ctx, personId: string): Promise<Representation[]> {
  const today = legalDay(ctx.clock.now());
  const links = (await listKinshipRows(ctx, { personId, on: today })).filter(
    (link) => link.relative_id === personId && link.kind !== 'spouse',
  );
  const persons = new Map(
    (
      await listPersonRows(
        ctx,
        links.map((link) => link.person_id),
      )
    ).map((row) => [row.id, row]),
  );
  return links.flatMap((link) => {
    const row = persons.get(link.person_id);
    return row && row.state === 'alive' ? representation(row, { kind: link.kind, today }) : [];
  });
}

function representation(row: PersonRow, at: { kind: string; today: string }): Representation[] {
  const birth = birthOf(row);
  const minor = isMinor(birth, at.today);
  const ground = at.kind === 'guardian' ? 'guardian' : 'parent';
  // A guardian also stands for adults who lost capacity: BLDS 91/2015 Đ.47
  if (ground === 'parent' && !minor) return [];
  return [{ personId: row.id, fullName: row.full_name, ground, until: minor ? fullAgeDay(birth) : null }];
}
