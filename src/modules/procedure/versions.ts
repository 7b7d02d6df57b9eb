import { type Ctx, legalDay } from '#platform/runtime';
import { errors } from './errors.ts';
import { differencesOf } from './rules-difference.ts';
import { getDefinition, listVersionRows } from './store.ts';

/** The versions of a procedure, newest first. @throws procedure.not_found */
export async function listVersions(ctx: Ctx, code: string) {
  const rows = await listVersionRows(ctx, code);
  if (rows.length === 0) throw errors.error('not_found');
  const day = legalDay(ctx.clock.now());
  const current = rows.find((row) => row.valid_from <= day && (row.valid_to === null || day < row.valid_to));
  return rows.map((row) => ({
    version: row.version,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    publishedAt: row.published_at.toISOString(),
    inForce: row.version === current?.version,
    verified: row.verified,
  }));
}

/** What a version changed against another, or against the one before it; the first changed nothing. */
export async function compareVersions(
  ctx: Ctx,
  at: { code: string; version: number; against: number | undefined },
) {
  const rows = await listVersionRows(ctx, at.code);
  const former = at.against ?? rows.find((row) => row.version < at.version)?.version ?? null;
  const definition = await getDefinition(ctx, at.code, at.version);
  const items = former === null ? [] : differencesOf(await getDefinition(ctx, at.code, former), definition);
  return { version: at.version, against: former, items };
}
