import { sql } from 'kysely';
import { readFile } from '#platform/files';
import { type Ctx, legalDay } from '#platform/runtime';
import { errors } from './errors.ts';

export interface NewPaper {
  readonly owner: { readonly personId: string | null; readonly organisationId: string | null };
  readonly kind: string;
  readonly title: { readonly vi: string; readonly en: string };
  readonly number: string | null;
  readonly issuedOn: string;
  readonly validTo: string | null;
  readonly issuer: { readonly id: string; readonly name: string };
  /** Masked name of the person the paper is about, for the public verification page. */
  readonly subjectHint: string;
  readonly fileId: string;
  readonly contentHash: Uint8Array;
  readonly bytes: number;
  readonly verificationCode: string;
  /** What it was made for, e.g. `dossier:<id>`; the same paper is deposited once. */
  readonly sourceRef: string;
}

/** Puts a signed paper into its owner's vault. Doing it twice leaves one. @returns its id */
export async function depositPaper(ctx: Ctx, paper: NewPaper): Promise<string> {
  const known = await ctx.db
    .selectFrom('vault.document')
    .select('id')
    .where('source_ref', '=', paper.sourceRef)
    .executeTakeFirst();
  if (known) return known.id;
  const id = ctx.ids.next();
  await ctx.db
    .insertInto('vault.document')
    .values({
      id,
      owner_person_id: paper.owner.personId,
      owner_organisation_id: paper.owner.organisationId,
      kind: paper.kind,
      title_vi: paper.title.vi,
      title_en: paper.title.en,
      number: paper.number,
      issued_on: paper.issuedOn,
      valid_to: paper.validTo,
      issuer_agency_id: paper.issuer.id,
      issuer_name: paper.issuer.name,
      subject_hint: paper.subjectHint,
      file_id: paper.fileId,
      content_hash: paper.contentHash,
      bytes: paper.bytes,
      verification_code: paper.verificationCode,
      source_ref: paper.sourceRef,
      deposited_at: ctx.clock.now(),
    })
    .execute();
  const subjects = paper.owner.personId ? [paper.owner.personId] : [];
  await ctx.events.emit({
    type: 'vault.deposited',
    streamId: id,
    data: { sourceRef: paper.sourceRef, kind: paper.kind },
    subjects,
  });
  return id;
}

/** The source of a paper was annulled: the paper is revoked with it, and everyone who verifies it sees so. */
export async function revokePaper(ctx: Ctx, sourceRef: string, reason: string): Promise<void> {
  const row = await ctx.db
    .updateTable('vault.document')
    .set({ revoked_on: legalDay(ctx.clock.now()), revoke_reason: reason })
    .where('source_ref', '=', sourceRef)
    .where('revoked_on', 'is', null)
    .returning(['id', 'owner_person_id'])
    .executeTakeFirst();
  if (!row) return;
  await ctx.events.emit({
    type: 'vault.revoked',
    streamId: row.id,
    data: { sourceRef },
    subjects: row.owner_person_id ? [row.owner_person_id] : [],
  });
}

type PaperRow = Awaited<ReturnType<typeof listPapers>>[number];

export interface PaperFilter {
  readonly search?: string | undefined;
  readonly owner?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** Papers of the one who asks and of those they represent, newest first; one more than asked for. */
export function listPapers(ctx: Ctx, filter: PaperFilter) {
  const { persons, organisations } = ctx.principal;
  let query = ctx.db
    .selectFrom('vault.document')
    .where((where) =>
      where.or([
        where('owner_person_id', '=', sql<string>`any(${[...persons]}::uuid[])`),
        where('owner_organisation_id', '=', sql<string>`any(${[...organisations]}::uuid[])`),
      ]),
    );
  const { owner } = filter;
  if (owner)
    query = query.where((where) =>
      where.or([where('owner_person_id', '=', owner), where('owner_organisation_id', '=', owner)]),
    );
  if (filter.search) {
    const pattern = `%${filter.search.replaceAll(/[%_\\]/g, String.raw`\$&`)}%`;
    query = query.where(
      sql<boolean>`lower(public.unaccent(title_vi || ' ' || coalesce(number, ''))) like lower(public.unaccent(${pattern}))`,
    );
  }
  const [at, id] = filter.cursor?.split('|') ?? [];
  if (at && id) query = query.where(sql<boolean>`(deposited_at, id) < (${at}::timestamptz, ${id}::uuid)`);
  return query
    .selectAll()
    .orderBy('deposited_at', 'desc')
    .orderBy('id', 'desc')
    .limit(filter.limit + 1)
    .execute();
}

export async function getPaper(ctx: Ctx, id: string): Promise<PaperRow> {
  const row = await ctx.db.selectFrom('vault.document').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw errors.error('not_found');
  return row;
}

export function paperState(
  row: Pick<PaperRow, 'revoked_on' | 'valid_to'>,
  day: string,
): 'valid' | 'expired' | 'revoked' {
  if (row.revoked_on) return 'revoked';
  return row.valid_to && row.valid_to < day ? 'expired' : 'valid';
}

export function presentPaper(row: PaperRow, day: string) {
  const [, dossierId] = /^dossier:([^:]+)/.exec(row.source_ref) ?? [];
  return {
    id: row.id,
    title: { vi: row.title_vi, en: row.title_en },
    kind: row.kind,
    number: row.number,
    issuedOn: row.issued_on,
    validTo: row.valid_to,
    issuer: row.issuer_name,
    state: paperState(row, day),
    verificationCode: row.verification_code,
    bytes: row.bytes,
    dossierId: dossierId ?? null,
    isNew: row.seen_at === null,
  };
}

/** The paper's own bytes, exactly as signed. A revoked one is shown in the list but not handed out. */
export async function openPaper(ctx: Ctx, id: string) {
  const row = await getPaper(ctx, id);
  if (row.revoked_on) throw errors.error('revoked');
  const file = await readFile(ctx, row.file_id);
  if (row.seen_at === null)
    await ctx.db
      .updateTable('vault.document')
      .set({ seen_at: ctx.clock.now() })
      .where('id', '=', id)
      .execute();
  return { row, file };
}
