import { createHash } from 'node:crypto';
import { type TrustMaterial } from '#lib/emrtd';
import {
  type Certificate,
  decodeCertificate,
  decodeRevocationList,
  distinguishedNameText,
} from '#lib/identity';
import type { Ctx } from '#platform/runtime';

export type TrustKind = 'anchor' | 'link' | 'pin';

export function fingerprint(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Changes whenever what we trust changes. */
export async function trustState(ctx: Ctx): Promise<string> {
  const row = await ctx.db
    .selectFrom('identity_check.trust_certificate')
    .select(({ fn }) => [
      fn.countAll<string>().as('rows'),
      fn.max('recorded_at').as('newest'),
      fn.max('withdrawn_at').as('withdrawn'),
    ])
    .executeTakeFirstOrThrow();
  const lists = await ctx.db
    .selectFrom('identity_check.revocation_list')
    .select(({ fn }) => [fn.countAll<string>().as('rows'), fn.max('recorded_at').as('newest')])
    .executeTakeFirstOrThrow();
  const parts = [row.rows, row.newest, row.withdrawn, lists.rows, lists.newest];
  return parts.map((part) => (part instanceof Date ? part.toISOString() : String(part))).join('|');
}

/** Everything in force, decoded. Withdrawn certificates are gone from here, not from the table. */
export async function loadTrust(ctx: Ctx): Promise<TrustMaterial> {
  const rows = await ctx.db
    .selectFrom('identity_check.trust_certificate')
    .select(['kind', 'certificate'])
    .where('withdrawn_at', 'is', null)
    .execute();
  const of = (kind: TrustKind) =>
    rows.filter((row) => row.kind === kind).map((row) => decodeCertificate(new Uint8Array(row.certificate)));
  const lists = await ctx.db.selectFrom('identity_check.revocation_list').select('list').execute();
  return {
    anchors: of('anchor'),
    links: of('link'),
    revocationLists: lists.map((row) => decodeRevocationList(new Uint8Array(row.list))),
  };
}

export async function listPins(ctx: Ctx): Promise<Certificate[]> {
  const rows = await ctx.db
    .selectFrom('identity_check.trust_certificate')
    .select('certificate')
    .where('kind', '=', 'pin')
    .where('withdrawn_at', 'is', null)
    .execute();
  return rows.map((row) => decodeCertificate(new Uint8Array(row.certificate)));
}

/** @returns true when it was not there, or was withdrawn before */
export async function addCertificate(
  ctx: Ctx,
  certificate: Certificate,
  as: { kind: TrustKind; source: string },
): Promise<boolean> {
  const row = {
    kind: as.kind,
    source: as.source,
    recorded_at: ctx.clock.now(),
    withdrawn_at: null,
  };
  const result = await ctx.db
    .insertInto('identity_check.trust_certificate')
    .values({
      ...row,
      sha256: fingerprint(certificate.raw),
      country: certificate.country,
      subject: certificate.subjectText,
      certificate: Buffer.from(certificate.raw),
      not_after: new Date(certificate.notAfter),
    })
    .onConflict((conflict) =>
      conflict
        .column('sha256')
        .doUpdateSet(row)
        .where('identity_check.trust_certificate.withdrawn_at', 'is not', null),
    )
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function addRevocationList(ctx: Ctx, bytes: Uint8Array): Promise<void> {
  const list = decodeRevocationList(bytes);
  await ctx.db
    .insertInto('identity_check.revocation_list')
    .values({
      sha256: fingerprint(bytes),
      issuer: distinguishedNameText(list.issuer),
      list: Buffer.from(bytes),
      this_update: new Date(list.thisUpdate),
      next_update: list.nextUpdate === undefined ? null : new Date(list.nextUpdate),
      recorded_at: ctx.clock.now(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function withdrawCertificate(ctx: Ctx, sha256: string): Promise<boolean> {
  const result = await ctx.db
    .updateTable('identity_check.trust_certificate')
    .set({ withdrawn_at: ctx.clock.now() })
    .where('sha256', '=', sha256)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export function listCertificates(ctx: Ctx) {
  return ctx.db
    .selectFrom('identity_check.trust_certificate')
    .select(['sha256', 'kind', 'country', 'subject', 'not_after', 'source', 'withdrawn_at'])
    .orderBy('country')
    .orderBy('subject')
    .execute();
}
