import { type Ctx, legalDay } from '#platform/runtime';
import type { Basis } from './contract.ts';
import { stateOf } from './rules.ts';
import { type BasisRow, type StoredPurpose, listPurposesOn, listSubjectRows } from './store.ts';

export function presentPurpose(row: StoredPurpose) {
  return {
    code: row.code,
    name: { vi: row.name_vi, en: row.name_en },
    legalGround: row.legal_ground,
    covers: row.covers,
    minutes: row.minutes,
    mostSubjects: row.most_subjects,
    verified: row.verified,
  };
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

async function purposeNames(
  ctx: Ctx,
  rows: readonly BasisRow[],
): Promise<(row: BasisRow) => StoredPurpose | undefined> {
  const days = [...new Set(rows.map((row) => legalDay(row.opened_at)))];
  const byDay = new Map<string, StoredPurpose[]>();
  for (const day of days) byDay.set(day, await listPurposesOn(ctx, day));
  return (row) => byDay.get(legalDay(row.opened_at))?.find((one) => one.code === row.purpose_code);
}

/** Bases as their holders and approvers see them, in the order given. */
export async function presentBases(ctx: Ctx, rows: readonly BasisRow[]): Promise<Basis[]> {
  const subjects = Map.groupBy(
    await listSubjectRows(
      ctx,
      rows.map((row) => row.id),
    ),
    (one) => one.basis_id,
  );
  const purposeOf = await purposeNames(ctx, rows);
  const now = ctx.clock.now();
  return rows.map((row) => {
    const purpose = purposeOf(row);
    const code = row.purpose_code ?? '';
    return {
      id: row.id,
      kind: row.kind as Basis['kind'],
      purpose: {
        code,
        name: purpose ? { vi: purpose.name_vi, en: purpose.name_en } : { vi: code, en: code },
      },
      reason: row.reason ?? '',
      reference: row.reference,
      covers: row.covers ?? [],
      actorId: row.actor_id ?? '',
      isMine: row.actor_id === ctx.principal.id,
      agencyId: row.agency_id,
      subjects: (subjects.get(row.id) ?? []).map((one) => ({ personId: one.person_id, label: one.label })),
      mostSubjects: row.most_subjects ?? 0,
      state: stateOf(row, now),
      openedAt: row.opened_at.toISOString(),
      expiresAt: iso(row.expires_at),
      closedAt: iso(row.closed_at),
      approvedBy: row.approved_by,
      approvedAt: iso(row.approved_at),
      refusedBy: row.refused_by,
      refusalReason: row.refusal_reason,
    };
  });
}

export async function presentBasis(ctx: Ctx, row: BasisRow): Promise<Basis> {
  const [shown] = await presentBases(ctx, [row]);
  if (!shown) throw new Error('a basis was not presented');
  return shown;
}
