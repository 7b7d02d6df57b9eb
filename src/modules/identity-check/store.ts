import type { Ctx } from '#platform/runtime';
import type { CardFinding } from './rules.ts';

export async function addCheck(
  ctx: Ctx,
  check: { purposeCode: string; caseRef: string | null; nonce: Buffer; expiresAt: Date },
): Promise<string> {
  const id = ctx.ids.next();
  await ctx.db
    .insertInto('identity_check.identity_check')
    .values({
      id,
      officer_id: ctx.principal.id ?? '',
      agency_id: ctx.principal.terms[0]?.agencyId ?? null,
      purpose_code: check.purposeCode,
      case_ref: check.caseRef,
      nonce: check.nonce,
      opened_at: ctx.clock.now(),
      expires_at: check.expiresAt,
      state: 'open',
      findings: JSON.stringify([]),
    })
    .execute();
  return id;
}

export type CheckRow = NonNullable<Awaited<ReturnType<typeof findRow>>>;

export function findRow(ctx: Ctx, id: string) {
  return ctx.db
    .selectFrom('identity_check.identity_check')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
}

/** The row, held until the transaction ends: two answers to one check come one after the other. */
export function lockRow(ctx: Ctx, id: string) {
  return ctx.db
    .selectFrom('identity_check.identity_check')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export interface Answer {
  readonly state: 'open' | 'answered' | 'refused';
  readonly level: string;
  readonly method: 'typed' | 'qr' | 'chip';
  readonly findings: readonly CardFinding[];
  readonly documentType: string | null;
  readonly documentExpiry: string | null;
  readonly numberKey: string | null;
  readonly numberHint: string | null;
  readonly personId: string | null;
  readonly population: 'matched' | 'differs' | 'unverified' | null;
  readonly chip?: {
    readonly trustBy: string | null;
    readonly signerCountry: string | null;
    readonly deviceId: string;
    readonly deviceSequence: number;
    readonly readingHash: Buffer;
    readonly sodHash: Buffer | null;
  };
}

function chipColumns(chip: NonNullable<Answer['chip']>) {
  return {
    nonce: null,
    trust_by: chip.trustBy,
    signer_country: chip.signerCountry,
    device_id: chip.deviceId,
    device_sequence: chip.deviceSequence,
    reading_hash: chip.readingHash,
    sod_hash: chip.sodHash,
  };
}

export async function saveAnswer(ctx: Ctx, id: string, answer: Answer): Promise<void> {
  await ctx.db
    .updateTable('identity_check.identity_check')
    .set({
      state: answer.state,
      level: answer.level,
      method: answer.method,
      findings: JSON.stringify(answer.findings),
      document_type: answer.documentType,
      document_expiry: answer.documentExpiry,
      number_key: answer.numberKey,
      number_hint: answer.numberHint,
      person_id: answer.personId,
      population: answer.population,
      answered_at: ctx.clock.now(),
      ...(answer.chip ? chipColumns(answer.chip) : {}),
    })
    .where('id', '=', id)
    .execute();
}

export async function saveFace(
  ctx: Ctx,
  id: string,
  face: {
    score: number;
    threshold: number;
    model: string;
    decision: string;
    consentedAt: Date;
    level: string;
  },
): Promise<void> {
  await ctx.db
    .updateTable('identity_check.identity_check')
    .set({
      face_score: face.score,
      face_threshold: face.threshold,
      face_model: face.model,
      face_decision: face.decision,
      face_consented_at: face.consentedAt,
      face_at: ctx.clock.now(),
      level: face.level,
    })
    .where('id', '=', id)
    .execute();
}

export async function markUsed(ctx: Ctx, id: string, caseRef: string): Promise<void> {
  await ctx.db
    .updateTable('identity_check.identity_check')
    .set({ used_ref: caseRef, used_at: ctx.clock.now() })
    .where('id', '=', id)
    .execute();
}

export function listOf(ctx: Ctx, personId: string) {
  return ctx.db
    .selectFrom('identity_check.identity_check')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('opened_at', 'desc')
    .limit(100)
    .execute();
}
